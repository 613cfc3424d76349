import Glibc
import Market

/// Collects the parts of a survey while a venue's reader goes through the names of its files.
struct Surveyor {
  let dataFolder: String
  private(set) var parts: [SourceSurvey.Part] = []
  private let stored = EndpointFiles()
  private var files: [(name: String, from: Day?)] = []

  init(dataFolder: String) { self.dataFolder = dataFolder }

  /// Enters a file that is read whole.
  mutating func add(_ file: String, from: Day?) { files.append((file, from)) }

  mutating func add(_ part: SourceSurvey.Part) { parts.append(part) }

  /// Enters what many files decide together.
  ///
  /// - Parameter place: a file or folder to name it by.
  mutating func add(decision: String, at place: String, from: Day? = nil) {
    parts.append(
      SourceSurvey.Part(
        file: place, sha256: SHA256.hexDigest(of: decision.utf8), from: from))
  }

  func has(_ endpoint: StoredEndpoint) throws(ArchiveError) -> Bool {
    try !stored.all(endpoint, below: dataFolder).isEmpty
  }

  /// Enters an endpoint's files.
  mutating func add(
    _ endpoint: StoredEndpoint, skipping skips: (ResponseWindow) -> Bool = { _ in false }
  ) throws(ArchiveError) {
    for file in try stored.all(endpoint, below: dataFolder) {
      switch file.response {
      case .window(let window, _):
        if !skips(window) { add(file.name, from: endpoint.timing.firstDay(of: window)) }
      case .snapshot(let time): add(file.name, from: time.day)
      }
    }
  }

  /// Enters a venue's own margin tables; the earliest also serves the days before it.
  mutating func add(marginTables endpoint: StoredEndpoint) throws(ArchiveError) {
    for (index, file) in try stored.all(endpoint, below: dataFolder).enumerated() {
      guard case .snapshot(let time) = file.response else { continue }
      add(file.name, from: index == 0 ? nil : time.day)
    }
  }

  /// Enters files that grow by the day, as they were at the close of each of their days, those of
  /// their kind that do not, and what was wrong with them.
  mutating func add(growing log: ReadingLog) {
    let growing = log.growing
    for input in log.inputs {
      for file in growing[input.file] ?? [] {
        parts.append(
          SourceSurvey.Part(file: file.file, sha256: file.sha256, from: file.last.day))
      }
      if growing[input.file] == nil {
        parts.append(
          SourceSurvey.Part(file: input.file, sha256: input.sha256, from: input.first.day))
      }
    }
    for found in log.findings {
      guard let file = found.finding.file else { continue }
      add(decision: found.finding.message, at: file, from: found.finding.time?.day)
    }
  }

  /// Digests the files.
  ///
  /// - Parameter threads: how many work.
  func survey(threads: Int) throws(ArchiveError) -> SourceSurvey {
    var files = files
    let dataFolder = dataFolder
    let digests = forEachConcurrently(&files, threads: readers(for: threads)) { file in
      Result { () throws(ArchiveError) in
        let path = dataFolder + "/" + file.name
        func unreadable(_ code: Int32) -> ArchiveError {
          .cannotRead(path: path, fault: SystemFault(operation: .read, code: code))
        }
        let opened = try OpenFile(path, O_RDONLY, fails: unreadable)
        return SourceSurvey.Part(
          file: file.name, sha256: try opened.sha256(file.name, fails: unreadable), from: file.from)
      }
    }
    var parts = parts
    for digest in digests { parts.append(try digest.get()) }
    return SourceSurvey(parts: parts)
  }
}

extension StoredEndpoint.Timing {
  /// The first day of which a window's file can change something.
  fileprivate func firstDay(of window: ResponseWindow) -> Day {
    // What stood at a window's start is the close of the bar before it.
    if case .moments(let step) = self { return (window.start - step).day }
    return window.start.day
  }
}

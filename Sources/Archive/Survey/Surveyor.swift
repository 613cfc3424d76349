import Market

/// Collects the parts of a survey while a venue's reader goes through the names of its files.
struct Surveyor {
  let dataFolder: String
  private(set) var parts: [SourceSurvey.Part] = []
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

  /// Enters an endpoint's files.
  mutating func add(
    _ endpoint: StoredEndpoint, skipping skips: (ResponseWindow) -> Bool = { _ in false }
  ) throws(ArchiveError) {
    for file in try endpoint.files(below: dataFolder) {
      switch file.response {
      case .window(let window, _):
        if !skips(window) { add(file.name, from: endpoint.timing.firstDay(of: window)) }
      case .snapshot(let time): add(file.name, from: time.day)
      }
    }
  }

  /// Enters a venue's own margin tables; the earliest also serves the days before it.
  mutating func add(marginTables endpoint: StoredEndpoint) throws(ArchiveError) {
    for (index, file) in try endpoint.files(below: dataFolder).enumerated() {
      guard case .snapshot(let time) = file.response else { continue }
      add(file.name, from: index == 0 ? nil : time.day)
    }
  }

  /// Enters a row of settlements a day, of files that grow by the day.
  mutating func add(_ settlements: [Settlement], at folder: String) {
    var next = settlements.startIndex
    while next < settlements.endIndex {
      let day = settlements[next].time.day
      let end = settlements[next...].firstIndex { $0.time.day != day } ?? settlements.endIndex
      let text = settlements[next..<end].map {
        "\($0.time.milliseconds) \($0.rate.bitPattern) \($0.hours.bitPattern)\n"
      }
      add(decision: text.joined(), at: folder, from: day)
      next = end
    }
  }

  /// Digests the files.
  ///
  /// - Parameter threads: digests so many at once.
  func survey(threads: Int) throws(ArchiveError) -> SourceSurvey {
    var files = files
    let dataFolder = dataFolder
    let digests = forEachConcurrently(&files, threads: threads) { file in
      Result { () throws(ArchiveError) in
        let mapped = try MappedFile(
          dataFolder + "/" + file.name, name: file.name, limit: TableFile.plainLimit)
        return SourceSurvey.Part(
          file: file.name, sha256: SHA256.hexDigest(of: mapped.bytes), from: file.from)
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

import Archive
import Market

/// The files that documents name as their sources, and a digest of those that a day's does.
struct NamedInputs: Sendable {
  /// A file: what it was at the close of each of its days, or, where it does not grow, what it is.
  private struct Source: Sendable {
    var isGrowing: Bool
    var states: [(first: Timestamp, last: Timestamp, digest: [UInt8])]

    func state(at close: Timestamp) -> (first: Timestamp, last: Timestamp, digest: [UInt8])? {
      states.last { isGrowing ? $0.last < close : $0.first < close }
    }
  }

  private let sources: [Source]

  init(_ instruments: [ReadingRecord.Source]) {
    var sources: [Source] = []
    for (place, instrument) in instruments.enumerated() {
      for input in instrument.inputs.sorted(by: { $0.file < $1.file }) {
        let days = instrument.growing[input.file]
        sources.append(
          Source(
            isGrowing: days != nil,
            states: (days ?? [input]).map { state in
              let key = NamedInputs.key(of: state, at: place)
              return (state.first, state.last, Array(key.digits.utf8))
            }))
      }
    }
    self.sources = sources
  }

  /// The digest of the files that reach into a day's trailing 90 days.
  func key(of day: Day) -> ContentKey {
    let (close, since) = (day.close, day.close - InputFile.namedFor)
    var bytes: [UInt8] = []
    for source in sources {
      guard let state = source.state(at: close), state.last >= since else { continue }
      bytes += state.digest
    }
    var maker = KeyMaker("files")
    maker.add("files", String(decoding: bytes, as: UTF8.self))
    return maker.key
  }

  private static func key(of input: InputFile, at place: Int) -> ContentKey {
    var maker = KeyMaker("file")
    maker.add("place", place)
    maker.add("file", input.file)
    maker.add("sha256", input.sha256)
    for number in [input.rows, input.gaps, input.refused] { maker.add("number", number) }
    for time in [input.first, input.last] { maker.add("time", time.milliseconds) }
    return maker.key
  }
}

extension InputFile {
  /// For how long a file is named after its end.
  static let namedFor = TimeSpan.days(90)
}

import Archive
import Market

/// The files that documents name as their sources, and a digest of those that a day's does.
struct NamedInputs: Sendable {
  private let inputs: [(first: Timestamp, last: Timestamp, digest: [UInt8])]

  /// - Parameter inputs: of each instrument.
  init(_ inputs: [[InputFile]]) {
    self.inputs = inputs.enumerated().flatMap { place, files in
      files.sorted { $0.file < $1.file }.map { input in
        (input.first, input.last, Array(NamedInputs.key(of: input, at: place).digits.utf8))
      }
    }
  }

  /// The digest of the files that reach into a day's trailing 90 days.
  func key(of day: Day) -> ContentKey {
    let (close, since) = (day.close, day.close - InputFile.namedFor)
    var bytes: [UInt8] = []
    for input in inputs where input.first < close && input.last >= since { bytes += input.digest }
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
  fileprivate static let namedFor = TimeSpan.days(90)

  /// Whether the document of a day names the file.
  func isNamed(on day: Day) -> Bool {
    first < day.close && last >= day.close - InputFile.namedFor
  }
}

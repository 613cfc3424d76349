import Market

@testable import Archive

/// A data folder with stored responses of one contract, on 5 August 2024.
struct ResponseFixture {
  let folder: TemporaryFolder
  let instrument: Instrument
  let reader: InstrumentSource.Reader

  static let day = Day(number: 19_940)
  static let start = day.start.milliseconds
  static let step: Int64 = 300_000

  init(
    _ venue: Venue, _ symbol: String, _ reader: InstrumentSource.Reader,
    kind: ContractKind = .linear
  ) throws {
    folder = try TemporaryFolder()
    instrument = Instrument(venue: venue, symbol: symbol, kind: kind)
    self.reader = reader
  }

  /// The start of a five-minute bar of the day.
  static func time(_ bar: Int) -> Int64 { start + Int64(bar) * step }

  /// Writes the response of the window that holds a bar of the day.
  func write(
    _ endpoint: StoredEndpoint, _ body: String, bar: Int = 0, partial: Bool = false
  ) throws {
    guard let length = endpoint.window else {
      return try folder.write(endpoint.file(snapshot: Self.timestamp(bar)), body)
    }
    let window = ResponseWindow(length, containing: Self.timestamp(bar))
    try folder.write(endpoint.file(window, partial: partial), body)
  }

  static func timestamp(_ bar: Int) -> Timestamp { Timestamp(milliseconds: time(bar)) }

  func read(_ policy: Policy = .strict) throws -> InstrumentData {
    try ArchiveReader(dataFolder: folder.path, policy: policy).read(
      InstrumentSource(instrument: instrument, reader: reader))
  }

  /// The error that strict reading ends with, in words.
  func refusal() -> String {
    do {
      _ = try read()
      return "nothing was refused"
    } catch {
      return "\(error)"
    }
  }
}

extension InstrumentData {
  func findings(_ kind: DataFinding.Kind) -> [String] {
    findings.filter { $0.kind == kind }.map(\.message)
  }
}

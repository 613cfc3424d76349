import FaultVenue
import Market
import Testing

@testable import Archive

/// Reading from a day on, and what the survey promises, held against reading all: on three days of
/// every venue, some of them damaged.
@Suite("Reading from a day on")
struct PartialReadingTests {
  static let from = Day(number: 19_873)  // 30 May 2024
  static let to = from + 2

  static let sources: [InstrumentSource] = [
    source(.binance, "BTCUSDT", .binanceArchive),
    source(.binance, "BTCUSD_PERP", .binanceArchive, .inverse),
    source(.bybit, "BTCUSDT", .bybit), source(.okx, "BTC-USDT-SWAP", .okx),
    source(.bitfinex, "tBTCF0:USTF0", .bitfinex), source(.hyperliquid, "BTC", .hyperliquid),
  ]

  static func source(
    _ venue: Venue, _ symbol: String, _ reader: InstrumentSource.Reader,
    _ kind: ContractKind = .linear
  ) -> InstrumentSource {
    InstrumentSource(
      instrument: Instrument(venue: venue, symbol: symbol, kind: kind), reader: reader)
  }

  /// A data folder of three days; what Binance's archive lacks is in its responses.
  static func folder(_ source: InstrumentSource) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try SyntheticVenues(
      folder: folder.path,
      wish: FetchPlan.Wish(
        instruments: [source.instrument],
        wallets: ["0x00000000000000000000000000000000000000ab"], from: from, to: to),
      now: (to + 1).start + .minutes(75)
    ).write(archivedUpTo: source.instrument.kind == .linear ? from + 1 : nil)
    if source.instrument.venue == .hyperliquid { try writeContexts(folder) }
    return folder
  }

  /// Hyperliquid's archive, which says what stood each minute.
  static func writeContexts(_ folder: TemporaryFolder) throws {
    for day in from...to {
      let rows = (0..<480).map { step in
        let time = day.start + .minutes(Int64(step) * 3)
        return "\(time),BTC,0.00001,\(80_000 + step),60000,60001.5,60001.5,0.0004\n"
      }
      let name = "\(day)".filter { $0 != "-" }
      try folder.write(
        "hyperliquid/asset_ctxs/\(name).csv",
        "time,coin,funding,open_interest,prev_day_px,oracle_px,mark_px,premium\n" + rows.joined())
    }
  }

  /// All files below a folder.
  static func files(_ folder: String, _ below: String = "") throws -> [String] {
    try Files.list(folder + "/" + below).flatMap { name in
      let path = below.isEmpty ? name : below + "/" + name
      return Files.isFolder(folder + "/" + path) ? try files(folder, path) : [path]
    }
  }

  /// Removes a file, cuts it short or spoils some bytes of it.
  static func damage(
    _ folder: TemporaryFolder, _ file: String, _ generator: inout SeededGenerator
  ) throws {
    var bytes = try Files.readAll(folder.path + "/" + file)
    switch Int.random(in: 0..<3, using: &generator) {
    case 0: return try Files.removeFile(folder.path + "/" + file)
    case 1: bytes.removeLast(Int.random(in: 0...min(200, bytes.count), using: &generator))
    default:
      guard !bytes.isEmpty else { return }
      let start = Int.random(in: 0..<bytes.count, using: &generator)
      for index in start..<min(bytes.count, start + 6) { bytes[index] = 0x31 }
    }
    try folder.write(file, bytes)
  }

  static func expect(
    _ rest: InstrumentData, isRestOf whole: InstrumentData, from day: Day, _ comment: Comment
  ) {
    let start = day.start
    #expect(rest.series.interval == whole.series.interval, comment)
    #expect(rest.series.bars == whole.series.bars.filter { $0.time >= start }, comment)
    #expect(rest.depth == whole.depth.filter { $0.time >= start }, comment)
    #expect(rest.liquidations == whole.liquidations.filter { $0.time >= start }, comment)
    #expect(rest.wallets == whole.wallets.filter { $0.time >= start }, comment)
    #expect(rest.simulated == whole.simulated, comment)
    for later in day..<to + 3 {
      #expect(rest.findings(of: later) == whole.findings(of: later), comment)
      #expect(
        rest.inputs(atCloseOf: later).filter { $0.last >= start }
          == whole.inputs(atCloseOf: later).filter { $0.last >= start }, comment)
      #expect(
        rest.marginSchedule?.table(on: later) == whole.marginSchedule?.table(on: later), comment)
    }
  }

  @Test("what is read from a day on is what reading all gives from there", arguments: sources)
  func rest(source: InstrumentSource) throws {
    let folder = try Self.folder(source)
    var generator = SeededGenerator(seed: 5)
    for round in 0..<4 {
      let reader = ArchiveReader(dataFolder: folder.path, policy: .lenient)
      if round == 0 { #expect(try reader.read(source).series.bars.count >= 864) }
      // Damaged enough, there is nothing left to read.
      if let whole = try? reader.read(source) {
        for day in Self.from - 1..<Self.to + 3 {
          let rest = try reader.read(source, from: day)
          Self.expect(rest, isRestOf: whole, from: day, "round \(round), from \(day)")
        }
      }
      let files = try Self.files(folder.path)
      try Self.damage(folder, files[Int.random(in: 0..<files.count, using: &generator)], &generator)
    }
  }

  @Test("days before the first that the survey finds changed are as they were", arguments: sources)
  func unchanged(source: InstrumentSource) throws {
    var generator = SeededGenerator(seed: 6)
    for round in 0..<4 {
      let folder = try Self.folder(source)
      let reader = ArchiveReader(dataFolder: folder.path, policy: .lenient)
      let (before, surveyed) = (try reader.read(source), try reader.survey(source))
      let files = try Self.files(folder.path)
      let file = files[Int.random(in: 0..<files.count, using: &generator)]
      try Self.damage(folder, file, &generator)
      guard let after = try? reader.read(source) else { continue }
      let differing = Set(surveyed.parts).symmetricDifference(try reader.survey(source).parts)
      let day = differing.map { $0.from ?? Self.from - 9 }.min() ?? Self.to + 9
      let comment: Comment = "round \(round): \(file) changes \(day)"
      #expect(
        after.series.bars.filter { $0.time < day.start }
          == before.series.bars.filter { $0.time < day.start }, comment)
      #expect(
        after.depth.filter { $0.time < day.start } == before.depth.filter { $0.time < day.start },
        comment)
      #expect(
        after.wallets.filter { $0.time < day.start }
          == before.wallets.filter { $0.time < day.start }, comment)
      for earlier in Self.from..<max(Self.from, min(day, Self.to + 2)) {
        #expect(after.findings(of: earlier) == before.findings(of: earlier), comment)
        #expect(
          after.inputs(atCloseOf: earlier) == before.inputs(atCloseOf: earlier), comment)
      }
    }
  }

  @Test("a series read from a day on is the rest of it, whatever is wrong with its rows")
  func series() throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: 8)
    for round in 0..<12 {
      var rows = (0..<96).map { SurveyTests.row($0) }
      for _ in 0..<round {
        let index = Int.random(in: 0..<rows.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: rows.remove(at: index)
        case 1: rows[index] = "nonsense\n"
        case 2: rows.insert(rows[index], at: index)
        default: if round > 6 { rows.swapAt(index, rows.count / 2) }
        }
      }
      try folder.write("bars.csv", "t,o,h,l,c,v,oi\n" + rows.joined())
      let reader = ArchiveReader(dataFolder: folder.path, policy: .lenient)
      let whole = try reader.read(SurveyTests.source)
      for day in ResponseFixture.day - 1..<ResponseFixture.day + 6 {
        let rest = try reader.read(SurveyTests.source, from: day)
        #expect(
          rest.series.bars == whole.series.bars.filter { $0.time >= day.start }, "round \(round)")
        for later in day..<ResponseFixture.day + 5 {
          #expect(rest.findings(of: later) == whole.findings(of: later), "round \(round)")
          #expect(
            rest.inputs(atCloseOf: later).filter { $0.last >= day.start }
              == whole.inputs(atCloseOf: later).filter { $0.last >= day.start }, "round \(round)")
        }
      }
    }
  }

  @Test("a series' digest at a day's close is that of the file as it was then")
  func prefix() throws {
    let folder = try TemporaryFolder()
    let reader = ArchiveReader(dataFolder: folder.path, policy: .strict)
    let rows = (0..<72).map { SurveyTests.row($0) }
    let header = "t,o,h,l,c,v,oi\n"
    try folder.write("bars.csv", header + rows.prefix(48).joined())
    let night = try #require(
      try reader.read(SurveyTests.source).inputs(atCloseOf: ResponseFixture.day + 1).first)
    #expect(night.sha256 == SHA256.hexDigest(of: (header + rows.prefix(48).joined()).utf8))
    #expect(night.rows == 48)
    try folder.write("bars.csv", header + rows.joined())
    let later = try reader.read(SurveyTests.source)
    #expect(later.inputs(atCloseOf: ResponseFixture.day + 1) == [night])
    #expect(later.inputs.first?.rows == 72)
    #expect(night.bytes == (header + rows.prefix(48).joined()).utf8.count)
  }

  @Test("the first bytes of a series have the digest of a close, whatever is in its rows")
  func firstBytes() throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: 12)
    for round in 0..<12 {
      var rows = (0..<120).map { SurveyTests.row($0) }
      for _ in 0..<round {
        let index = Int.random(in: 0..<rows.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: rows.remove(at: index)
        case 1: rows[index] = "nonsense\n"
        case 2: rows[index] = "\n" + rows[index]
        default: rows[index] = rows[index].replacing("\n", with: "\r\n")
        }
      }
      // A day of which nothing can be used.
      if round % 3 == 2 { for index in 50..<60 { rows[index] = "nonsense\n" } }
      let text = Array(("t,o,h,l,c,v,oi\n" + rows.joined()).utf8)
      try folder.write("bars.csv", text)
      let data = try ArchiveReader(dataFolder: folder.path, policy: .lenient)
        .read(SurveyTests.source)
      let states = try #require(data.growingInputs["bars.csv"])
      #expect(states.count >= 4)
      for state in states {
        let bytes = try #require(state.bytes)
        #expect(state.sha256 == SHA256.hexDigest(of: text.prefix(bytes)), "round \(round)")
      }
      let last = try #require(states.last?.bytes)
      #expect(text[last...].allSatisfy { $0 != 0x2C }, "no row follows")
    }
  }

  @Test("a gap is told on the day in which it begins and ends, and on no other")
  func gaps() throws {
    let folder = try TemporaryFolder()
    let reader = ArchiveReader(dataFolder: folder.path, policy: .strict)
    // Two hours of the first day, and the last of the second with the first of the third.
    let rows = (0..<96).filter { ![5, 6, 47, 48].contains($0) }.map { SurveyTests.row($0) }
    try folder.write("bars.csv", "t,o,h,l,c,v,oi\n" + rows.joined())
    let data = try reader.read(SurveyTests.source)
    let day = ResponseFixture.day
    #expect(data.findings.count == 2)
    #expect(data.findings(of: day).map(\.count) == [2])
    #expect(data.findings(of: day + 1).isEmpty)
    #expect(data.findings(of: day + 2).isEmpty)
  }
}

import Market
import Testing

@testable import Archive

@Suite struct BinanceRefusalTests {
  typealias Fixture = BinanceFixture

  @Test("a wrong checksum is refused before the file is unpacked, a missing one is reported")
  func checksums() throws {
    let fixture = try Fixture()
    try fixture.addCandles(Fixture.candles(0..<3), checksum: false)
    try fixture.addMetrics(fixture.metrics(0...3))
    let finding = try #require(
      try fixture.read().findings.first { $0.message.contains(".CHECKSUM") })
    #expect(finding.kind == .missing && finding.count == 1)
    let wrong = String(repeating: "0", count: 64)
    let file = fixture.path("klines", "5m-2024-08-05", interval: "5m")
    try fixture.folder.write(file + ".CHECKSUM", "\(wrong)  BTCUSDT-5m-2024-08-05.zip\n")
    #expect {
      try fixture.read()
    } throws: { error in
      guard case ArchiveError.refusedFile(file, .checksumDiffers(_, wrong)) = error else {
        return false
      }
      return true
    }
    try fixture.folder.write(file + ".CHECKSUM", "<html>not found</html>")
    #expect(throws: ArchiveError.self) { try fixture.read() }
  }

  @Test("the lenient policy goes on without a damaged file and reports it")
  func damagedFile() throws {
    let fixture = try Fixture()
    try fixture.addCandles(Fixture.candles(0..<3))
    try fixture.addMetrics(fixture.metrics(0...300))
    try fixture.folder.write(
      fixture.path("klines", "5m-2024-08-06", interval: "5m"), "PK\u{3}\u{4} not an archive")
    #expect {
      try fixture.read()
    } throws: { error in
      guard case ArchiveError.refusedFile(_, .damaged) = error else { return false }
      return true
    }
    let data = try fixture.read(.lenient)
    #expect(data.series.bars.count == 3)
    #expect(data.findings.contains { $0.kind == .refused && $0.message.contains("damaged") })
  }

  @Test("an impossible row names the file, line and column by the venue's name")
  func impossibleRow() throws {
    let fixture = try Fixture()
    try fixture.addCandles(
      Fixture.candles([0]) + Fixture.candle(Fixture.start + 300_000, high: 95))
    try fixture.addMetrics(fixture.metrics(0...3))
    #expect {
      try fixture.read()
    } throws: { error in
      guard case ArchiveError.refusedRow(let row) = error else { return false }
      return row.row == 3 && row.column == "high" && row.found == "'95.0'"
    }
    try fixture.addCandles(Fixture.candles([0]) + Fixture.candle(Fixture.start + 301_000))
    #expect {
      try fixture.read()
    } throws: { "\($0)".contains("a multiple of 5-minute steps") }
  }

  @Test("metrics of another symbol are refused")
  func otherSymbol() throws {
    let fixture = try Fixture()
    try fixture.addCandles(Fixture.candles(0..<2))
    let other = try Fixture(
      instrument: Instrument(venue: .binance, symbol: "ETHUSDT", kind: .linear))
    try fixture.addMetrics(other.metrics(0...2))
    #expect {
      try fixture.read()
    } throws: { error in
      guard case ArchiveError.refusedRow(let row) = error else { return false }
      return row.column == "symbol" && row.found == "'ETHUSDT'" && row.expected == "'BTCUSDT'"
    }
  }

  @Test("a simulated market says so")
  func simulated() throws {
    let fixture = try Fixture()
    try fixture.addCandles(Fixture.candles(0..<2))
    try fixture.addMetrics(fixture.metrics(0...2))
    try fixture.folder.write("data/futures/cm/simulated/BTCUSDT.json", "{}")
    #expect(try !fixture.read().simulated)
    try fixture.folder.write("data/futures/um/simulated/BTCUSDT.json", "{}")
    #expect(try fixture.read().simulated)
  }

  @Test("a contract that is not there is said to be missing, with those that are")
  func noInstrument() throws {
    let fixture = try Fixture()
    try fixture.addCandles(Fixture.candles(0..<2))
    let other = ArchiveReader(dataFolder: fixture.folder.path, policy: .strict)
    #expect {
      try other.read(
        InstrumentSource(
          instrument: Instrument(venue: .binance, symbol: "ETHUSDT", kind: .linear),
          reader: .binanceArchive))
    } throws: { error in
      guard case ArchiveError.noInput(.instrument(_, let lookedFor, let present)) = error else {
        return false
      }
      return present == ["BTCUSDT"] && lookedFor.contains("klines/ETHUSDT")
    }
  }

  @Test("metrics of other days than the candles' are no open interest")
  func otherDays() throws {
    let fixture = try Fixture()
    try fixture.addCandles(Fixture.candles(0..<2))
    try fixture.addMetrics(fixture.metrics(288...290), date: "2024-08-06")
    #expect {
      try fixture.read()
    } throws: { error in
      guard case ArchiveError.noInput(.matchingMetrics) = error else { return false }
      return "\(error)".contains("2024-08-05T00:00:00Z")
    }
  }

  @Test(
    "Binance's own LINKUSDT candles without metrics are refused with what is missing",
    .enabled(if: RealData.has("binance-archive")))
  func linkWithoutMetrics() throws {
    let reader = ArchiveReader(
      dataFolder: try #require(RealData.folder) + "/binance-archive", policy: .strict)
    let source = InstrumentSource(
      instrument: Instrument(venue: .binance, symbol: "LINKUSDT", kind: .linear),
      reader: .binanceArchive)
    #expect {
      try reader.read(source)
    } throws: { error in
      let words = "\(error)"
      return words.contains("data/futures/um/daily/metrics/LINKUSDT")
        && words.contains("https://data.binance.vision/data/futures/um/daily/metrics/LINKUSDT/")
        && words.contains("'klines'") && words.contains("not guessed")
    }
  }

  @Test(
    "Binance's own month of minutes is read whole and put together to five minutes",
    .enabled(if: RealData.has("binance-archive")))
  func linkCandles() throws {
    let layout = BinanceLayout(
      instrument: Instrument(venue: .binance, symbol: "LINKUSDT", kind: .linear))
    let folder = try #require(RealData.folder) + "/binance-archive"
    let files = try BinanceCatalogue(
      dataFolder: folder, layout: layout, listing: BinanceListing()
    )
    .files(.candles, interval: "1m")
    var tables = BinanceTables(dataFolder: folder, policy: .strict, since: nil)
    let rows = try tables.read(files, .candles, columns: BinanceTables.candleColumns) {
      Candle.make($0, interval: .minutes(1), Candle.Slots(volume: 5, takerBuyVolume: 6))
    }
    #expect(rows.count == 40_320)
    let bars = Candles.aggregate(rows, from: .minutes(1), to: .minutes(5))
    #expect(
      bars.count == 8_064 && bars[0].open == 6.949
        && bars[0].time.description == "2023-02-01T00:00:00Z")
    #expect(tables.log.inputs.first?.gaps == 0 && tables.log.findings.isEmpty)
  }
}

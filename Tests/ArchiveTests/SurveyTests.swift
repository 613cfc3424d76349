import Market
import Testing

@testable import Archive

/// What the survey says of a market that changes, held against what the reading says.
@Suite("What an instrument's days are made of")
struct SurveyTests {
  static let series = SeriesSource(
    path: "bars.csv",
    columns: [
      .time: "t", .open: "o", .high: "h", .low: "l", .close: "c", .volume: "v", .openInterest: "oi",
    ])
  static let source = InstrumentSource(
    instrument: Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear),
    reader: .series(series))

  static func row(_ hour: Int, oi: String = "1000") -> String {
    let time = ResponseFixture.start + Int64(hour) * 3_600_000
    return "\(time),100,110,90,100,\(5 + hour % 3),\(oi)\n"
  }

  static func survey(_ rows: [String]) throws -> SourceSurvey {
    let folder = try TemporaryFolder()
    try folder.write("bars.csv", "t,o,h,l,c,v,oi\n" + rows.joined())
    return try ArchiveReader(dataFolder: folder.path, policy: .lenient).survey(source)
  }

  /// The first day from which two surveys differ; nil where all days do.
  static func change(_ a: SourceSurvey, _ b: SourceSurvey) throws -> Day? {
    let differing = Set(a.parts).symmetricDifference(b.parts)
    try #require(!differing.isEmpty)
    return differing.contains { $0.from == nil } ? nil : differing.compactMap(\.from).min()
  }

  @Test("a series that grows by a day changes no day before")
  func growth() throws {
    let rows = (0..<96).map { Self.row($0) }
    let day = ResponseFixture.day
    let (short, long) = (try Self.survey(Array(rows.prefix(72))), try Self.survey(rows))
    #expect(short.parts.allSatisfy(long.parts.contains))
    #expect(try Self.change(short, long) == day + 3)
  }

  @Test("a changed row changes its own day and nothing before")
  func revision() throws {
    var rows = (0..<96).map { Self.row($0) }
    let before = try Self.survey(rows)
    rows[30] = Self.row(30, oi: "1001")
    #expect(try Self.change(before, try Self.survey(rows)) == ResponseFixture.day + 1)
    rows[30] = "nonsense\n"
    #expect(try Self.change(before, try Self.survey(rows)) == ResponseFixture.day + 1)
  }

  @Test("the order of the file's lines and another step between them are noticed")
  func order() throws {
    let rows = (0..<48).map { Self.row($0) }
    let plain = try Self.survey(rows)
    // A file that is not in order of time is told apart as a whole.
    #expect(try Self.change(plain, try Self.survey(rows.reversed())) == nil)
    let sparse = try Self.survey((0..<48).filter { $0 % 2 == 0 }.map { Self.row($0) })
    #expect(try Self.change(plain, sparse) == nil)
  }

  /// An archive of some bars, and what a survey says of it.
  private func archive(bars: Range<Int>) throws -> (
    fixture: BinanceFixture, survey: (Int) throws -> SourceSurvey
  ) {
    let fixture = try BinanceFixture()
    try fixture.addCandles(BinanceFixture.candles(bars))
    try fixture.addMetrics(fixture.metrics(bars))
    let source = InstrumentSource(instrument: fixture.instrument, reader: .binanceArchive)
    let reader = ArchiveReader(dataFolder: fixture.folder.path, policy: .strict)
    return (fixture, { threads in try reader.survey(source, threads: threads) })
  }

  @Test("the metrics of a day count for the close of the day before")
  func metrics() throws {
    let (fixture, survey) = try archive(bars: 0..<288)
    let before = try survey(1)
    #expect(before.parts.contains { $0.from == nil && $0.file == "data/futures/um" })
    #expect(try survey(3) == before)
    try fixture.addMetrics(fixture.metrics(288..<300), date: "2024-08-06")
    #expect(try Self.change(before, try survey(1)) == ResponseFixture.day)
    let both = try survey(1)
    try fixture.addCandles(BinanceFixture.candles(288..<300), date: "2024-08-06")
    #expect(try Self.change(both, try survey(1)) == ResponseFixture.day + 1)
  }

  @Test("a file that loses its checksum is another")
  func checksum() throws {
    let (fixture, survey) = try archive(bars: 0..<12)
    let before = try survey(1)
    try fixture.addCandles(BinanceFixture.candles(0..<12), checksum: false)
    try Files.removeFile(
      fixture.folder.path + "/" + fixture.path("klines", "5m-2024-08-05", interval: "5m")
        + ".CHECKSUM")
    #expect(try Self.change(before, try survey(1)) == ResponseFixture.day)
  }

  @Test("funding that grows within its file's window changes no day before")
  func funding() throws {
    let fixture = try ResponseFixture(.bybit, "BTCUSDT", .bybit)
    let layout = BybitLayout(instrument: fixture.instrument)
    func body(_ count: Int) -> String {
      let rows = (0..<count).reversed().map {
        """
        {"symbol":"BTCUSDT","fundingRate":"0.000\($0 + 1)",\
        "fundingRateTimestamp":"\(ResponseFixture.start + Int64($0) * 28_800_000)"}
        """
      }
      return #"{"retCode":0,"retMsg":"OK","result":{"category":"linear","list":["#
        + rows.joined(separator: ",") + "]}}"
    }
    let reader = ArchiveReader(dataFolder: fixture.folder.path, policy: .strict)
    let source = InstrumentSource(instrument: fixture.instrument, reader: .bybit)
    try fixture.write(layout.endpoint(.funding), body(4), partial: true)
    let before = try reader.survey(source)
    try fixture.write(layout.endpoint(.funding), body(6), partial: true)
    #expect(try Self.change(before, try reader.survey(source)) == ResponseFixture.day + 1)
  }

  @Test("a month's file of the archive that comes before the month is over changes no day before")
  func archivedFunding() throws {
    let (fixture, survey) = try archive(bars: 0..<288)
    func write(_ count: Int, rate: String = "0.0001") throws {
      let rows = (0..<count).map { place in
        "\(BinanceFixture.start + Int64(place) * 28_800_000 + 3),8,\(place == 0 ? rate : "0.0002")\n"
      }
      try fixture.folder.writeZip(
        fixture.path("fundingRate", "fundingRate-2024-08", period: "monthly"),
        "calc_time,funding_interval_hours,last_funding_rate\n" + rows.joined())
    }
    try write(4)
    let before = try survey(1)
    let then = try fixture.read().inputs(atCloseOf: ResponseFixture.day)
    try write(6)
    #expect(try Self.change(before, try survey(1)) == ResponseFixture.day + 1)
    #expect(try fixture.read().inputs(atCloseOf: ResponseFixture.day) == then)
    #expect(then.contains { $0.file.contains("fundingRate") && $0.rows == 3 && $0.bytes != nil })
    try write(6, rate: "0.0003")
    #expect(try Self.change(before, try survey(1)) == ResponseFixture.day)
  }
}

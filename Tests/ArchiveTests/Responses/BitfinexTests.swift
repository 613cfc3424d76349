import Market
import Testing

@testable import Archive

@Suite("Bitfinex's responses")
struct BitfinexTests {
  static func fixture() throws -> ResponseFixture {
    try ResponseFixture(.bitfinex, "tBTCF0:USTF0", .bitfinex)
  }

  static func layout(_ fixture: ResponseFixture) -> BitfinexLayout {
    BitfinexLayout(instrument: fixture.instrument)
  }

  static func body(_ rows: [String]) -> String { "[" + rows.joined(separator: ",") + "]" }

  /// MTS, open, close, high, low, volume.
  static func candle(_ bar: Int) -> String { "[\(ResponseFixture.time(bar)),100,105,110,90,2.5]" }

  static func status(
    _ time: Int64, mark: String = "104", openInterest: String = "8000", funding: String = "0.0001",
    due: Int = 96
  ) -> String {
    "[\(time),null,104.5,100,null,1000,null,\(ResponseFixture.time(due)),0.00002,6,null,\(funding),"
      + "null,null,\(mark),null,null,\(openInterest),null,null,null,0.0005,0.0025]"
  }

  /// A status each minute of some bars, the newest first.
  static func statuses(_ bars: some Sequence<Int>) -> [String] {
    bars.flatMap { bar in
      (0..<5).map { status(ResponseFixture.time(bar) + $0 * 60_000, mark: "\(100 + $0)") }
    }.reversed()
  }

  static func fill(_ fixture: ResponseFixture, bars: Int = 12) throws {
    let layout = layout(fixture)
    try fixture.write(layout.endpoint(.candles), body((0..<bars).reversed().map(candle)))
    try fixture.write(layout.endpoint(.status), body(statuses(0..<bars)))
  }

  @Test("close before high: the candle's fields are taken by the venue's order")
  func order() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let bar = try #require(try fixture.read().series.bars.first)
    #expect(bar.open == Price(100))
    #expect(bar.close == Price(105))
    #expect(bar.high == Price(110))
    #expect(bar.low == Price(90))
    #expect(bar.volume == Base(2.5))
  }

  @Test("newest first: open interest is what was said last before the bar's end")
  func openInterest() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let rows = [(0, "1"), (299_000, "2"), (300_000, "3"), (450_000, "4")].map {
      Self.status(ResponseFixture.start + $0.0, openInterest: $0.1)
    }
    try fixture.write(Self.layout(fixture).endpoint(.status), Self.body(rows.reversed()))
    let data = try fixture.read()
    #expect(data.series.bars.prefix(3).map(\.openInterest) == [Base(2), Base(4), nil])
    #expect(data.findings(.disorder).isEmpty)
    #expect(data.findings(.gap).contains { $0.contains("bars' open interest missing: 10 from") })
  }

  @Test("mark prices are the range of the samples where there is one a minute")
  func mark() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    try fixture.write(
      Self.layout(fixture).endpoint(.status),
      Self.body(
        Self.statuses(0..<11) + [Self.status(ResponseFixture.time(11), mark: "104")]))
    let bars = try fixture.read().series.bars
    #expect(bars[0].markLow == Price(100))
    #expect(bars[0].markHigh == Price(104))
    #expect(bars[11].markHigh == nil)
    #expect(bars[11].premium.map { abs($0 - 0.04) < 1e-12 } == true)
  }

  @Test("funding is what the running period has, settled when it ends")
  func funding() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture, bars: 200)
    var rows: [String] = []
    for bar in 0..<200 {
      let period = bar / 96
      rows.append(
        Self.status(
          ResponseFixture.time(bar), funding: "0.000\(period + 1)", due: (period + 1) * 96))
    }
    try fixture.write(Self.layout(fixture).endpoint(.status), Self.body(rows.reversed()))
    let bars = try fixture.read().series.bars
    #expect(bars.enumerated().filter { $0.element.fundingRate != nil }.map(\.offset) == [96, 192])
    #expect(bars[96].fundingRate == 0.0001)
    #expect(bars[192].fundingRate == 0.0002)
  }

  @Test("no candle where nobody traded: a bar without volume stands in while the status goes on")
  func quiet() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let layout = Self.layout(fixture)
    try fixture.write(
      layout.endpoint(.candles), Self.body([0, 1, 3, 8, 9].reversed().map(Self.candle)))
    try fixture.write(layout.endpoint(.status), Self.body(Self.statuses([0, 1, 2, 3, 8, 9])))
    let data = try fixture.read()
    #expect(
      data.series.bars.map(\.time) == [0, 1, 2, 3, 8, 9].map(ResponseFixture.timestamp))
    #expect(data.series.bars[2].volume == .zero)
    #expect(data.series.bars[2].high == Price(105))
    #expect(data.findings(.gap).contains { $0.contains("1 5-minute candles missing although") })
    // Where the status is silent too, the venue was away.
    #expect(data.findings(.gap).contains { $0.hasPrefix("5-minute candles missing: 4 from") })
  }

  static func liquidation(
    _ id: Int, _ offset: Int64, _ amount: String, match: Int = 0, acquired: String = "99",
    symbol: String = "tBTCF0:USTF0", base: String = "107.5"
  ) -> String {
    #"[["pos",\#(id),\#(ResponseFixture.start + offset),null,"\#(symbol)",\#(amount),\#(base),"#
      + "null,\(match),1,null,\(acquired)]]"
  }

  @Test("positive amount = long; the entry price comes with it; other contracts are not ours")
  func liquidations() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    try fixture.write(
      Self.layout(fixture).endpoint(.liquidations),
      Self.body([
        Self.liquidation(3, 400_000, "-0.25"),
        Self.liquidation(2, 350_000, "7", symbol: "tETHF0:USTF0"),
        Self.liquidation(1, 1_000, "0.5"),
      ]))
    let data = try fixture.read()
    #expect(data.liquidations.map(\.side) == [.long, .short])
    #expect(data.liquidations.map(\.quantity) == [Base(0.5), Base(0.25)])
    #expect(data.liquidations.map(\.entryPrice) == [Price(107.5), Price(107.5)])
    #expect(data.liquidations.map(\.price) == [Price(99), Price(99)])
    #expect(data.series.bars[0].longLiquidations == Base(0.5))
    #expect(data.series.bars[1].shortLiquidations == Base(0.25))
    #expect(data.series.bars[5].longLiquidations == .zero)
  }

  @Test("doubled rows: a position that is taken over and then sold counts once")
  func takenOverAndSold() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    try fixture.write(
      Self.layout(fixture).endpoint(.liquidations),
      Self.body([
        Self.liquidation(1, 2_000, "-4.5", match: 1, acquired: "95.5"),
        Self.liquidation(1, 1_000, "-8.6", match: 0, acquired: "null"),
        Self.liquidation(1, 1_000, "-8.6", match: 0, acquired: "null"),
        Self.liquidation(2, 500, "1.5", match: 1, acquired: "96"),
      ]))
    let data = try fixture.read()
    // The first is known by its sale alone.
    #expect(data.liquidations.map(\.quantity) == [Base(1.5), Base(8.6)])
    #expect(data.liquidations.map(\.price) == [Price(96), Price(95.5)])
    #expect(data.findings(.duplicate).count == 1)
  }

  @Test("a day with as many rows as a response holds may be cut off, and counts as unknown")
  func full() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let rows = (0..<500).map { Self.liquidation($0, Int64($0) * 1_000, "0.1") }
    try fixture.write(Self.layout(fixture).endpoint(.liquidations), Self.body(rows))
    let data = try fixture.read()
    #expect(data.liquidations.count == 500)
    #expect(data.series.bars.allSatisfy { $0.longLiquidations == nil })
    #expect(data.findings(.gap).contains { $0.hasPrefix("500 rows, as many as one response") })
  }

  @Test("rate limit inside a 200 is refused as no data")
  func rateLimit() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    try fixture.write(
      Self.layout(fixture).endpoint(.liquidations), #"["error",11010,"ratelimit: error"]"#)
    #expect(fixture.refusal().contains("refusal (11010: ratelimit: error)"))
  }
}

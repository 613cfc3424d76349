import Market
import Testing

@testable import Archive

@Suite("OKX's responses")
struct OKXTests {
  static func fixture(_ symbol: String = "BTC-USDT-SWAP", kind: ContractKind = .linear) throws
    -> ResponseFixture
  {
    try ResponseFixture(.okx, symbol, .okx, kind: kind)
  }

  static func layout(_ fixture: ResponseFixture) -> OKXLayout {
    OKXLayout(instrument: fixture.instrument)
  }

  static func body(_ rows: [String]) -> String {
    #"{"code":"0","msg":"","data":["# + rows.joined(separator: ",") + "]}"
  }

  /// A candle of 1,000 contracts, 10 coins.
  static func candle(_ bar: Int, confirm: String = "1", time: Int64? = nil) -> String {
    #"["\#(time ?? ResponseFixture.time(bar))","100","110","90","105","1000","10","1050","\#(confirm)"]"#
  }

  static func openInterest(_ bar: Int) -> String {
    #"["\#(ResponseFixture.time(bar))","50000","500","52500"]"#
  }

  static func fill(_ fixture: ResponseFixture, bars: Int = 12) throws {
    let layout = layout(fixture)
    try fixture.write(
      layout.endpoint(.candles), body((0..<bars).reversed().map { candle($0) }))
    try fixture.write(
      layout.endpoint(.openInterest), body((0...bars).reversed().map { openInterest($0) }))
  }

  @Test("contracts against coins: volume and open interest are taken where they are in coins")
  func coins() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let bars = try fixture.read().series.bars
    #expect(bars.count == 12)
    #expect(bars.allSatisfy { $0.volume == Base(10) && $0.openInterest == Base(500) })
  }

  @Test("responses that a simulation wrote say so")
  func simulated() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    #expect(try !fixture.read().simulated)
    try fixture.folder.write("okx/simulated/BTC-USDT-SWAP.json", "{}")
    #expect(try fixture.read().simulated)
  }

  @Test("unsettled last candle: what is not confirmed is left out")
  func unconfirmed() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let endpoint = Self.layout(fixture).endpoint(.candles)
    let rows = [Self.candle(5, confirm: "0")] + (0..<5).reversed().map { Self.candle($0) }
    try fixture.write(endpoint, Self.body(rows))
    #expect(try fixture.read().series.bars.count == 5)
    // The venue says which one is not over, so that a partial file loses no other.
    try fixture.write(
      endpoint, Self.body([Self.candle(289, confirm: "0"), Self.candle(288)]), bar: 288,
      partial: true)
    #expect(try fixture.read().series.bars.last?.time == ResponseFixture.timestamp(288))
  }

  @Test("UTC+8 bars: a day's candles that start at 16:00 UTC are refused")
  func hongKong() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    // What `1D` gives in place of `1Dutc`: the day in Hong Kong, which starts on the day before.
    try fixture.write(
      Self.layout(fixture).endpoint(.candles),
      Self.body([Self.candle(0, time: ResponseFixture.time(-96))]))
    #expect(fixture.refusal().contains("expected a time from 2024-08-05T00:00:00Z"))
  }

  @Test("takers' purchases are a share of the volume, in whatever unit they were asked for")
  func takers() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    // ts, sell, buy: in contracts.
    let rows = (0..<11).reversed().map {
      #"["\#(ResponseFixture.time($0))","250","750"]"#
    }
    try fixture.write(
      Self.layout(fixture).endpoint(.takerVolume),
      Self.body(rows + [#"["\#(ResponseFixture.time(11))","0","0"]"#]))
    let bars = try fixture.read().series.bars
    #expect(bars[0].takerBuyVolume == Base(7.5))
    #expect(bars[11].takerBuyVolume == nil)
  }

  @Test("funding is the realised rate, not the predicted one")
  func funding() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    try fixture.write(
      Self.layout(fixture).endpoint(.funding),
      Self.body([
        #"{"instType":"SWAP","instId":"BTC-USDT-SWAP","fundingRate":"0.0009","#
          + #""realizedRate":"0.00015","fundingTime":"\#(ResponseFixture.time(0))"}"#
      ]))
    #expect(try fixture.read().series.bars[0].fundingRate == 0.00015)
  }

  @Test("ratios of accounts and of top traders are joined at the bar's end")
  func ratios() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let layout = Self.layout(fixture)
    func rows(_ value: String) -> String {
      Self.body((1...12).map { #"["\#(ResponseFixture.time($0))","\#(value)"]"# })
    }
    try fixture.write(layout.endpoint(.accountRatio), rows("1.25"))
    try fixture.write(layout.endpoint(.topTraderRatio), rows("0.8"))
    let bars = try fixture.read().series.bars
    #expect(bars.allSatisfy { $0.longShortRatio == 1.25 && $0.topTraderRatio == 0.8 })
  }

  static func liquidation(_ time: Int64, _ size: String, side: String, position: String) -> String {
    #"{"bkLoss":"0","bkPx":"100","ccy":"","posSide":"\#(position)","side":"\#(side)","#
      + #""sz":"\#(size)","ts":"\#(time)"}"#
  }

  static func liquidations(_ details: [String], symbol: String) -> String {
    body([
      #"{"details":[\#(details.joined(separator: ","))],"instFamily":"F","instId":"\#(symbol)","#
        + #""instType":"SWAP","uly":"F"}"#
    ])
  }

  @Test("contracts against coins: liquidations by the contract value in the list of instruments")
  func contractValue() throws {
    let fixture = try Self.fixture("ETH-USDT-SWAP")
    try Self.fill(fixture)
    let layout = Self.layout(fixture)
    let reports = Self.liquidations(
      [
        Self.liquidation(ResponseFixture.time(8) + 1, "5", side: "sell", position: "long"),
        Self.liquidation(ResponseFixture.time(4), "20", side: "buy", position: "short"),
      ], symbol: "ETH-USDT-SWAP")
    try fixture.write(layout.endpoint(.liquidations), reports, bar: 10)
    // Without the size of a contract there is no amount.
    let unknown = try fixture.read()
    #expect(unknown.liquidations.isEmpty)
    #expect(unknown.findings(.missing).contains { $0.hasPrefix("no size of a contract") })
    try fixture.write(
      layout.endpoint(.instruments),
      Self.body([#"{"instId":"ETH-USDT-SWAP","ctVal":"0.1","ctMult":"1","ctValCcy":"ETH"}"#]))
    let data = try fixture.read()
    #expect(data.liquidations.map(\.quantity) == [Base(2), Base(0.5)])
    #expect(data.liquidations.map(\.side) == [.short, .long])
    #expect(data.liquidations.map(\.price) == [Price(100), Price(100)])
    // Known from the oldest report to when it was asked: nothing there is zero.
    #expect(
      data.series.bars.map { $0.longLiquidations?.value } == [
        nil, nil, nil, nil, 0, 0, 0, 0, 0.5, 0, nil, nil,
      ])
    #expect(data.series.bars[4].shortLiquidations == Base(2))
  }

  @Test("doubled rows: answers that overlap give each liquidation once, and no finding")
  func overlap() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let endpoint = Self.layout(fixture).endpoint(.liquidations)
    let first = Self.liquidation(ResponseFixture.time(2), "100", side: "sell", position: "net")
    let second = Self.liquidation(ResponseFixture.time(5), "100", side: "buy", position: "net")
    try fixture.write(
      endpoint, Self.liquidations([first], symbol: "BTC-USDT-SWAP"), bar: 4)
    try fixture.write(
      endpoint, Self.liquidations([second, first], symbol: "BTC-USDT-SWAP"), bar: 8)
    let data = try fixture.read()
    #expect(data.liquidations.map(\.quantity) == [Base(1), Base(1)])
    #expect(data.liquidations.map(\.side) == [.long, .short])
    #expect(data.findings(.duplicate).isEmpty)
  }

  @Test("rate limit inside a 200: 50011 is refused as no data, in rows and in snapshots")
  func rateLimit() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let limited = #"{"msg":"Too Many Requests","code":"50011","data":[]}"#
    let layout = Self.layout(fixture)
    try fixture.write(layout.endpoint(.liquidations), limited)
    #expect(
      fixture.refusal().contains("no data but the venue's refusal (50011: Too Many Requests)"))
    #expect(try fixture.read(.lenient).findings(.refused).count == 1)
    try fixture.write(layout.endpoint(.takerVolume), limited)
    #expect(fixture.refusal().contains("taker-volume-contract/BTC-USDT-SWAP/5m/2024-08-05T00.json"))
  }

  @Test("position tiers are dated by the snapshots; floors are in coins")
  func margin() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    func tier(_ number: Int, _ from: String, _ to: String, _ rate: String, _ leverage: String)
      -> String
    {
      #"{"imr":"0.01","instFamily":"BTC-USDT","instId":"","maxLever":"\#(leverage)","#
        + #""maxSz":"\#(to)","minSz":"\#(from)","mmr":"\#(rate)","tier":"\#(number)","#
        + #""uly":"BTC-USDT"}"#
    }
    try fixture.write(
      Self.layout(fixture).endpoint(.positionTiers),
      Self.body([
        tier(1, "0", "1000", "0.004", "100"), tier(2, "1000.01", "5000", "0.005", "66.66"),
      ]))
    let table = try #require(try fixture.read().marginSchedule?.table(on: ResponseFixture.day))
    #expect(table.rule == .wholePosition)
    #expect(abs((table.tiers.last?.floor ?? 0) - 10.0001) < 1e-9)
  }
}

import Market
import Testing

@testable import Archive

@Suite("Binance's REST responses and the rest of its archive")
struct BinanceResponseTests {
  static func fixture(_ symbol: String = "BTCUSDT", kind: ContractKind = .linear) throws
    -> ResponseFixture
  {
    try ResponseFixture(.binance, symbol, .binanceArchive, kind: kind)
  }

  static func layout(_ fixture: ResponseFixture) -> BinanceResponseLayout {
    BinanceResponseLayout(instrument: fixture.instrument)
  }

  static func body(_ rows: [String]) -> String { "[" + rows.joined(separator: ",") + "]" }

  static func candle(_ bar: Int, close: String = "105") -> String {
    let time = ResponseFixture.time(bar)
    return
      #"[\#(time),"100","110","90","\#(close)","40",\#(time + 299_999),"4000",7,"15","1500","0"]"#
  }

  static func openInterest(_ bar: Int, _ coins: String = "900") -> String {
    #"{"symbol":"BTCUSDT","sumOpenInterest":"\#(coins)","sumOpenInterestValue":"1","#
      + #""timestamp":\#(ResponseFixture.time(bar))}"#
  }

  static func fill(_ fixture: ResponseFixture, bars: Range<Int> = 0..<12) throws {
    let layout = layout(fixture)
    let first = bars.lowerBound
    try fixture.write(layout.endpoint(.candles), body(bars.map { candle($0) }), bar: first)
    try fixture.write(
      layout.endpoint(.openInterest), body((first...bars.upperBound).map { openInterest($0) }),
      bar: first)
  }

  @Test("the last thirty days by REST alone make bars, takers' purchases among them")
  func alone() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let layout = Self.layout(fixture)
    func ratios(_ value: String) -> String {
      Self.body(
        (1...12).map {
          #"{"symbol":"BTCUSDT","longAccount":"0.6","longShortRatio":"\#(value)","#
            + #""shortAccount":"0.4","timestamp":"\#(ResponseFixture.time($0))"}"#
        })
    }
    try fixture.write(layout.endpoint(.accountRatio), ratios("1.5"))
    try fixture.write(layout.endpoint(.topTraderRatio), ratios("2.5"))
    try fixture.write(layout.endpoint(.premiumCandles), Self.body((0..<12).map(Self.premium)))
    let bars = try fixture.read().series.bars
    #expect(bars.count == 12)
    #expect(
      bars.allSatisfy {
        $0.volume == Base(40) && $0.takerBuyVolume == Base(15) && $0.openInterest == Base(900)
          && $0.longShortRatio == 1.5 && $0.topTraderRatio == 2.5 && $0.premium == -0.0004
      })
  }

  static func premium(_ bar: Int) -> String {
    let time = ResponseFixture.time(bar)
    return
      #"[\#(time),"-0.0003","0.0001","-0.0005","-0.0004","0",\#(time + 299_999),"0",7,"0","0","0"]"#
  }

  @Test("the archive wins where both have a day; REST adds the days after it")
  func after() throws {
    let archive = try BinanceFixture()
    try archive.addCandles(BinanceFixture.candles(0..<288))
    try archive.addMetrics(archive.metrics(1...288))
    let fixture = ResponseFixture(sharing: archive)
    try Self.fill(fixture, bars: 0..<288)
    try Self.fill(fixture, bars: 288..<300)
    let data = try fixture.read()
    #expect(data.series.bars.count == 300)
    #expect(data.series.bars[287].close == Price(100))
    #expect(data.series.bars[287].openInterest == Base(1_288))
    #expect(data.series.bars[288].close == Price(105))
    #expect(data.series.bars[288].openInterest == Base(900))
    #expect(
      !data.inputs.contains {
        $0.file.hasSuffix("binance/fapi/v1/klines/BTCUSDT/5m/2024-08-05.json")
      })
    #expect(data.findings(.gap).allSatisfy { !$0.contains("candles missing") })
    #expect(data.findings(.refused).isEmpty)
  }

  @Test("a day that neither has is a gap")
  func between() throws {
    let archive = try BinanceFixture()
    try archive.addCandles(BinanceFixture.candles(0..<288))
    try archive.addMetrics(archive.metrics(1...288))
    let fixture = ResponseFixture(sharing: archive)
    try Self.fill(fixture, bars: 576..<580)
    #expect(
      try fixture.read().findings(.gap).contains {
        $0.hasPrefix("5-minute candles missing: 288 from 2024-08-06T00:00:00Z")
      })
  }

  @Test("jittering funding times and no interval: hours follow from the settlements' distance")
  func funding() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture, bars: 0..<288)
    let rows = [(0, 0), (48, 8), (96, 3), (144, 10), (192, 0), (240, 1)].map {
      #"{"symbol":"BTCUSDT","fundingTime":\#(ResponseFixture.time($0.0) + Int64($0.1)),"#
        + #""fundingRate":"0.0001","markPrice":""}"#
    }
    try fixture.write(Self.layout(fixture).endpoint(.funding), Self.body(rows))
    let data = try fixture.read()
    #expect(
      data.series.bars.enumerated().filter { $0.element.fundingRate != nil }.map(\.offset)
        == [0, 48, 96, 144, 192, 240])
    #expect(!data.findings.contains { $0.message.contains("settlements") })
  }

  @Test("contracts against coins: COIN-M answers are in contracts of 100 dollars, by the pair")
  func inverse() throws {
    let fixture = try Self.fixture("BTCUSD_PERP", kind: .inverse)
    let layout = Self.layout(fixture)
    #expect(layout.endpoint(.candles).folder == "binance/dapi/v1/klines/BTCUSD_PERP/5m")
    try fixture.write(layout.endpoint(.candles), Self.body([Self.candle(0)]))
    try fixture.write(
      layout.endpoint(.openInterest),
      Self.body([
        #"{"pair":"BTCUSD","contractType":"PERPETUAL","sumOpenInterest":"2100","#
          + #""sumOpenInterestValue":"2000","timestamp":\#(ResponseFixture.time(1))}"#
      ]))
    let bar = try #require(try fixture.read().series.bars.first)
    #expect(bar.openInterest == Base(2_000))
    #expect(bar.volume == Base(40 * 100 / 105.0))
  }

  @Test("an answer about another symbol is refused")
  func otherSymbol() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    try fixture.write(
      Self.layout(fixture).endpoint(.openInterest),
      Self.body([Self.openInterest(1).replacingFirst("BTCUSDT", "ETHUSDT")]))
    #expect(
      fixture.refusal().contains("2024-08-05.json:1, column 'symbol': found 'ETHUSDT', expected"))
  }

  @Test("a ban that came as JSON is refused as no data")
  func banned() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    try fixture.write(
      Self.layout(fixture).endpoint(.markCandles),
      #"{"code":0,"msg":"Service unavailable from a restricted location"}"#)
    #expect(fixture.refusal().contains("refusal (0: Service unavailable"))
  }

  static let depthHeader = "timestamp,percentage,depth,notional\n"

  @Test(
    "the recorded order book is that of the day's close, by distance", arguments: [true, false])
  func depth(header: Bool) throws {
    let fixture = try BinanceFixture()
    try fixture.addCandles(BinanceFixture.candles(0..<288))
    try fixture.addMetrics(fixture.metrics(1...288))
    func rows(_ time: String, _ scale: Double) -> String {
      [(-1.0, 30.0), (-5, 80), (1, 20), (5, 60)].map {
        "\(time),\($0.0),\($0.1 * scale),\($0.1 * scale * 100)\n"
      }.joined()
    }
    // Files without a header have times in milliseconds.
    let times =
      header
      ? ["2024-08-05 00:00:30", "2024-08-05 23:59:40"]
      : ["\(BinanceFixture.start + 30_000)", "\(BinanceFixture.start + 86_380_000)"]
    try fixture.folder.writeZip(
      fixture.path("bookDepth", "bookDepth-2024-08-05"),
      (header ? Self.depthHeader : "") + rows(times[0], 7) + rows(times[1], 1))
    let snapshot = try #require(try fixture.read().depth.first)
    #expect(snapshot.time == Timestamp(milliseconds: BinanceFixture.start + 86_380_000))
    #expect(snapshot.levels.map(\.distance) == [-0.05, -0.01, 0.01, 0.05])
    #expect(snapshot.levels[1].quantity == Base(30))
    #expect(snapshot.levels[1].value == USD(3_000))
  }

  @Test("contracts against coins: the order book of inverse contracts is in contracts")
  func inverseDepth() throws {
    let fixture = try BinanceFixture(
      instrument: Instrument(venue: .binance, symbol: "BTCUSD_PERP", kind: .inverse))
    try fixture.addCandles(BinanceFixture.candles(0..<288))
    try fixture.addMetrics(fixture.metrics(1...288))
    try fixture.folder.writeZip(
      fixture.path("bookDepth", "bookDepth-2024-08-05"),
      Self.depthHeader + "2024-08-05 23:59:40,-1,50,0.5\n")
    let level = try #require(try fixture.read().depth.first?.levels.first)
    #expect(level.value == USD(5_000))
    #expect(level.quantity == Base(50))
  }

  @Test("the premium index stands at the bar's end, below zero too")
  func premiumIndex() throws {
    let fixture = try BinanceFixture()
    try fixture.addCandles(BinanceFixture.candles(0..<3))
    try fixture.addMetrics(fixture.metrics(1...3))
    let rows = (0..<3).map {
      "\(BinanceFixture.start + Int64($0) * 300_000),0.0001,0.0002,-0.0009,-0.000\($0 + 1),0,0,0,0,0,0,0\n"
    }
    try fixture.folder.writeZip(
      fixture.path("premiumIndexKlines", "5m-2024-08-05", interval: "5m"),
      BinanceFixture.candleHeader + rows.joined())
    #expect(
      try fixture.read().series.bars.map(\.premium) == [-0.0001, -0.0002, -0.0003])
  }

  @Test("doubled liquidation rows are told one by one as well, each once, with their price")
  func liquidations() throws {
    let fixture = try BinanceFixture(
      instrument: Instrument(venue: .binance, symbol: "BTCUSD_PERP", kind: .inverse))
    try fixture.addCandles(BinanceFixture.candles(0..<12))
    try fixture.addMetrics(fixture.metrics(1...12))
    let row = "\(BinanceFixture.start + 1_000),SELL,LIMIT,IOC,3,99,80,FILLED,1,3\n"
    try fixture.folder.writeZip(
      fixture.path("liquidationSnapshot", "liquidationSnapshot-2024-08-05"), row + row)
    let data = try fixture.read()
    #expect(
      data.liquidations == [
        ReportedLiquidation(
          time: Timestamp(milliseconds: BinanceFixture.start + 1_000), side: .long,
          quantity: Base(3.75), price: Price(80))
      ])
  }
}

extension ResponseFixture {
  /// Adds responses to an archive.
  init(sharing archive: BinanceFixture) {
    folder = archive.folder
    instrument = archive.instrument
    reader = .binanceArchive
  }
}

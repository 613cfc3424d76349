import Market
import Testing

@testable import Archive

@Suite("Bybit's responses")
struct BybitTests {
  static func fixture(_ kind: ContractKind = .linear) throws -> ResponseFixture {
    try ResponseFixture(.bybit, kind == .linear ? "BTCUSDT" : "BTCUSD", .bybit, kind: kind)
  }

  static func layout(_ fixture: ResponseFixture) -> BybitLayout {
    BybitLayout(instrument: fixture.instrument)
  }

  /// A response with these rows, as the venue wraps them.
  static func body(_ rows: [String], symbol: String = "BTCUSDT") -> String {
    #"{"retCode":0,"retMsg":"OK","result":{"category":"linear","symbol":"\#(symbol)","list":["#
      + rows.joined(separator: ",") + #"],"nextPageCursor":""},"retExtInfo":{},"time":1}"#
  }

  static func candle(_ bar: Int, volume: String = "10", close: String = "105") -> String {
    #"["\#(ResponseFixture.time(bar))","100","110","90","\#(close)","\#(volume)","1050"]"#
  }

  static func openInterest(_ bar: Int, _ figures: String = #""openInterest":"500""#) -> String {
    #"{\#(figures),"timestamp":"\#(ResponseFixture.time(bar))"}"#
  }

  /// Candles and open interest of the day's first bars, the newest first.
  static func fill(_ fixture: ResponseFixture, bars: Int = 12) throws {
    let layout = layout(fixture)
    let symbol = fixture.instrument.symbol
    try fixture.write(
      layout.endpoint(.candles), body((0..<bars).reversed().map { candle($0) }, symbol: symbol))
    try fixture.write(
      layout.endpoint(.openInterest),
      body((0...min(bars, 144)).reversed().map { openInterest($0) }, symbol: symbol))
  }

  @Test("newest first: the venue's order is put right and no finding")
  func newestFirst() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let data = try fixture.read()
    #expect(data.series.bars.map(\.time) == (0..<12).map(ResponseFixture.timestamp))
    #expect(data.findings(.disorder).isEmpty)
    #expect(data.series.bars.allSatisfy { $0.openInterest == Base(500) && $0.close == Price(105) })
    #expect(data.series.interval == .minutes(5))
  }

  @Test("a row out of the file's own order is a finding")
  func disorder() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    try fixture.write(
      Self.layout(fixture).endpoint(.candles),
      Self.body([5, 3, 4, 2, 1, 0].map { Self.candle($0) }))
    let data = try fixture.read()
    #expect(data.series.bars.count == 6)
    #expect(data.findings(.disorder).count == 1)
  }

  @Test(
    "one-sided against two-sided open interest: decided by the field singleOpenInterest",
    arguments: [
      (#""openInterest":"1000","singleOpenInterest":"500""#, 500.0),
      (#""singleOpenInterest":"500","openInterest":"1000""#, 500),
      (#""openInterest":"1000""#, 1_000),
      (#""openInterest":"1000","singleOpenInterest":"""#, 1_000),
      (#""openInterest":"500","singleOpenInterest":"500""#, 500),
    ])
  func sides(figures: String, coins: Double) throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    try fixture.write(
      Self.layout(fixture).endpoint(.openInterest),
      Self.body((0...12).map { Self.openInterest($0, figures) }))
    #expect(try fixture.read().series.bars.allSatisfy { $0.openInterest == Base(coins) })
  }

  @Test("two figures of open interest that contradict each other are refused")
  func contradiction() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    try fixture.write(
      Self.layout(fixture).endpoint(.openInterest),
      Self.body([
        Self.openInterest(0),
        Self.openInterest(1, #""openInterest":"5000","singleOpenInterest":"500""#),
      ]))
    #expect(
      fixture.refusal().contains(
        "2024-08-05T00.json:2, column 'openInterest': found '5000', expected a number that agrees"
          + " with 'singleOpenInterest'"))
  }

  @Test("contracts against coins: inverse volume and open interest are US dollars")
  func inverse() throws {
    let fixture = try Self.fixture(.inverse)
    try Self.fill(fixture)
    let bar = try #require(try fixture.read().series.bars.first)
    #expect(bar.volume == Base(10 / 105.0))
    #expect(bar.openInterest == Base(500 / 105.0))
  }

  @Test("open interest stands at the bar's end, also in the next window's file")
  func moments() throws {
    let fixture = try Self.fixture()
    let layout = Self.layout(fixture)
    try fixture.write(
      layout.endpoint(.candles), Self.body((142..<146).map { Self.candle($0) }))
    // The first window ends with bar 144's start; asked for inclusively it has that row as well.
    try fixture.write(
      layout.endpoint(.openInterest),
      Self.body([
        Self.openInterest(143, #""openInterest":"1""#),
        Self.openInterest(144, #""openInterest":"2""#),
      ]))
    try fixture.write(
      layout.endpoint(.openInterest),
      Self.body((145...146).map { Self.openInterest($0, #""openInterest":"3""#) }), bar: 144)
    let bars = try fixture.read().series.bars
    #expect(bars.map(\.openInterest) == [Base(1), Base(2), Base(3), Base(3)])
    // Where the next window has a row for that moment, it is the one that is taken.
    try fixture.write(
      layout.endpoint(.openInterest),
      Self.body((144...146).map { Self.openInterest($0, #""openInterest":"4""#) }), bar: 144)
    let later = try fixture.read()
    #expect(later.series.bars.map(\.openInterest) == [Base(1), Base(4), Base(4), Base(4)])
    #expect(later.findings(.duplicate).isEmpty)
  }

  @Test("doubled rows count once; those that contradict are refused")
  func doubled() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let endpoint = Self.layout(fixture).endpoint(.candles)
    let rows = (0..<6).reversed().map { Self.candle($0) }
    // A page that came twice.
    try fixture.write(endpoint, Self.body(rows + rows))
    let data = try fixture.read()
    #expect(data.series.bars.count == 6)
    #expect(data.findings(.duplicate).first?.hasPrefix("6 rows came again") == true)
    try fixture.write(endpoint, Self.body(rows + [Self.candle(0, close: "104")]))
    #expect(fixture.refusal().contains("another row for 2024-08-05T00:00:00Z"))
    let lenient = try fixture.read(.lenient)
    #expect(lenient.series.bars.first?.close == Price(105))
    #expect(lenient.findings(.refused).count == 1)
  }

  @Test("missing and cut-short days: gaps are counted and told")
  func gaps() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture, bars: 12)
    try fixture.write(
      Self.layout(fixture).endpoint(.candles),
      Self.body([0, 1, 2, 6, 7].reversed().map { Self.candle($0) }))
    try fixture.write(
      Self.layout(fixture).endpoint(.candles), Self.body([Self.candle(288)]), bar: 288)
    let data = try fixture.read()
    #expect(
      data.findings(.gap).contains {
        $0.hasPrefix("5-minute candles missing: 3 from 2024-08-05T00:15:00Z")
      })
    #expect(
      data.findings(.gap).contains {
        $0.hasPrefix("5-minute candles missing: 280 from 2024-08-05T00:40:00Z")
      })
    let input = try #require(data.inputs.first)
    #expect(input.file == "bybit/v5/market/kline/linear/BTCUSDT/5/2024-08-05.json")
    // One between its rows, one at its end.
    #expect(input.gaps == 2)
    #expect(input.rows == 5)
    #expect(input.first == ResponseFixture.timestamp(0))
    #expect(input.last == ResponseFixture.timestamp(7))
    #expect(input.sha256.count == 64)
  }

  @Test("of what was asked for too early the newest candle was not over")
  func partial() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    try fixture.write(
      Self.layout(fixture).endpoint(.candles),
      Self.body((288..<292).reversed().map { Self.candle($0) }), bar: 288, partial: true)
    let data = try fixture.read()
    #expect(data.series.bars.last?.time == ResponseFixture.timestamp(290))
    // A partial file promises nothing of the rest of its day.
    #expect(data.inputs.first { $0.file.hasSuffix("partial.json") }?.gaps == 0)
  }

  @Test("the candle that starts with the window's end belongs to the next window")
  func inclusiveEnd() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    try fixture.write(
      Self.layout(fixture).endpoint(.candles),
      Self.body((286...288).reversed().map { Self.candle($0) }))
    try fixture.write(
      Self.layout(fixture).endpoint(.openInterest), Self.body([Self.openInterest(288)]), bar: 144)
    #expect(
      try fixture.read().series.bars.map(\.time) == [286, 287].map(ResponseFixture.timestamp))
  }

  @Test("a time outside the file's window is refused")
  func otherDay() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    try fixture.write(
      Self.layout(fixture).endpoint(.candles), Self.body([Self.candle(3), Self.candle(400)]))
    #expect(
      fixture.refusal().contains(
        "2024-08-05.json:2, column 'start': found '1722936000000', expected a time from"
          + " 2024-08-05T00:00:00Z to 2024-08-06T00:00:00Z"))
    #expect(try fixture.read(.lenient).series.bars.count == 1)
  }

  @Test("milliseconds and microseconds are told apart")
  func microseconds() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    try fixture.write(
      Self.layout(fixture).endpoint(.candles),
      Self.body((0..<3).map { Self.candle($0).replacingFirst("00000\"", "00000000\"") }))
    #expect(try fixture.read().series.bars.map(\.time) == (0..<3).map(ResponseFixture.timestamp))
  }

  @Test("jittering funding times belong to the bar of their minute; eight hours between them")
  func funding() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture, bars: 200)
    func row(_ time: Int64, _ rate: String) -> String {
      #"{"symbol":"BTCUSDT","fundingRate":"\#(rate)","fundingRateTimestamp":"\#(time)"}"#
    }
    try fixture.write(
      Self.layout(fixture).endpoint(.funding),
      Self.body([
        row(ResponseFixture.time(192) - 4, "-0.0002"), row(ResponseFixture.time(96) + 7, "0.0003"),
        row(ResponseFixture.time(0), "0.0001"),
      ]))
    let data = try fixture.read()
    let settled = data.series.bars.enumerated().filter { $0.element.fundingRate != nil }
    #expect(settled.map(\.offset) == [0, 96, 192])
    #expect(settled.map(\.element.fundingRate) == [0.0001, 0.0003, -0.0002])
    #expect(!data.findings.contains { $0.message.contains("settlements") })
  }

  @Test("a missing settlement is found by the distance of the others")
  func missingFunding() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture, bars: 280)
    let rows = [0, 96, 288].map {
      #"{"symbol":"BTCUSDT","fundingRate":"0","fundingRateTimestamp":"\#(ResponseFixture.time($0))"}"#
    }
    try fixture.write(Self.layout(fixture).endpoint(.funding), Self.body(rows))
    #expect(
      try fixture.read().findings(.gap).contains {
        $0.hasPrefix("settlements of funding missing: 1 from 2024-08-05T08:00:00Z")
      })
  }

  @Test("the ratio is of accounts long to accounts short")
  func ratio() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let rows = (1...12).map {
      #"{"symbol":"BTCUSDT","buyRatio":"0.6","sellRatio":"0.4","timestamp":"\#(ResponseFixture.time($0))"}"#
    }
    try fixture.write(Self.layout(fixture).endpoint(.accountRatio), Self.body(rows))
    let ratios = try fixture.read().series.bars.compactMap(\.longShortRatio)
    #expect(ratios.count == 12)
    #expect(ratios.allSatisfy { abs($0 - 1.5) < 1e-12 })
  }

  @Test("mark prices are joined where the venue gives them")
  func mark() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let rows = (0..<11).map {
      #"["\#(ResponseFixture.time($0))","100","108","93","101"]"#
    }
    try fixture.write(Self.layout(fixture).endpoint(.markCandles), Self.body(rows))
    let data = try fixture.read()
    #expect(data.series.bars[3].markHigh == Price(108))
    #expect(data.series.bars[3].markLow == Price(93))
    #expect(data.series.bars[11].markHigh == nil)
    #expect(data.findings(.gap).contains { $0.contains("bars' mark prices missing: 1 from") })
  }

  @Test("a rate limit that an old tool stored as data is refused, or left out when lenient")
  func rateLimit() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let endpoint = Self.layout(fixture).endpoint(.openInterest)
    try fixture.write(
      endpoint, #"{"retCode":10006,"retMsg":"Too many visits!","result":{},"time":1}"#, bar: 144)
    #expect(
      fixture.refusal()
        == "bybit/v5/market/open-interest/linear/BTCUSDT/5min/2024-08-05T12.json: no data but the"
        + " venue's refusal (10006: Too many visits!); remove the file and get it again")
    let lenient = try fixture.read(.lenient)
    #expect(lenient.findings(.refused).count == 1)
    #expect(!lenient.inputs.contains { $0.file.hasSuffix("T12.json") })
  }

  static func streamed(_ bar: Int, _ side: String, _ size: String, price: String = "100") -> String
  {
    let time = ResponseFixture.time(bar)
    return #"{"topic":"allLiquidation.BTCUSDT","type":"snapshot","ts":\#(time + 500),"data":["#
      + #"{"T":\#(time),"s":"BTCUSDT","S":"\#(side)","v":"\#(size)","p":"\#(price)"}]}"#
  }

  @Test("stream Buy = long liquidated: the recorded stream has the side of the position")
  func stream() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let file = Self.layout(fixture).liquidationStreamFolder + "/2024-08-05.jsonl"
    let lines = [
      #"{"success":true,"topic":"","ts":\#(ResponseFixture.time(0))}"#,
      Self.streamed(2, "Buy", "0.5"), Self.streamed(2, "Buy", "0.5"),
      Self.streamed(4, "Sell", "0.25"), Self.streamed(7, "Buy", "1"),
    ]
    try fixture.folder.write(file, lines.joined(separator: "\n") + "\n")
    let data = try fixture.read()
    #expect(data.liquidations.map(\.side) == [.long, .short, .long])
    #expect(data.liquidations.map(\.quantity) == [Base(0.5), Base(0.25), Base(1)])
    #expect(data.series.bars[4].shortLiquidations == Base(0.25))
    // Before the first and after the last message nobody may have listened.
    #expect(data.series.bars[1].longLiquidations == nil)
    #expect(data.series.bars[5].longLiquidations == .zero)
    #expect(data.series.bars[8].longLiquidations == nil)
    #expect(data.findings(.duplicate).count == 1)
    try fixture.folder.write(file, lines[1] + "\n" + lines[3].dropLast(9))
    #expect(fixture.refusal().contains("2024-08-05.jsonl:2: found '{\"topic\":"))
    try fixture.folder.write(file, Self.streamed(2, "None", "0.5"))
    #expect(fixture.refusal().contains("2024-08-05.jsonl:1, column 'data': found side 'None'"))
  }

  @Test("margin tables are dated by the snapshots, and repeat nothing")
  func margin() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    func tiers(_ second: String) -> String {
      Self.body([
        #"{"id":1,"symbol":"BTCUSDT","riskLimitValue":"2000000","maintenanceMargin":"0.005","#
          + #""initialMargin":"0.01","isLowestRisk":1,"maxLeverage":"100.00","mmDeduction":""}"#,
        #"{"id":2,"symbol":"BTCUSDT","riskLimitValue":"2600000","maintenanceMargin":"0.0056","#
          + #""initialMargin":"0.0111","isLowestRisk":0,"maxLeverage":"90.00","#
          + #""mmDeduction":"\#(second)"}"#,
      ])
    }
    let endpoint = Self.layout(fixture).endpoint(.riskLimit)
    try fixture.write(endpoint, tiers("1200"), bar: 10)
    try fixture.write(endpoint, tiers("1200"), bar: 300)
    let data = try fixture.read()
    let schedule = try #require(data.marginSchedule)
    #expect(schedule.tables.map(\.from) == [ResponseFixture.day])
    #expect(schedule.tables.first?.table.tiers.map(\.maintenanceAmount) == [0, 1_200])
    #expect(data.inputs.count { $0.file.contains("risk-limit") } == 2)
    try fixture.write(endpoint, tiers("1300"), bar: 600)
    #expect(fixture.refusal().contains("maintenance amount"))
  }

  @Test("without candles or open interest it is said what is missing, and where")
  func nothing() throws {
    let fixture = try Self.fixture()
    #expect(fixture.refusal().contains("no candles: no usable response in bybit/v5/market/kline"))
    try fixture.write(
      Self.layout(fixture).endpoint(.candles), Self.body((0..<3).map { Self.candle($0) }))
    #expect(fixture.refusal().contains("no open interest for any bar"))
  }
}

extension String {
  /// The same with the first occurrence of a text replaced.
  func replacingFirst(_ text: String, _ other: String) -> String {
    guard let found = ranges(of: text).first else { return self }
    return self[..<found.lowerBound] + other + self[found.upperBound...]
  }
}

import Market
import Testing

@testable import Archive

/// Responses that others recorded; the repository does not hold them.
@Suite("Recorded responses", .enabled(if: RealData.has("api-samples"), "no recorded data here"))
struct RecordedResponseTests {
  static func sample(_ name: String) throws -> String {
    let folder = try #require(RealData.folder)
    let text = String(
      decoding: try Files.readAll(folder + "/api-samples/" + name), as: UTF8.self)
    // Some begin with method, path and a flag, a line each.
    guard text.hasPrefix("GET") || text.hasPrefix("POST") else { return text }
    return text.split(separator: "\n", maxSplits: 3).last.map(String.init) ?? ""
  }

  /// The rows of a body, each as its numbers.
  static func rows(
    _ body: String, _ envelope: ResponseEnvelope, _ plan: ResponsePlan, symbol: String
  ) throws -> [[Double]] {
    let bytes = Array(body.utf8) + [UInt8](repeating: 0, count: 16)
    return try bytes.withUnsafeBytes { buffer in
      let body = try ResponseBody(
        UnsafeRawBufferPointer(rebasing: buffer.dropLast(16)), envelope, symbol: symbol)
      var scanner = ResponseScanner(body, plan: plan)
      var rows: [[Double]] = []
      while case .row = try scanner.next() {
        rows.append(plan.fields.indices.map { scanner.values[$0] })
      }
      #expect(scanner.number == rows.count)
      return rows
    }
  }

  static let candle = ResponsePlan([
    .init("time", at: 0, .time), .init("close", at: 4, .number), .init("volume", at: 5, .number),
  ])

  @Test("Bybit's candles, open interest and funding")
  func bybit() throws {
    let candles = try Self.rows(
      try Self.sample("jkorf/Bybit.Net_GetKlines.txt"), .bybit, Self.candle, symbol: "BTCUSD")
    #expect(candles.map { $0[1] } == [17_055.5, 17_071, 17_071.5])
    #expect(candles.first?[2] == 268_611)
    let plan = ResponsePlan([.init("timestamp", .time), .init("openInterest", at: 1, .number)])
    let openInterest = try Self.rows(
      try Self.sample("jkorf/Bybit.Net_GetOpenInterest.txt"), .bybit, plan, symbol: "BTCUSD")
    #expect(openInterest.map { $0[1] } == [461_134_384, 461_134_292])
    let funding = try Self.rows(
      try Self.sample("nautilus/bybit_http_get_funding_history.json"), .bybit,
      ResponsePlan([.init("fundingRateTimestamp", .time), .init("fundingRate", at: 1, .number)]),
      symbol: "BTCUSDT")
    #expect(funding == [[1_709_884_800_000, 0.0001], [1_709_856_000_000, 0.00015]])
  }

  @Test("OKX's candles and funding")
  func okx() throws {
    let candles = try Self.rows(
      try Self.sample("nautilus/okx_http_get_candlesticks.json"), .okx, Self.candle, symbol: "")
    #expect(candles.map { $0[1] } == [33_783.9, 33_782.1])
    let plan = ResponsePlan([.init("fundingTime", .time), .init("realizedRate", at: 1, .number)])
    let funding = try Self.rows(
      try Self.sample("nautilus/okx_http_get_funding_rate_history.json"), .okx, plan, symbol: "")
    #expect(funding.map { $0[1] } == [0.00015, -0.00002])
  }

  @Test("Bitfinex's status and liquidations")
  func bitfinex() throws {
    let status = try Self.rows(
      try Self.sample("jkorf/Bitfinex.Net_GetDerivativesStatusHistory.txt"), .bitfinex,
      BitfinexStatus.Row.plan, symbol: "")
    #expect(status.first?[5] == 8_192.823333333334)
    #expect(status.first?[6] == 5_174.01444474)
    let fixture = try BitfinexTests.fixture()
    try BitfinexTests.fill(fixture)
    // The sample's only one is of another contract and another day.
    let body = try Self.sample("jkorf/Bitfinex.Net_GetLiquidations.txt")
      .replacingFirst("1678465351520", "\(ResponseFixture.time(2))")
      .replacingFirst("tAMPF0:USTF0", "tBTCF0:USTF0")
    try fixture.write(BitfinexTests.layout(fixture).endpoint(.liquidations), body)
    let report = try #require(try fixture.read().liquidations.first)
    #expect(report.side == .long)
    #expect(report.quantity == Base(1e-8))
    #expect(report.entryPrice == Price(1.0093))
    #expect(report.price == Price(1.0098))
  }

  @Test("Hyperliquid's funding and a wallet's account")
  func hyperliquid() throws {
    let plan = ResponsePlan([.init("time", .time), .init("fundingRate", at: 1, .number)])
    let funding = try Self.rows(
      try Self.sample("nautilus/hyperliquid_http_funding_history.json"), .hyperliquid, plan,
      symbol: "")
    #expect(funding.map { $0[1] } == [0.0000125, -0.0000081, 0.0000033])
    let folder = try TemporaryFolder()
    let wallet = HyperliquidLayout.wallet("0x" + String(repeating: "a", count: 40))
    let time = Timestamp(milliseconds: 1_754_467_216_357)
    try folder.write(
      wallet.file(snapshot: time), try Self.sample("jkorf/HyperLiquid.Net_GetAccountInfo.txt"))
    var log = ReadingLog(policy: .strict)
    let reader = ResponseReader(
      dataFolder: folder.path, symbol: "HYPE", envelope: .hyperliquid, stored: EndpointFiles())
    let snapshots = try HyperliquidWallets(dataFolder: folder.path, coin: "HYPE")
      .read(reader, log: &log)
    #expect(
      snapshots.first?.position
        == MeasuredPosition(
          side: .long, quantity: Base(2), entryPrice: Price(37.829),
          liquidationPrice: Price(35.8559189474), leverage: 10, marginMode: .isolated))
    #expect(snapshots.first?.accountValue == USD(83.307638))
  }

  @Test("OKX's liquidations as the stream sent them")
  func liquidations() throws {
    let folder = try TemporaryFolder()
    let layout = OKXLayout(
      instrument: Instrument(venue: .okx, symbol: "BTC-USDT-SWAP", kind: .linear))
    let lines = try Self.sample("live-frames/unnamed_2026-10-09_BTC_3venues.jsonl")
      .split(separator: "\n").filter { $0.contains("instFamily") }
    for (number, line) in lines.enumerated() {
      let data = try #require(line.ranges(of: "\"data\":").first)
      let body = #"{"code":"0","msg":"","data":"# + line[data.upperBound...].dropLast()
      let time = Timestamp(milliseconds: 1_791_565_601_000 + Int64(number) * 1_000)
      try folder.write(layout.endpoint(.liquidations).file(snapshot: time), body)
    }
    var log = ReadingLog(policy: .strict)
    let reader = ResponseReader(
      dataFolder: folder.path, symbol: "BTC-USDT-SWAP", envelope: .okx, stored: EndpointFiles())
    let reports = try OKXLiquidationOrders(dataFolder: folder.path, layout: layout)
      .read(reader, log: &log).reports
    #expect(reports.map(\.side) == [.long])
    #expect(reports.map(\.quantity) == [8.55])
    #expect(reports.map(\.price) == [82_655.7])
  }

  /// The lines of a recorded table, split.
  static func table(_ name: String) throws -> [[Substring]] {
    let folder = try #require(RealData.folder)
    let text = String(
      decoding: try Files.readAll("\(folder)/binance-rest/\(name).csv"), as: UTF8.self)
    return text.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
  }

  @Test("Binance's open interest of a month, put back into the responses that it came in")
  func binanceStatistics() throws {
    let fixture = try BinanceResponseTests.fixture()
    let layout = BinanceResponseTests.layout(fixture)
    let rows = try Self.table("btcusdt_futures_oi")
    var answers: [Timestamp: [String]] = [:]
    var candles: [Timestamp: [String]] = [:]
    for row in rows {
      let time = Timestamp(milliseconds: try #require(Int64(row[4])))
      answers[time.day.start, default: []].append(
        #"{"symbol":"BTCUSDT","sumOpenInterest":"\#(row[1])","sumOpenInterestValue":"\#(row[2])","#
          + #""CMCCirculatingSupply":"\#(row[3])","timestamp":\#(row[4])}"#)
      // A candle that ends at the moment.
      let start = time - TimeSpan.minutes(5)
      candles[start.day.start, default: []].append(
        #"[\#(start.milliseconds),"1","1","1","1","1",0,"0",1,"1","0","0"]"#)
    }
    func write(_ endpoint: StoredEndpoint, _ days: [Timestamp: [String]]) throws {
      for (day, rows) in days {
        try fixture.folder.write(
          endpoint.file(ResponseWindow(.days(1), containing: day)), BinanceResponseTests.body(rows))
      }
    }
    try write(layout.endpoint(.openInterest), answers)
    try write(layout.endpoint(.candles), candles)
    let bars = try fixture.read().series.bars
    #expect(bars.count == 186)
    #expect(bars.map { $0.openInterest?.value } == rows.map { Double($0[1]) })
  }

  @Test("what takers traded is told by the interval's start, what stood by its moment")
  func takersStartEarlier() throws {
    // Asked at one time, the newest interval that was over starts one interval before the newest
    // moment.
    let moment = try #require(try Self.table("btcusdt_futures_oi").last?[4])
    let interval = try #require(try Self.table("btcusdt_futures_taker").last?.last)
    let apart = try #require(Int64(moment)) - (try #require(Int64(interval)))
    #expect(apart == TimeSpan.hours(4).milliseconds)
  }

  @Test("the recorded routes of Binance: every list of rows scans, every refusal is one")
  func binanceRoutes() throws {
    let text = try Self.sample("gocryptotrader/binance_futures_routes.json")
    let plan = ResponsePlan([
      .init("fundingTime", .time), .init("fundingRate", at: 1, .number),
    ])
    // The funding rows of the two contracts margined in coins, where they stand in the file.
    let start = try #require(text.ranges(of: "\"/dapi/v1/fundingRate\"").first)
    let list = try #require(text[start.upperBound...].ranges(of: "\"data\": [").first)
    let end = try #require(text[list.upperBound...].ranges(of: "]").first)
    let rows = try Self.rows(
      "[" + text[list.upperBound..<end.upperBound], .binance, plan, symbol: "")
    #expect(rows.count >= 5)
    #expect(rows.allSatisfy { abs($0[1]) < 0.01 })
  }
}

import Market
import Testing

@testable import Archive

@Suite("Judging a venue's answer")
struct FetchJudgementTests {
  private static let bybit = BybitEndpoints(
    layout: BybitLayout(instrument: Instrument(venue: .bybit, symbol: "BTCUSDT", kind: .linear)))

  /// A day of Bybit's candles is asked for.
  private static let item: FetchItem = {
    let window = ResponseWindow(.days(1), containing: Day(number: 19_724).start)
    return bybit.all[0].item(window, partial: false)
  }()

  /// Newest first.
  private static let rows = (0..<288).map { "[\"\(1_704_239_700_000 - $0 * 300_000)\",\"1\"]" }
    .joined(separator: ",")

  private static func list(_ rows: String) -> String {
    #"{"retCode":0,"retMsg":"OK","result":{"list":[\#(rows)]},"time":1}"#
  }

  private func fault(
    _ body: String, status: Int = 200, headers: [String: String] = [:], partial: Bool = false
  ) -> FetchFault? {
    let response = HTTPResponse(status: status, body: Array(body.utf8), headers: headers)
    do throws(FetchFault) {
      try AnswerJudgement.status(of: response, item: Self.item)
      _ = try AnswerJudgement.body(of: response, item: Self.item, partial: partial)
      return nil
    } catch {
      return error
    }
  }

  @Test("rows of the window are taken, in whatever order")
  func good() {
    #expect(fault(Self.list(Self.rows)) == nil)
    #expect(fault(Self.list(#"["1704153900000","1"],["1704153600000","1"]"#), partial: true) == nil)
  }

  @Test("a row of another time is not, nor two of one")
  func times() {
    #expect(
      fault(Self.list(#"["1704067200000","1"]"#))
        == .outsideWindow(
          found: Timestamp(milliseconds: 1_704_067_200_000), window: "2024-01-02"))
    #expect(
      fault(Self.list(#"["1704153900000","1"],["1704153900000","2"]"#))
        == .doubledRow(Timestamp(milliseconds: 1_704_153_900_000)))
    #expect(fault(Self.list(#"["yesterday","1"]"#))?.remedy == .again)
  }

  @Test("a list that leaves steps out is doubted, where the venue leaves none out")
  func gaps() {
    let short = Self.list(#"["1704153600000","1"]"#)
    #expect(fault(short) == .gaps(found: 1, expected: 288))
    #expect(fault(short)?.remedy == .confirm)
    #expect(fault(short, partial: true) == nil)
  }

  @Test("nothing is doubted for a time that is over, and believed for one that is not")
  func empty() {
    #expect(fault(Self.list("")) == .empty)
    #expect(fault(Self.list(""), partial: true) == nil)
  }

  @Test("a venue whose clock says that the window is not over is not believed")
  func clock() {
    let row = Self.list(Self.rows)
    #expect(fault(row, headers: ["date": "Wed, 03 Jan 2024 00:00:00 GMT"]) == nil)
    let early = fault(row, headers: ["date": "Tue, 02 Jan 2024 23:59:59 GMT"])
    #expect(early?.description.contains("check this machine's clock") == true)
  }

  @Test(
    "what the venues call too often is a pause, whatever it comes in",
    arguments: [
      (429, "", "7", FetchFault.rateLimited(seconds: 7)),
      (429, "", nil, .rateLimited(seconds: nil)),
      (418, "", "120", .banned(seconds: 120)),
      (403, "access too frequent", nil, .banned(seconds: 600)),
      (200, #"{"retCode":10006,"retMsg":"Too many visits!"}"#, nil, .rateLimited(seconds: nil)),
    ] as [(Int, String, String?, FetchFault)])
  func rateLimits(status: Int, body: String, after: String?, expected: FetchFault) {
    let headers = after.map { ["retry-after": $0] } ?? [:]
    #expect(fault(body, status: status, headers: headers) == expected)
  }

  @Test("a time in Retry-After is counted from the venue's own clock")
  func retryAfterDate() {
    let found = fault(
      "", status: 429,
      headers: [
        "date": "Wed, 03 Jan 2024 00:00:00 GMT", "retry-after": "Wed, 03 Jan 2024 00:00:30 GMT",
      ])
    #expect(found == .rateLimited(seconds: 31))
  }

  @Test(
    "a country that is not served is told the way out",
    arguments: [(451, VenueHost.binanceFutures, "archive"), (403, .bybit, "--mirror bybit=URL")])
  func blocked(status: Int, host: VenueHost, words: String) {
    #expect(FetchFault.blocked(host, status: status).description.contains(words))
  }

  @Test("a venue's words reach the terminal without what would upset it")
  func printable() {
    let fault = FetchFault.refused(code: "10001", message: "bad\u{1B}[2Jsymbol\n")
    #expect(fault.description.contains("bad [2Jsymbol"))
    #expect(!fault.description.contains("\u{1B}"))
  }

  @Test(
    "a checksum is a digest and the file's name",
    arguments: [
      (String(repeating: "a", count: 64) + "  x.zip\n", true),
      (String(repeating: "A", count: 64) + " *x.zip", true),
      (String(repeating: "a", count: 64) + "  y.zip\n", false),
      (String(repeating: "a", count: 63) + "  x.zip\n", false), ("<html>", false), ("", false),
    ])
  func checksums(text: String, isGood: Bool) {
    let digest = try? AnswerJudgement.digest(in: Array(text.utf8), of: "data/x.zip")
    #expect((digest == String(repeating: "a", count: 64)) == isGood)
  }

  @Test(
    "a mirror is the address of a web folder",
    arguments: [
      ("https://mirror.example.org", "https://mirror.example.org", ""),
      ("http://127.0.0.1:8080/bybit/", "http://127.0.0.1:8080", "/bybit"),
      ("https://[::1]:443/a/b", "https://[::1]:443", "/a/b"),
    ])
  func mirrors(url: String, origin: String, prefix: String) throws {
    let mirror = try #require(FetchMirror(url: url))
    #expect(mirror.origin == origin)
    #expect(mirror.prefix == prefix)
  }

  @Test(
    "what is no web folder is no mirror",
    arguments: [
      "ftp://x", "https://", "https://:8", "x.org", "https://x.org/?a=b", "https://a b",
      "file:///etc", "https://user@x.org",
    ])
  func noMirrors(url: String) { #expect(FetchMirror(url: url) == nil) }

  @Test(
    "recorded answers are read as what they are",
    .enabled(if: RealData.has("api-samples"), "no recorded data (HEATPRESS_DATA)"),
    arguments: [
      ("jkorf/Bybit.Net_GetKlines.txt", ResponseShape.bybit(time: .element(0)), 3),
      ("jkorf/Bybit.Net_GetOpenInterest.txt", .bybit(time: .key("timestamp")), 2),
      ("jkorf/Bybit.Net_GetFundingRateHistory.txt", .bybit(time: .key("fundingRateTimestamp")), 1),
      ("jkorf/Bybit.Net_GetRiskLimit.txt", .bybit(time: .none), 1),
      ("jkorf/OKX.Net_GetKlines.txt", .okx(time: .element(0)), 2),
      ("jkorf/OKX.Net_GetFundingRateHistory.txt", .okx(time: .key("fundingTime")), 2),
      ("jkorf/OKX.Net_GetPositionTiers.txt", .okx(time: .none), 1),
      ("jkorf/Binance.Net_GetFundingRates.txt", .binance(time: .key("fundingTime")), 2),
      ("jkorf/Binance.Net_GetOpenInterestHistory.txt", .binance(time: .key("timestamp")), 2),
      ("jkorf/Bitfinex.Net_GetKlines.txt", .bitfinex, 1),
      ("jkorf/Bitfinex.Net_GetDerivativesStatusHistory.txt", .bitfinex, 1),
      ("jkorf/Bitfinex.Net_GetLiquidations.txt", .bitfinexLiquidations, 1),
      ("jkorf/HyperLiquid.Net_GetAccountInfo.txt", .hyperliquidAccount, 1),
      ("nautilus/hyperliquid_http_funding_history.json", .hyperliquidRows(time: .key("time")), 3),
    ] as [(String, ResponseShape, Int)])
  func recorded(name: String, shape: ResponseShape, rows: Int) throws {
    let folder = try #require(RealData.folder)
    var bytes = try Files.readAll(folder + "/api-samples/" + name)[...]
    // Three lines of method, path and flag precede the documentation's samples.
    for _ in 0..<(name.hasPrefix("jkorf") ? 3 : 0) {
      bytes = bytes.drop { $0 != UInt8(ascii: "\n") }.dropFirst()
    }
    guard case .rows(let times) = try shape.read(Array(bytes)) else {
      Issue.record("refused")
      return
    }
    #expect(times.count == rows)
    if case .bybit(.none) = shape { return }
    if case .okx(.none) = shape { return }
    if shape == .hyperliquidAccount { return }
    #expect(times.allSatisfy { $0 > 1_500_000_000_000 && $0 < 2_000_000_000_000 })
  }
}

import Market
import Testing

@testable import Archive

@Suite("Where stored responses lie")
struct ResponseWindowTests {
  static let noon = Timestamp(milliseconds: 1_722_859_200_000)  // 2024-08-05T12:00Z

  @Test(
    "windows start at the multiples of their length",
    arguments: [
      (ResponseWindow.Length.hours(8), "2024-08-05T08", "2024-08-05T16:00:00Z"),
      (.hours(12), "2024-08-05T12", "2024-08-06T00:00:00Z"),
      (.days(1), "2024-08-05", "2024-08-06T00:00:00Z"),
      (.days(8), "2024-08-01", "2024-08-09T00:00:00Z"),
      (.month, "2024-08", "2024-09-01T00:00:00Z"),
    ])
  func windows(length: ResponseWindow.Length, name: String, end: String) throws {
    let window = ResponseWindow(length, containing: Self.noon)
    #expect(window.name == name)
    #expect(window.end.description == end)
    #expect(ResponseWindow(length, name: name) == window)
    #expect(window.next.start == window.end)
    #expect(ResponseWindow(length, containing: window.end - TimeSpan(milliseconds: 1)) == window)
  }

  @Test(
    "names that no window has are none",
    arguments: [
      (ResponseWindow.Length.hours(8), "2024-08-05T09"), (.hours(8), "2024-08-05"),
      (.hours(8), "2024-08-05T8"), (.hours(8), "2024-08-05T24"), (.days(1), "2024-08"),
      (.days(1), "2024-02-30"), (.days(8), "2024-08-05"), (.month, "2024-13"),
      (.month, "2024-08-01"), (.days(1), ""),
    ])
  func otherNames(length: ResponseWindow.Length, name: String) {
    #expect(ResponseWindow(length, name: name) == nil)
  }

  @Test("a stretch of time is covered by windows without gap or overlap, February included")
  func covering() {
    let from = Day(number: 19_723).start + .hours(5)  // 2024-01-01
    let to = Day(number: 19_790).start  // 2024-03-08
    for length in [ResponseWindow.Length.hours(12), .days(1), .days(8), .month] {
      let windows = ResponseWindow.covering(length, from: from, to: to)
      #expect(windows.first.map { $0.start <= from && from < $0.end } == true)
      #expect(windows.last.map { $0.start < to && to <= $0.end } == true)
      #expect(zip(windows, windows.dropFirst()).allSatisfy { $0.end == $1.start })
    }
    #expect(ResponseWindow.covering(.days(1), from: to, to: to).isEmpty)
  }

  @Test("a file's name says whether it is whole, partial, a snapshot or none of the endpoint's")
  func names() {
    let instrument = Instrument(venue: .bybit, symbol: "BTCUSDT", kind: .linear)
    let layout = BybitLayout(instrument: instrument)
    let candles = layout.endpoint(.candles)
    let day = ResponseWindow(.days(1), containing: Self.noon)
    #expect(
      candles.file(day) == "bybit/v5/market/kline/linear/BTCUSDT/5/2024-08-05.json")
    #expect(candles.parse("2024-08-05.json") == .window(day, partial: false))
    #expect(candles.parse("2024-08-05.partial.json") == .window(day, partial: true))
    #expect(candles.parse("2024-08-05.json.part") == nil)
    #expect(candles.parse("2024-08-05T12.json") == nil)
    let limits = layout.endpoint(.riskLimit)
    let moment = Self.noon + TimeSpan.seconds(61)
    #expect(
      limits.file(snapshot: moment)
        == "bybit/v5/market/risk-limit/linear/BTCUSDT/2024-08-05T120101.json")
    #expect(limits.parse("2024-08-05T120101.json") == .snapshot(moment))
    #expect(limits.parse("2024-08-05.json") == nil)
    #expect(limits.parse("2024-08-05T1201.json") == nil)
    #expect(limits.parse("2024-08-05Téé12.json") == nil)
  }

  @Test("a window's whole file is read in place of its partial one")
  func wholeFirst() throws {
    let folder = try TemporaryFolder()
    let instrument = Instrument(venue: .bybit, symbol: "BTCUSDT", kind: .inverse)
    let endpoint = BybitLayout(instrument: instrument).endpoint(.openInterest)
    let window = ResponseWindow(.hours(12), containing: Self.noon)
    try folder.write(endpoint.file(window, partial: true), "")
    try folder.write(endpoint.file(window), "")
    try folder.write(endpoint.file(window.next, partial: true), "")
    try folder.write(endpoint.folder + "/notes.txt", "")
    #expect(
      try endpoint.files(below: folder.path).map(\.name) == [
        "bybit/v5/market/open-interest/inverse/BTCUSDT/5min/2024-08-05T12.json",
        "bybit/v5/market/open-interest/inverse/BTCUSDT/5min/2024-08-06T00.partial.json",
      ])
  }

  @Test("no window asks for more rows than one response of its endpoint holds")
  func limits() {
    func check(_ endpoint: StoredEndpoint) {
      guard let window = endpoint.window, let limit = endpoint.rowLimit else { return }
      let span: TimeSpan =
        switch window {
        case .hours(let hours): .hours(Int64(hours))
        case .days(let days): .days(Int64(days))
        case .month: .days(31)
        }
      let rows: Int64? =
        switch endpoint.timing {
        case .intervals(let step): span.milliseconds / step.milliseconds
        // The row at the window's end is one more.
        case .moments(let step): span.milliseconds / step.milliseconds + 1
        // Settlements come hourly at most; how many liquidations there are nobody knows.
        case .events: endpoint.folder.contains("unding") ? span.milliseconds / 3_600_000 : nil
        case .snapshots: nil
        }
      if let rows { #expect(rows <= limit, "\(endpoint.folder)") }
    }
    func instrument(_ venue: Venue) -> Instrument {
      Instrument(venue: venue, symbol: "X-Y-SWAP", kind: .linear)
    }
    for endpoint in BinanceResponseLayout.Endpoint.allCases {
      check(BinanceResponseLayout(instrument: instrument(.binance)).endpoint(endpoint))
    }
    for endpoint in BybitLayout.Endpoint.allCases {
      check(BybitLayout(instrument: instrument(.bybit)).endpoint(endpoint))
    }
    for endpoint in OKXLayout.Endpoint.allCases {
      check(OKXLayout(instrument: instrument(.okx)).endpoint(endpoint))
    }
    for endpoint in BitfinexLayout.Endpoint.allCases {
      check(BitfinexLayout(instrument: instrument(.bitfinex)).endpoint(endpoint))
    }
    for endpoint in HyperliquidLayout.Endpoint.allCases {
      check(HyperliquidLayout(instrument: instrument(.hyperliquid)).endpoint(endpoint))
    }
  }
}

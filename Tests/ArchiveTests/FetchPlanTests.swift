import Archive
import FaultVenue
import Foundation
import Market
import Testing

@Suite("The plan of a fetch")
struct FetchPlanTests {
  private static let binance = Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear)
  private static let okx = Instrument(venue: .okx, symbol: "BTC-USDT-SWAP", kind: .linear)

  private func files(
    _ instrument: Instrument, _ from: String, _ to: String, now: String, folder: TemporaryFolder
  ) throws -> [String] {
    let wish = FetchPlan.Wish(
      instruments: [instrument], from: try #require(Day(from)), to: try #require(Day(to)))
    return try FetchPlan(wish, dataFolder: folder.path, now: try #require(Timestamp(now)))
      .items.map(\.file)
  }

  private func candles(_ files: [String]) -> [String] {
    files.filter { $0.contains("/klines/") }.map { String($0.split(separator: "/").last ?? "") }
  }

  @Test("a whole month that is missing is one file, days are days")
  func months() throws {
    let folder = try TemporaryFolder()
    let files = try files(
      Self.binance, "2024-03-30", "2024-05-02", now: "2024-06-12T05:00:00Z", folder: folder)
    #expect(
      candles(files) == [
        "BTCUSDT-5m-2024-03-30.zip", "BTCUSDT-5m-2024-03-31.zip", "BTCUSDT-5m-2024-05-01.zip",
        "BTCUSDT-5m-2024-05-02.zip", "BTCUSDT-5m-2024-04.zip",
      ])
    // The close of the last day is in the metrics of the next.
    #expect(files.filter { $0.contains("/metrics/") }.count == 35)
    #expect(files.filter { $0.contains("/monthly/fundingRate/") }.count == 3)
  }

  @Test("a month of which days are there is completed by days")
  func daysPresent() throws {
    let folder = try TemporaryFolder()
    let name = "data/futures/um/daily/klines/BTCUSDT/5m/BTCUSDT-5m-2024-04-07.zip"
    try folder.writeZip(name, "a\n")
    let files = try files(
      Self.binance, "2024-04-01", "2024-04-30", now: "2024-06-12T05:00:00Z", folder: folder)
    #expect(candles(files).count == 29)
    #expect(!files.contains(name))
  }

  @Test("a month's file is not asked for before the day after the next month's first Monday")
  func publication() throws {
    let folder = try TemporaryFolder()
    // The first Monday of June 2024 is the third.
    let before = try files(
      Self.binance, "2024-05-01", "2024-05-31", now: "2024-06-03T12:00:00Z", folder: folder)
    #expect(candles(before).count == 31)
    #expect(before.contains("binance/fapi/v1/fundingRate/BTCUSDT/2024-05.json"))
    let after = try files(
      Self.binance, "2024-05-01", "2024-05-31", now: "2024-06-04T00:00:00Z", folder: folder)
    #expect(candles(after) == ["BTCUSDT-5m-2024-05.zip"])
    #expect(!after.contains { $0.contains("/v1/fundingRate/") })
  }

  @Test("the day that is not over is asked of the interface, as partial")
  func today() throws {
    let folder = try TemporaryFolder()
    let files = try files(
      Self.binance, "2024-06-12", "2024-06-12", now: "2024-06-12T05:00:00Z", folder: folder)
    #expect(!files.contains { $0.hasPrefix("data/") })
    #expect(files.contains("binance/fapi/v1/klines/BTCUSDT/5m/2024-06-12.partial.json"))
    #expect(
      files.contains("binance/futures/data/openInterestHist/BTCUSDT/5m/2024-06-12.partial.json"))
    #expect(files.allSatisfy { $0.contains(".partial.json") })
  }

  @Test("the open interest at last night's close is asked of the interface")
  func close() throws {
    let folder = try TemporaryFolder()
    let files = try files(
      Self.binance, "2024-06-11", "2024-06-11", now: "2024-06-12T05:00:00Z", folder: folder)
    #expect(
      files.filter { $0.contains("2024-06-12") } == [
        "binance/futures/data/openInterestHist/BTCUSDT/5m/2024-06-12.partial.json"
      ])
  }

  @Test("what a venue does not offer any more is not asked for but named")
  func reach() throws {
    let folder = try TemporaryFolder()
    let wish = FetchPlan.Wish(
      instruments: [Self.okx], from: try #require(Day("2024-05-01")),
      to: try #require(Day("2024-05-31")))
    let now = try #require(Timestamp("2024-06-01T05:00:00Z"))
    let plan = try FetchPlan(wish, dataFolder: folder.path, now: now)
    let statistics = plan.items.filter { $0.file.contains("/rubik/stat/contracts/open-interest") }
    #expect(statistics.count == 13)
    #expect(statistics.allSatisfy { ($0.window?.start ?? now) > now - .days(5) })
    #expect(plan.outOfReach.count == 4)
    #expect(plan.items.filter { $0.file.contains("/history-candles/") }.count == 31)
  }

  @Test("snapshots are taken anew when they are old enough, the rest when it is missing")
  func snapshots() throws {
    let folder = try TemporaryFolder()
    let tiers = "okx/api/v5/public/position-tiers/BTC-USDT/"
    let liquidations = "okx/api/v5/public/liquidation-orders/BTC-USDT/"
    try folder.write(tiers + "2024-06-12T020000.json", "{}")
    try folder.write(liquidations + "2024-06-12T020000.json", "{}")
    func asked(_ now: String) throws -> [String] {
      try files(Self.okx, "2024-06-11", "2024-06-11", now: now, folder: folder)
    }
    #expect(try !asked("2024-06-12T02:59:00Z").contains { $0.hasPrefix(liquidations) })
    #expect(
      try asked("2024-06-12T03:00:00Z").contains(liquidations + "2024-06-12T030000.json"))
    #expect(try !asked("2024-06-13T01:59:00Z").contains { $0.hasPrefix(tiers) })
    #expect(try asked("2024-06-13T02:00:00Z").contains(tiers + "2024-06-13T020000.json"))
  }

  @Test("the same folder and time give the same plan", arguments: FetchFixture.everywhere)
  func deterministic(instrument: Instrument) throws {
    let folder = try TemporaryFolder()
    let once = try files(
      instrument, "2024-03-01", "2024-05-20", now: "2024-06-12T05:00:00Z", folder: folder)
    let again = try files(
      instrument, "2024-03-01", "2024-05-20", now: "2024-06-12T05:00:00Z", folder: folder)
    #expect(once == again)
    #expect(Set(once).count == once.count)
    #expect(once.count > 10)
  }
}

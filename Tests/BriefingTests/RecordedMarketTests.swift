import Archive
import Briefing
import FoundationEssentials
import Market
import Testing

/// Where recorded market data lie, for tests that need more than synthetic bars.
enum RecordedData {
  static let folder: String = {
    if let folder = ProcessInfo.processInfo.environment["HEATPRESS_DATA"] { return folder }
    var parts = #filePath.split(separator: "/")
    parts.removeLast(3)
    return "/" + parts.joined(separator: "/") + "/../shared/data"
  }()
  static let path = "coinalyze/BTCUSDT-1h-2024-06-19_2024-08-19.csv"
  static var isThere: Bool { FileManager.default.fileExists(atPath: folder + "/" + path) }

  static func bitcoin() throws -> InstrumentData {
    try ArchiveReader(dataFolder: folder, policy: .strict).read(
      InstrumentSource(
        instrument: Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear),
        reader: .series(
          SeriesSource(
            path: path,
            columns: [
              .time: "open_time_ms", .open: "open", .high: "high", .low: "low", .close: "close",
              .volume: "volume", .takerBuyVolume: "buy_volume", .openInterest: "oi_close",
              .longLiquidations: "liq_long", .shortLiquidations: "liq_short",
              .fundingRate: "funding_rate_settled", .longShortRatio: "lsr",
            ]))))
  }
}

@Suite("Bitcoin, June to August 2024", .enabled(if: RecordedData.isThere))
struct RecordedMarketTests {
  @Test("sixty briefings, and the crash of 5 August reads as one")
  func crash() throws {
    var options = ChronicleOptions()
    options.members = 2
    options.binBps = 50
    options.columns = 24
    var briefings: [Briefing] = []
    try MarketChronicle(
      market: "btc", name: "Bitcoin", instruments: [RecordedData.bitcoin()], options: options
    ).walk { briefings.append($0.briefing) }
    #expect(briefings.count == 60)
    #expect(briefings.first?.date.description == "2024-06-20")
    #expect(briefings.last?.date.description == "2024-08-18")

    let crash = try #require(briefings.first { $0.date.description == "2024-08-05" })
    #expect(crash.price.close == Price(54_003.1))
    #expect(crash.price.low == Price(48_888))
    #expect(
      crash.headline.replacing("\u{202F}", with: " ")
        == "Longs swept in a 7.1 % fall, open interest down 14.6 %")
    let swept = crash.reading.sweeps
    #expect(swept.zones.contains { $0.side == .long && $0.through })
    #expect(swept.longUSD.p10 > swept.shortUSD.value)
    #expect(try #require(swept.reportedLongUSD) < swept.longUSD.p10)
    #expect(crash.zones.contains { $0.side == .long && $0.high <= crash.price.close })
    #expect(crash.zones.contains { $0.side == .short && $0.low >= crash.price.close })
    let before = try #require(briefings.first { $0.date.description == "2024-08-04" })
    #expect(before.reading.trappedLongs.share.value > 0.3)
    #expect(crash.reading.trappedLongs.share.value < before.reading.trappedLongs.share.value)
  }
}

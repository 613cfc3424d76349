import FoundationEssentials
import Liquidation
import Market
import Testing

/// Hourly BTCUSDT bars of summer 2024, recorded by others; skipped where they are not at hand.
enum RecordedBars {
  static let path: String = {
    let folder =
      ProcessInfo.processInfo.environment["HEATPRESS_DATA"]
      ?? #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
      + "/../shared/data"
    return folder + "/coinalyze/BTCUSDT-1h-2024-06-19_2024-08-19.csv"
  }()

  static var isThere: Bool { FileManager.default.fileExists(atPath: path) }

  static func load() throws -> [Bar] {
    let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    return try text.split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      func number(_ index: Int) throws -> Double { try #require(Double(fields[index])) }
      var bar = Bar(
        time: Timestamp(milliseconds: try #require(Int64(fields[1]))),
        open: Price(try number(2)), high: Price(try number(3)), low: Price(try number(4)),
        close: Price(try number(5)), volume: Base(try number(6)),
        openInterest: Base(try number(13)))
      bar.takerBuyVolume = Base(try number(7))
      bar.fundingRate = Double(fields[19])
      return bar
    }
  }
}

@Suite("Recorded data", .enabled(if: RecordedBars.isThere))
struct RecordedDataTests {
  @Test("the crash of 5 August 2024 liquidates far more longs than a usual day")
  func crash() throws {
    let bars = try RecordedBars.load()
    var ensemble = BookEnsemble(
      instrument: Fixtures.linear, margin: try Fixtures.schedule(), members: 2, seed: 1)
    let flows = ensemble.advance(bars, interval: .hour)
    var daily: [Day: Double] = [:]
    for (bar, flow) in zip(bars, flows) {
      #expect(!flow.bridged)
      daily[bar.time.day, default: 0] += flow.liquidated(.long).value
    }
    let day = try #require(Day("2024-08-05"))
    let crash = try #require(daily[day])
    let usual = quantile(daily.values.sorted(), 0.5)
    #expect(crash > 8 * usual)
    #expect(crash == daily.values.max())
    let last = try #require(bars.last?.openInterest)
    for book in ensemble.members {
      #expect(abs(book.quantity(.long) / last - 1) < 1e-9)
      #expect(abs(book.quantity(.short) / last - 1) < 1e-9)
    }
  }
}

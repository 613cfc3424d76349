import Market
import Testing

@testable import Liquidation

@Suite("A member's bucket")
struct BucketSpreadTests {
  private let instrument = Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear)
  private let grid = LogPriceGrid()

  private func halfWidth(_ side: Side, leverage: Double, bucket: Int) -> Int {
    BucketSpread.halfWidth(
      bucket: bucket,
      margin: BucketMargin(
        side: side, leverage: leverage, size: 10_000, instrument: instrument,
        tiers: MarginSchedule.builtIn(for: instrument).table(on: Fixtures.start.day),
        price: Price(60_000), grid: grid),
      instrument: instrument, grid: grid)
  }

  @Test("fills a wider range of prices for longs than for shorts, and next to none near the close")
  func widths() {
    let long = halfWidth(.long, leverage: 2, bucket: 2)
    let short = halfWidth(.short, leverage: 2, bucket: 2)
    // Between 1.6x and 2.2x longs are liquidated 0.37 of the price's logarithm apart, shorts 0.11.
    #expect(long > 2 * short)
    #expect(Double(short) * grid.step > 0.01)
    #expect(Double(halfWidth(.long, leverage: 90, bucket: 11)) * grid.step < 0.003)
    #expect(halfWidth(.long, leverage: 1.1, bucket: 0) == 0)
  }

  @Test("keeps every dollar on its side of the close", arguments: Side.allCases, [0, 3, 40])
  func conserves(_ side: Side, halfWidth: Int) {
    var spread = BucketSpread(side: side, home: 100, bins: 201)
    for distance in [0, 1, 17, 40] {
      let bin = side == .long ? 100 - distance : 100 + distance
      let isNoted = spread.add(10, bin: bin, halfWidth: halfWidth)
      #expect(isNoted)
    }
    let beyond = side == .long ? 101 : 99
    let isSpread = spread.add(10, bin: beyond, halfWidth: halfWidth)
    #expect(!isSpread)
    var values = [Double](repeating: 0, count: 201)
    spread.empty(into: &values, row: 0)
    #expect(abs(values.reduce(0, +) - 40) < 1e-9)
    let wrong = side == .long ? values[101...] : values[..<100]
    #expect(wrong.allSatisfy { $0 == 0 })
    spread.empty(into: &values, row: 0)
    #expect(abs(values.reduce(0, +) - 40) < 1e-9)
  }
}

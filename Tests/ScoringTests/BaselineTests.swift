import Liquidation
import Market
import Testing

@testable import Scoring

@Suite("Baselines")
struct BaselineTests {
  private static let grid = LogPriceGrid(binBps: 10)

  private static func bar(
    _ hour: Int, open: Double, low: Double, high: Double, close: Double, held: Double
  ) -> Bar {
    Bar(
      time: SyntheticSeries.start + .hours(Int64(hour)), open: Price(open), high: Price(high),
      low: Price(low), close: Price(close), volume: Base(100), openInterest: Base(held))
  }

  @Test("a rise in open interest is put at five distances by the candle's colour")
  func openInterestRule() {
    var rule = OpenInterestRule(grid: Self.grid)
    rule.record(Self.bar(0, open: 100, low: 99.9, high: 100.1, close: 100, held: 1_000))
    rule.record(Self.bar(1, open: 100, low: 99.9, high: 100.1, close: 100.05, held: 1_100))
    let total = (0..<10_000).reduce(0.0) { $0 + rule.usd(.long, bin: $1) }
    #expect(abs(total - 100 * 100.05) < 1e-6)
    let tenfold = Self.grid.bin(of: Price(100.05 * (1 - 0.0996)))
    #expect(abs(rule.usd(.long, bin: tenfold) - 0.3 * total) < 1e-6)
    #expect((0..<10_000).allSatisfy { rule.usd(.short, bin: $0) == 0 })
    // A fall of a tenth thins; a bar that reaches a level clears it.
    rule.record(Self.bar(2, open: 100, low: 99.9, high: 100.1, close: 100, held: 990))
    #expect(abs(rule.usd(.long, bin: tenfold) - 0.27 * total) < 1e-6)
    rule.record(Self.bar(3, open: 100, low: 89, high: 100.1, close: 95, held: 990))
    #expect(rule.usd(.long, bin: tenfold) == 0)
  }

  @Test("a bar's taker imbalance stands in full at each of four leverages")
  func takerRule() {
    var rule = TakerRule(grid: Self.grid)
    var bar = Self.bar(0, open: 100, low: 100, high: 100, close: 100, held: 1_000)
    bar.takerBuyVolume = Base(80)
    rule.record(bar)
    for leverage in [10.0, 25, 50, 100] {
      let bin = Self.grid.bin(of: Price(100 * (1 - 1 / leverage)))
      #expect(abs(rule.usd(.long, bin: bin) - 6_000) < 1e-6)
    }
  }

  @Test("round prices stand out, nearer cells are denser, rungs lie at 1/L")
  func priceRules() {
    let rules = PriceRules(grid: Self.grid, close: Price(61_234), sigma: 0.03)
    #expect(rules.roundness(Self.grid.bin(of: Price(60_000))) == 3)
    #expect(rules.roundness(Self.grid.bin(of: Price(60_500))) == 2)
    let home = Self.grid.bin(of: Price(61_234))
    #expect(rules.distance(home - 10) > rules.distance(home - 20))
    #expect(rules.distance(home - 10) < 1)
    let rung = Self.grid.bin(of: Price(61_234 * 0.9048))  // exp(-0.1)
    #expect(rules.ladder(rung) > rules.ladder(rung - 20))
    #expect(rules.ladder(rung) > rules.ladder(rung + 20))
  }

  @Test("price history forgets after a fortnight")
  func history() {
    var history = PriceHistory(grid: Self.grid)
    history.record(Self.bar(0, open: 100, low: 100, high: 100, close: 100, held: 1))
    let bin = Self.grid.bin(of: Price(100))
    #expect(history.totals.time[bin] == 1)
    #expect(history.totals.volume[bin] == 100)
    history.record(Self.bar(24 * 14, open: 50, low: 50, high: 50, close: 50, held: 1))
    #expect(history.totals.time[bin] == nil)
  }

  @Test("the mirrored map is the other side's, turned about the close")
  func mirrored() throws {
    let bars = SyntheticSeries.bars(days: 3)
    var options = ScoringOptions()
    options.members = 2
    let backtest = InstrumentBacktest(
      series: SyntheticSeries.series(bars), margin: .builtIn(for: SyntheticSeries.instrument),
      options: options)
    let forecast = try #require(backtest.forecasts.last)
    let home = Self.grid.bin(of: forecast.close)
    let mirrored = try #require(forecast.map(.mirrored, .long))
    let shorts = try #require(forecast.map(.book, .short))
    for step in 1..<300 { #expect(mirrored[home - step] == shorts[home + step]) }
  }
}

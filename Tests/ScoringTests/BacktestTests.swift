import Liquidation
import Market
import Testing

@testable import Scoring

@Suite("The backtest")
struct BacktestTests {
  private static let options: ScoringOptions = {
    var options = ScoringOptions()
    options.members = 3
    options.resamples = 20
    return options
  }()

  private static func backtest(_ bars: [Bar], days: ClosedRange<Day>? = nil) -> InstrumentBacktest {
    InstrumentBacktest(
      series: SyntheticSeries.series(bars),
      margin: .builtIn(for: SyntheticSeries.instrument), days: days, options: options)
  }

  @Test("what comes after a day changes nothing that was said up to its close", arguments: [4, 11])
  func noLookAhead(fork: Int) throws {
    let one = Self.backtest(SyntheticSeries.bars(days: 12))
    let other = Self.backtest(SyntheticSeries.bars(days: 12, fork: fork))
    let close = SyntheticSeries.start + .days(Int64(fork))
    let rows = one.rows.filter { $0.time < close }
    #expect(rows.count == fork * 24)
    #expect(rows == other.rows.filter { $0.time < close })
    #expect(rows.map(\.line) == other.rows.prefix(rows.count).map(\.line))
    #expect(one.forecasts.prefix(fork) == other.forecasts.prefix(fork))
    #expect(one.forecasts.count == 12)
    #expect(one.forecasts.map { $0.projection == nil } == (0..<12).map { $0 < 9 })
    // The futures differ, or the above would say nothing.
    #expect(one.rows.last != other.rows.last)
    #expect(one.forecasts.last != other.forecasts.last)
  }

  @Test("a bar's own report and those of its day change no expectation of that day")
  func reportsOfTheDay() {
    var bars = SyntheticSeries.bars(days: 6)
    let before = Self.backtest(bars)
    for index in 5 * 24..<6 * 24 { bars[index].longLiquidations = Base(5_000) }
    let after = Self.backtest(bars)
    #expect(before.rows.map(\.longExpected) == after.rows.map(\.longExpected))
    #expect(before.rows.map(\.longReported) != after.rows.map(\.longReported))
  }

  @Test("without reports the expected amount is what the book crossed")
  func withoutReports() {
    let bars = SyntheticSeries.bars(days: 4).map { bar in
      var bar = bar
      bar.longLiquidations = nil
      bar.shortLiquidations = nil
      return bar
    }
    let backtest = Self.backtest(bars)
    for (row, crossed) in zip(backtest.rows, backtest.crossedLong) {
      #expect(abs(row.longExpected.value - crossed.value) <= 1e-9 * (1 + crossed.value))
      #expect(row.longReported == nil)
      #expect(row.line.hasSuffix(",,"))
    }
    #expect(backtest.crossedLong.contains { $0.value > 0 })
    #expect(backtest.reporting == nil)
  }

  @Test("a range keeps its own days, and the same figures on them")
  func range() {
    let bars = SyntheticSeries.bars(days: 8)
    let all = Self.backtest(bars)
    let first = SyntheticSeries.start.day + 3
    let some = Self.backtest(bars, days: first...first + 2)
    #expect(some.rows == all.rows.filter { (first...first + 2).contains($0.time.day) })
    #expect(some.forecasts == all.forecasts.filter { (first...first + 2).contains($0.day) })
  }

  @Test("a day cut short freezes nothing")
  func cutShort() {
    let bars = Array(SyntheticSeries.bars(days: 4).dropLast(3))
    #expect(Self.backtest(bars).forecasts.map(\.day.number).count == 3)
  }

  @Test("the table is the same on every run, and complete where there is data")
  func table() throws {
    let backtest = Self.backtest(SyntheticSeries.bars(days: 26))
    let one = MarketScores(market: "btc", backtests: [backtest], options: Self.options)
    let two = MarketScores(market: "btc", backtests: [backtest], options: Self.options)
    #expect(one == two)
    #expect(one.horizons.map(\.hours) == [24, 72, 168])
    for horizon in one.horizons {
      for side in [horizon.long, horizon.short] {
        #expect(side.windows > 0)
        #expect(side.windows <= 26 - horizon.hours / 24)
        let uniform = try #require(side.baselines[.uniform])
        let lift = try #require(uniform.lift10)
        #expect(abs(lift.value - 1) < 1e-12)
        #expect(try abs(#require(uniform.informationGain).value) < 1e-12)
        #expect(try (0...10).contains(#require(side.book.lift10).value))
        #expect(try (0...1).contains(#require(side.placedShare)))
      }
    }
    #expect(one.barsLong.r2Gain != nil)
  }

  @Test("a row reads as the interface says")
  func row() {
    let row = BarRow(
      time: SyntheticSeries.start, instrument: SyntheticSeries.instrument, close: Price(40_000.5),
      longExpected: Base(1.25), shortExpected: .zero, longReported: Base(0.5), shortReported: nil)
    #expect(row.line == "2024-01-01T00:00:00Z,binance,BTCUSDT,40000.5,1.25,0.0,0.5,")
    #expect(BarRow.header.split(separator: ",").count == 8)
  }
}

import Archive
import Liquidation
import Market
import Testing

@testable import Scoring

@Suite("Scoring day by day")
struct ForecastLogTests {
  private static let options: ScoringOptions = {
    var options = ScoringOptions()
    options.members = 2
    options.binBps = 20
    options.resamples = 200
    return options
  }()

  /// Walks a series as a publisher would and hands over the log after each day's close.
  private func walk(_ bars: [Bar], atClose: (Day, ForecastLog) -> Void) {
    let series = SyntheticSeries.series(bars)
    var ensemble = BookEnsemble(
      instrument: series.instrument, margin: .builtIn(for: series.instrument),
      members: Self.options.members, seed: Self.options.seed,
      grid: LogPriceGrid(binBps: Self.options.binBps))
    var log = ForecastLog(
      instruments: [(series.instrument, series.interval)], options: Self.options)
    for (day, bars) in Dictionary(grouping: bars, by: \.time.day).sorted(by: { $0.key < $1.key }) {
      _ = ensemble.advance(bars[...], interval: series.interval)
      log.close(day, bars: [bars])
      atClose(day, log)
      log.freeze(ensemble.profile(), of: 0, at: day)
    }
  }

  @Test("at the last close all windows together have the lift that the backtest finds")
  func backtest() throws {
    let bars = SyntheticSeries.bars(days: 40)
    let series = SyntheticSeries.series(bars)
    let backtest = InstrumentBacktest(
      series: series, margin: .builtIn(for: series.instrument), options: Self.options)
    let scores = MarketScores(market: "btc", backtests: [backtest], options: Self.options)
    var last: ForecastLog?
    walk(bars) { last = $1 }
    let log = try #require(last)
    for horizon in scores.horizons {
      for side in Side.allCases {
        let running = log.running(side, days: horizon.hours / 24)
        let expected = try #require((side == .long ? horizon.long : horizon.short).book.lift25)
        #expect(try abs(#require(running.lift) - expected.value) < 1e-9)
        let range = try #require(running.range)
        #expect(range.lo <= range.value && range.value <= range.hi)
        #expect(running.lift == range.value)
      }
    }
  }

  @Test("nothing is scored before a window is over, and no range is given of few windows")
  func beginning() {
    var days: [[Int]] = []
    walk(SyntheticSeries.bars(days: 9)) { day, log in
      days.append(log.windows(endingAt: day).map(\.days))
      #expect(log.running(.long, days: 1).range == nil)
      for window in log.windows(endingAt: day) { #expect(window.frozen + window.days == day) }
    }
    #expect(
      days == [[], [1], [1], [1, 3], [1, 3], [1, 3], [1, 3], [1, 3, 7], [1, 3, 7]])
  }

  @Test("what comes after a close does not change what was scored at it")
  func noLookAhead() {
    var scored: [[ScoredWindow]] = []
    var running: [RunningLift] = []
    walk(SyntheticSeries.bars(days: 14, fork: 10)) { day, log in
      scored.append(log.windows(endingAt: day))
      running.append(log.running(.short, days: 1))
    }
    var others: [[ScoredWindow]] = []
    var otherRunning: [RunningLift] = []
    walk(SyntheticSeries.bars(days: 14)) { day, log in
      others.append(log.windows(endingAt: day))
      otherRunning.append(log.running(.short, days: 1))
    }
    #expect(Array(scored.prefix(10)) == Array(others.prefix(10)))
    #expect(Array(running.prefix(10)) == Array(otherRunning.prefix(10)))
    #expect(scored[10] != others[10])
  }

  @Test("a window worked by hand: which dollars lay in the densest cells of the path")
  func byHand() throws {
    // Four cells below; the second from the top holds three quarters of the map.
    let path = WindowPath(
      day: SyntheticSeries.start.day,
      steps: [
        PathStep(bar: 0, cells: 98..<100, reportedUSD: 60),
        PathStep(bar: 3, cells: 96..<98, reportedUSD: 0),
      ], unplacedUSD: 40, hasReports: true)
    let map = SideMap(firstBin: 96, density: [1, 1, 6, 0])
    let score = WindowScore(path, map: map)
    #expect(score.cells == 4)
    #expect(score.events == 1)
    #expect(score.reportedUSD == 100)
    #expect(score.placedUSD == 60)
    // The quarter is one cell, with half of the bar's sixty; the tenth is 0.4 of that cell.
    #expect(try abs(#require(score.shareQuarter) - 0.5) < 1e-12)
    #expect(try abs(#require(score.liftQuarter) - 2) < 1e-12)
    #expect(try abs(#require(score.shareTenth) - 0.2) < 1e-12)
    #expect(try abs(#require(score.liftTenth) - 2) < 1e-12)
    #expect((score + score).liftQuarter == score.liftQuarter)
    #expect(WindowScore().liftQuarter == nil)
  }

  @Test("a source that reports nothing has nothing scored")
  func noReports() {
    var bars = SyntheticSeries.bars(days: 12)
    for index in bars.indices {
      bars[index].longLiquidations = nil
      bars[index].shortLiquidations = nil
    }
    walk(bars) { day, log in
      #expect(log.windows(endingAt: day).allSatisfy { !$0.hasReports && $0.long.placedUSD == 0 })
      #expect(log.running(.long, days: 1) == RunningLift(windows: 0, lift: nil, range: nil))
    }
  }

  @Test("an instrument without a bar up to the close is left out of the window")
  func endsEarly() {
    var bars = SyntheticSeries.bars(days: 4)
    bars.removeLast()
    var windows: [Int] = []
    walk(bars) { day, log in windows.append(log.windows(endingAt: day).count) }
    #expect(windows == [0, 1, 1, 0])
  }
}

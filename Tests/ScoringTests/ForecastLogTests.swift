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
    options.resamples = 100
    options.mapReach = 0.2
    return options
  }()

  /// Walks a series as a publisher would and hands over the log after each day's close.
  private static func walk(_ bars: [Bar], atClose: (Day, ForecastLog) -> Void) {
    let series = SyntheticSeries.series(bars)
    var ensemble = BookEnsemble(
      instrument: series.instrument, margin: .builtIn(for: series.instrument),
      members: Self.options.members, seed: Self.options.seed,
      grid: LogPriceGrid(binBps: Self.options.binBps))
    var log = ForecastLog(
      instruments: [(series.instrument, series.interval)], options: Self.options)
    var paths = PathHistory()
    for (day, bars) in Dictionary(grouping: bars, by: \.time.day).sorted(by: { $0.key < $1.key }) {
      _ = ensemble.advance(bars[...], interval: series.interval)
      log.close(day, bars: [bars])
      atClose(day, log)
      log.freeze(ensemble.profile(), of: 0, at: day)
      paths.endDay(day, bars: bars, interval: series.interval)
      let projection = paths.projection()
      log.freeze(zones(ensemble.close), at: day) { depth, days in
        projection?.reachProbability(depth: depth, withinHours: Double(24 * days))
      }
    }
  }

  /// One a hundredth below a close and one above it, each with a probability for a day alone.
  private static func zones(_ close: Price) -> [FrozenZone] {
    [
      FrozenZone(
        side: .long, low: close * 0.98, high: close * 0.99, probabilities: [1: 0.4]),
      FrozenZone(
        side: .short, low: close * 1.01, high: close * 1.02, probabilities: [1: 0.3]),
    ]
  }

  private static let bars = SyntheticSeries.bars(days: 31)
  private static let backtest: InstrumentBacktest = {
    let series = SyntheticSeries.series(bars)
    return InstrumentBacktest(
      series: series, margin: .builtIn(for: series.instrument), options: options)
  }()

  /// After each day's close, before that close is frozen.
  private static let closes: [(day: Day, log: ForecastLog)] = {
    var closes: [(day: Day, log: ForecastLog)] = []
    walk(bars) { closes.append(($0, $1)) }
    return closes
  }()

  @Test("at the last close all windows together have the lifts that the backtest finds")
  func backtest() throws {
    let scores = MarketScores(
      market: "btc", backtests: [Self.backtest], options: Self.options)
    let log = try #require(Self.closes.last).log
    for horizon in scores.horizons {
      for side in Side.allCases {
        let running = log.running(side, days: horizon.hours / 24)
        let expected = try #require((side == .long ? horizon.long : horizon.short).book.lift25)
        #expect(try abs(#require(running.lift) - expected.value) < 1e-9)
        let range = try #require(running.range)
        #expect(range.lo <= range.value && range.value <= range.hi)
        #expect(running.lift == range.value)
        let others = (side == .long ? horizon.long : horizon.short).baselines
        #expect(running.baselines.count == 9)
        for baseline in running.baselines {
          let expected = try #require(others[baseline.kind]?.lift25)
          #expect(abs(baseline.lift - expected.value) < 1e-9, "\(baseline.kind)")
          #expect(try #require(baseline.range).lo <= baseline.lift + 1e-9)
        }
      }
    }
  }

  @Test("at the last close the reach probabilities have the record that the backtest finds")
  func reachOfBacktest() throws {
    let log = try #require(Self.closes.last).log
    let first = SyntheticSeries.start.day
    for days in Self.options.horizonDays {
      let levels = ReachLevels.levels(
        Self.backtest, days: days, grid: LogPriceGrid(binBps: Self.options.binBps)
      ) { first.distance(to: $0) }
      let expected = ReachScores(levels, days: 31) {
        BlockBootstrap(
          days: $0, blockLength: days, resamples: Self.options.resamples,
          seed: Self.options.seed)
      }
      let running = try #require(log.runningReach(days: days))
      #expect(running.windows == Set(levels.map(\.day)).count)
      #expect(running.reliability.reduce(0) { $0 + $1.levels } == levels.count)
      #expect(running.reliability == expected.reliability)
      #expect(running.brierSkillRange == expected.brierSkill)
      if let skill = expected.brierSkill {
        #expect(try abs(#require(running.brierSkill) - skill.value) < 1e-12)
      }
    }
  }

  @Test("a zone was reached in the first bar that came to its near edge, and not where none did")
  func zoneFates() {
    var reached = 0
    var windows = 0
    for (day, log) in Self.closes.prefix(12) {
      #expect(log.zones(endingAt: day, days: 3).isEmpty)
      let fates = log.zones(endingAt: day, days: 1)
      guard !fates.isEmpty else { continue }
      windows += 1
      #expect(fates.map(\.side) == [.long, .short] && fates.map(\.probability) == [0.4, 0.3])
      for fate in fates {
        let touching = Self.bars.filter { $0.time.day == day }.first {
          fate.side == .long ? $0.low <= fate.high : $0.high >= fate.low
        }
        #expect(fate.reached == touching?.time)
        if fate.reached != nil { reached += 1 }
      }
    }
    #expect(windows == 11)
    #expect(reached > 3 && reached < 22)
  }

  @Test("no probability is scored before climatology has ten windows to be compared with")
  func firstReach() {
    var days: [Int] = []
    for (_, log) in Self.closes.prefix(14) {
      days.append(log.runningReach(days: 1)?.windows ?? 0)
      #expect(log.runningReach(days: 7) == nil)
      #expect(log.runningReach(days: 1)?.brierSkill == nil)
    }
    #expect(days == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3])
  }

  @Test("nothing is scored before a window is over, and no range is given of few windows")
  func beginning() {
    var days: [[Int]] = []
    for (day, log) in Self.closes.prefix(9) {
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
    var reach: [RunningReach?] = []
    Self.walk(SyntheticSeries.bars(days: 15, fork: 13)) { day, log in
      scored.append(log.windows(endingAt: day))
      running.append(log.running(.short, days: 1))
      reach.append(log.runningReach(days: 1))
    }
    var others: [[ScoredWindow]] = []
    var otherRunning: [RunningLift] = []
    var otherReach: [RunningReach?] = []
    for (day, log) in Self.closes.prefix(15) {
      otherReach.append(log.runningReach(days: 1))
      others.append(log.windows(endingAt: day))
      otherRunning.append(log.running(.short, days: 1))
    }
    #expect(Array(scored.prefix(13)) == Array(others.prefix(13)))
    #expect(Array(running.prefix(13)) == Array(otherRunning.prefix(13)))
    #expect(scored[13] != others[13])
    #expect(reach.prefix(13) == otherReach.prefix(13) && reach.last != otherReach.last)
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
    Self.walk(bars) { day, log in
      #expect(log.windows(endingAt: day).allSatisfy { !$0.hasReports && $0.long.placedUSD == 0 })
      #expect(log.running(.long, days: 1) == RunningLift(windows: 0, lift: nil, range: nil))
    }
  }

  @Test("an instrument without a bar up to the close is left out of the window")
  func endsEarly() {
    var bars = SyntheticSeries.bars(days: 4)
    bars.removeLast()
    var windows: [Int] = []
    Self.walk(bars) { day, log in windows.append(log.windows(endingAt: day).count) }
    #expect(windows == [0, 1, 1, 0])
  }
}

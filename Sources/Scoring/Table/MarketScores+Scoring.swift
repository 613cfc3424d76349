import Liquidation
import Market

extension MarketScores {
  /// Scores a market's frozen forecasts on the windows that are over.
  ///
  /// - Parameters:
  ///   - backtests: one for each instrument, all walked with the same options.
  /// - Complexity: linear in bars and cells; the bootstrap multiplies the days, not the bars.
  public init(market: String, backtests: [InstrumentBacktest], options: ScoringOptions) {
    let days = Set(backtests.flatMap { $0.forecasts.map(\.day) }).sorted()
    let scoring = WindowScoring(backtests: backtests, days: days, options: options)
    self.init(
      market: market, instruments: backtests.map(\.series.instrument), from: days.first,
      to: days.last, days: days.count, barsLong: scoring.bars(.long),
      barsShort: scoring.bars(.short),
      horizons: options.horizonDays.map { length in
        Horizon(
          hours: 24 * length, long: scoring.side(.long, days: length),
          short: scoring.side(.short, days: length))
      })
  }
}

/// Puts the windows of all instruments together, day by day.
private struct WindowScoring {
  let backtests: [InstrumentBacktest]
  let days: [Day]
  let options: ScoringOptions
  private let places: [Day: Int]
  private let grid: LogPriceGrid

  init(backtests: [InstrumentBacktest], days: [Day], options: ScoringOptions) {
    self.backtests = backtests
    self.days = days
    self.options = options
    places = Dictionary(uniqueKeysWithValues: days.enumerated().map { ($1, $0) })
    grid = LogPriceGrid(binBps: options.binBps)
  }

  private func bootstrap(_ length: Int) -> (Int) -> BlockBootstrap {
    { count in
      BlockBootstrap(
        days: count, blockLength: length, resamples: options.resamples, seed: options.seed)
    }
  }

  func bars(_ side: Side) -> BarScores {
    var scores = BarScores()
    func gain(_ feature: BarAmounts.Feature, strict: Bool) -> OutOfSampleGain? {
      let rows = backtests.flatMap {
        BarAmounts.rows($0, side, feature: feature, strict: strict) { places[$0] }
      }
      scores.bars = rows.count
      return OutOfSampleGain(rows, days: days.count, embargo: 0, bootstrap: bootstrap(1))
    }
    let plain = gain(.expected, strict: false)
    scores.r2Baseline = plain?.baseline
    scores.r2Gain = plain?.gain
    let strict = gain(.expected, strict: true)
    scores.r2BaselineAdverse = strict?.baseline
    scores.r2GainAdverse = strict?.gain
    scores.r2GainUncalibrated = gain(.crossed, strict: false)?.gain
    var expected = 0.0
    var reported = 0.0
    for row in backtests.flatMap(\.rows) {
      guard let given = row.reported(side) else { continue }
      expected += (row.expected(side) * row.close).value
      reported += (given * row.close).value
    }
    if reported > 0 { scores.expectedOverReported = expected / reported }
    scores.reporting = backtests.compactMap(\.reporting)
    return scores
  }

  func side(_ side: Side, days length: Int) -> SideScores {
    var scores = SideScores()
    var tallies: [ForecastKind: [WhereTally]] = [:]
    var amounts: [ForecastKind: [OutOfSampleGain.Row]] = [:]
    for kind in ForecastKind.allCases {
      tallies[kind] = [WhereTally](repeating: WhereTally(), count: days.count)
    }
    var unplaced = 0.0
    for backtest in backtests {
      for forecast in backtest.forecasts {
        guard let place = places[forecast.day],
          let path = WindowPath(side, of: forecast, days: length, in: backtest.series, grid: grid)
        else { continue }
        unplaced += path.unplacedUSD
        guard path.cellCount > 0 else { continue }
        scores.windows += 1
        scores.cells += path.cellCount
        guard path.hasReports else { continue }
        scores.events += path.steps.count { $0.reportedUSD > 0 }
        scores.placedUSD += path.steps.reduce(0) { $0 + $1.reportedUSD }
        for kind in ForecastKind.allCases {
          guard let map = forecast.map(kind, side) else { continue }
          let tally = WhereTally(path, map: map)
          if let before = tallies[kind]?[place] { tallies[kind]?[place] = before + tally }
          amounts[kind, default: []] += WindowAmounts.rows(
            path, map: map, bars: backtest.series.bars, day: place)
        }
      }
    }
    let reported = scores.placedUSD + unplaced
    if reported > 0 { scores.placedShare = scores.placedUSD / reported }
    for kind in ForecastKind.allCases {
      let (figures, baseline) = figures(
        tallies[kind] ?? [], amounts[kind] ?? [], length: length)
      if kind == .book {
        scores.book = figures
        scores.r2Baseline = baseline
      } else {
        scores.baselines[kind] = figures
      }
    }
    reach(side, length: length, into: &scores)
    return scores
  }

  private func figures(
    _ tallies: [WhereTally], _ rows: [OutOfSampleGain.Row], length: Int
  ) -> (ForecastScores, Double?) {
    let blocks = bootstrap(length)(tallies.count)
    func interval(_ figure: (WhereTally) -> Double?) -> Interval? {
      blocks.interval { chosen in figure(chosen.reduce(WhereTally()) { $0 + tallies[$1] }) }
    }
    let amount = OutOfSampleGain(
      WindowAmounts.scaled(rows, days: days.count), days: days.count, embargo: length,
      bootstrap: bootstrap(length))
    let scores = ForecastScores(
      lift10: interval(\.liftTenth), lift25: interval(\.liftQuarter),
      lift10Mean: interval(\.meanLiftTenth), lift25Mean: interval(\.meanLiftQuarter),
      informationGain: interval(\.gainPerDollar), r2Gain: amount?.gain)
    return (scores, amount?.baseline)
  }

  private func reach(_ side: Side, length: Int, into scores: inout SideScores) {
    let levels = backtests.flatMap { backtest in
      ReachLevels.levels(backtest, days: length, grid: grid) { places[$0] }
    }.filter { $0.side == side }
    let reach = ReachScores(levels, days: days.count, bootstrap: bootstrap(length))
    scores.brierSkill = reach.brierSkill
    scores.reliability = reach.reliability
    scores.magnet = reach.magnet
    scores.reversal = reach.reversal1h
    scores.reversal4h = reach.reversal4h
  }
}

import Liquidation
import Market

/// Freezes a market's maps at each close and scores them, day by day, when their windows are over.
///
/// What a close scores was frozen at an earlier one, and of the bars it sees those that have ended:
/// each is handed in once, with the day that it belongs to. The instruments of a market are scored each
/// on its own map and bars and then added up, as in the backtest. The log holds maps and bars of the
/// longest window, and two dollar sums for each older one.
public struct ForecastLog: Sendable {
  /// Fewer windows than this say nothing yet: no range is given.
  public static let fewestWindows = 10

  /// One instrument's bars and frozen maps of the longest window.
  private struct InstrumentLog: Sendable {
    var series: BarSeries
    var forecasts: [FrozenForecast] = []
  }

  private let options: ScoringOptions
  private let grid: LogPriceGrid
  private var logs: [InstrumentLog]
  /// By length in days: all windows that are over, in order of time.
  private var windows: [Int: [ScoredWindow]] = [:]

  /// - Parameters:
  ///   - instruments: each with the length of its bars.
  ///   - options: `binBps` as in the map; `horizonDays`, `resamples`, `seed` and `mapReach` are used.
  public init(
    instruments: [(instrument: Instrument, interval: TimeSpan)],
    options: ScoringOptions = ScoringOptions()
  ) {
    self.options = options
    grid = LogPriceGrid(binBps: options.binBps)
    logs = instruments.map {
      InstrumentLog(series: BarSeries(instrument: $0.instrument, interval: $0.interval, bars: []))
    }
  }

  /// Takes in a day's bars and scores the windows that end at its close. A map whose instrument has no
  /// bar up to the close is left out of the window.
  ///
  /// - Parameter bars: of each instrument, those that ended within the day, in order of time.
  public mutating func close(_ day: Day, bars: [[Bar]]) {
    let longest = options.horizonDays.max() ?? 0
    for index in logs.indices {
      let oldest = (day - longest).close
      logs[index].series.bars.removeAll { $0.time < oldest }
      logs[index].series.bars += bars[index]
      logs[index].forecasts.removeAll { $0.day < day - longest }
    }
    for length in options.horizonDays {
      guard let window = score(length, endingAt: day) else { continue }
      windows[length, default: []].append(window)
    }
  }

  /// Freezes an instrument's map at a close, for the windows that begin there. Cells beyond the reach of
  /// the options are let go of, as in the backtest.
  ///
  /// - Parameter index: the instrument's place.
  public mutating func freeze(_ profile: LiquidationProfile, of index: Int, at day: Day) {
    let home = grid.bin(of: profile.close)
    let width = Int(options.mapReach / grid.step)
    func map(_ side: Side) -> SideMap {
      let own = SideMap(firstBin: profile.firstBin, density: profile.usd(side))
      return SideMap(bins: side == .long ? home - width...home : home...home + width) { own[$0] }
    }
    // Nothing that is scored here asks how far the price was likely to go: no sigma.
    logs[index].forecasts.append(
      FrozenForecast(
        instrument: profile.instrument, day: day, close: profile.close, sigma: 0,
        longs: [.book: map(.long)], shorts: [.book: map(.short)]))
  }

  /// The windows that end at the last close, shortest first; none where nothing was frozen in time or
  /// nothing is reported.
  public func windows(endingAt day: Day) -> [ScoredWindow] {
    options.horizonDays.sorted().compactMap { length in
      windows[length]?.last.flatMap { $0.frozen + length == day ? $0 : nil }
    }
  }

  /// The lift over all windows of a length up to the last close.
  ///
  /// - Complexity: linear in the windows, times the resamples.
  public func running(_ side: Side, days length: Int) -> RunningLift {
    let sums = (windows[length] ?? []).map { window in
      let score = window.score(side)
      return SIMD2(score.densestQuarterUSD, score.placedUSD)
    }
    func lift(_ sum: SIMD2<Double>) -> Double? {
      sum.y > 0 ? sum.x / sum.y / WindowScore.chanceQuarter : nil
    }
    let count = sums.count { $0.y > 0 }
    var running = RunningLift(windows: count, lift: lift(sums.reduce(.zero, +)), range: nil)
    guard count >= ForecastLog.fewestWindows else { return running }
    running.range = BlockBootstrap(
      days: sums.count, blockLength: length, resamples: options.resamples, seed: options.seed
    ).interval { chosen in
      var sum = SIMD2<Double>.zero
      for index in chosen { sum += sums[index] }
      return lift(sum)
    }
    return running
  }

  private func score(_ length: Int, endingAt day: Day) -> ScoredWindow? {
    let frozen = day - length
    var hasReports = false
    var scores: [Side: WindowScore] = [:]
    for log in logs {
      guard let forecast = log.forecasts.last(where: { $0.day == frozen }) else { continue }
      for side in Side.allCases {
        guard let map = forecast.map(.book, side),
          let path = WindowPath(side, of: forecast, days: length, in: log.series, grid: grid),
          path.hasReports
        else { continue }
        hasReports = true
        scores[side] = (scores[side] ?? WindowScore()) + WindowScore(path, map: map)
      }
    }
    guard hasReports else { return nil }
    return ScoredWindow(
      frozen: frozen, days: length, long: scores[.long] ?? WindowScore(),
      short: scores[.short] ?? WindowScore())
  }
}

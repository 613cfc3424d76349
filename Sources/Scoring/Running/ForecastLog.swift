import Liquidation
import Market

/// Freezes a market's whole forecast at each close, maps, baselines and reach probabilities, and scores
/// it, day by day, when its windows are over.
///
/// What a close scores was frozen at an earlier one, and of the bars it sees those that have ended:
/// each is handed in once, with the day that it belongs to. The instruments of a market are scored each
/// on its own map and bars and then added up, as in the backtest; reach is that of the market's price,
/// which is one instrument's on each day. The log holds bars and forecasts of the longest window, and for each older
/// window some hundred numbers.
public struct ForecastLog: Sendable, Codable {
  /// Fewer windows than this say nothing yet: no range is given.
  public static let fewestWindows = 10

  private let options: ScoringOptions
  private let grid: LogPriceGrid
  private var logs: [InstrumentLog]
  private var reach: ReachLog
  /// The bars of the market's price in the longest window.
  private var path: BarSeries?
  /// By length in days: the last window, and all of a source that reports, in order of time.
  private var windows: [Int: ScoredWindow] = [:]
  private var longLifts: [Int: LiftRecord] = [:]
  private var shortLifts: [Int: LiftRecord] = [:]

  /// - Parameters:
  ///   - instruments: each with the length of its bars.
  ///   - options: `binBps` as in the map; `horizonDays`, `resamples`, `seed` and `mapReach` are used.
  public init(
    instruments: [(instrument: Instrument, interval: TimeSpan)],
    options: ScoringOptions = ScoringOptions()
  ) {
    self.options = options
    let grid = LogPriceGrid(binBps: options.binBps)
    self.grid = grid
    reach = ReachLog(lengths: options.horizonDays)
    logs = instruments.map {
      InstrumentLog(
        instrument: $0.instrument, interval: $0.interval, grid: grid, reach: options.mapReach)
    }
  }

  /// The lengths of the windows in days, shortest first.
  public var lengths: [Int] { options.horizonDays.sorted() }

  /// Takes in a day's bars and scores the windows that end at its close. A map whose instrument has no
  /// bar up to the close is left out of the window.
  ///
  /// - Parameters:
  ///   - bars: of each instrument, those that ended within the day, in order of time.
  ///   - reference: the place of the instrument whose price was the market's on the day.
  public mutating func close(_ day: Day, bars: [[Bar]], reference: Int = 0) {
    let longest = options.horizonDays.max() ?? 0
    for index in logs.indices {
      logs[index].record(bars[index], of: day, longest: longest)
    }
    for length in options.horizonDays { score(length, endingAt: day) }
    guard logs.indices.contains(reference) else { return }
    let source = logs[reference].series
    var held = path?.bars ?? []
    held.removeFirst(held.firstIndex(at: (day - longest).close))
    held += bars[reference]
    let path = BarSeries(instrument: source.instrument, interval: source.interval, bars: held)
    reach.close(day, series: path)
    self.path = path
  }

  /// Freezes an instrument's map at a close, and the baselines beside it, for the windows that begin
  /// there. Cells beyond the reach of the options are let go of, as in the backtest.
  ///
  /// - Parameter index: the instrument's place.
  public mutating func freeze(_ profile: LiquidationProfile, of index: Int, at day: Day) {
    logs[index].freeze(profile, at: day)
  }

  /// Freezes how likely the zones and the fixed levels are to be touched.
  ///
  /// - Parameters:
  ///   - zones: those that the briefing shows.
  ///   - close: the market's price at the close.
  ///   - probability: that a distance from the close, in the price's logarithm, is reached within so
  ///     many days; `nil` where that is not known.
  public mutating func freeze(
    _ zones: [FrozenZone], close: Price, at day: Day,
    probability: (_ depth: Double, _ days: Int) -> Double?
  ) {
    reach.freeze(zones, close: close, at: day, probability: probability)
  }

  /// The windows that end at the last close, shortest first; none where nothing was frozen in time.
  public func windows(endingAt day: Day) -> [ScoredWindow] {
    lengths.compactMap { length in
      windows[length].flatMap { $0.frozen + length == day ? $0 : nil }
    }
  }

  /// What became of the zones frozen so many days before a close, the last one; empty where none had
  /// a probability.
  public func zones(endingAt day: Day, days length: Int) -> [ZoneFate] {
    reach.zones(endingAt: day, days: length)
  }

  /// The lift over all windows of a length up to the last close, the book's and each baseline's.
  ///
  /// - Complexity: linear in the windows, times the resamples.
  public func running(_ side: Side, days length: Int) -> RunningLift {
    let lifts = side == .long ? longLifts : shortLifts
    return (lifts[length] ?? LiftRecord()).running { bootstrap(length, days: $0) }
  }

  /// The reach probabilities of all windows of a length up to the last close.
  ///
  /// - Returns: `nil` where none is over.
  /// - Complexity: linear in the windows, times the resamples.
  public func runningReach(days length: Int) -> RunningReach? {
    reach.running(days: length) { bootstrap(length, days: $0) }
  }

  private func bootstrap(_ length: Int, days: Int) -> BlockBootstrap {
    BlockBootstrap(
      days: days, blockLength: length, resamples: options.resamples, seed: options.seed)
  }

  private mutating func score(_ length: Int, endingAt day: Day) {
    let frozen = day - length
    var scores: [Side: WindowScore] = [:]
    var lifts: [Side: LiftRecord.Sums] = [:]
    for log in logs {
      guard let forecast = log.forecast(of: frozen) else { continue }
      for side in Side.allCases {
        guard let map = forecast.map(.book, side),
          let path = WindowPath(side, of: forecast, days: length, in: log.series, grid: grid)
        else { continue }
        scores[side] = (scores[side] ?? WindowScore()) + WindowScore(path, map: map)
        lifts[side, default: LiftRecord.Sums()] += LiftRecord.Sums(
          path, forecast: forecast, side: side)
      }
    }
    guard let long = scores[.long], let short = scores[.short] else { return }
    let window = ScoredWindow(frozen: frozen, days: length, long: long, short: short)
    windows[length] = window
    guard window.hasReports else { return }
    longLifts[length, default: LiftRecord()].append(lifts[.long] ?? LiftRecord.Sums())
    shortLifts[length, default: LiftRecord()].append(lifts[.short] ?? LiftRecord.Sums())
  }
}

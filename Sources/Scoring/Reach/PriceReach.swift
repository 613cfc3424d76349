import Liquidation
import Market

/// The reach probabilities of a price alone, scored day by day: no open interest is needed, so that long
/// price histories say how well they are calibrated.
public struct PriceReach: Sendable {
  private let lengths: [Int]
  private let scored: ClosedRange<Day>?
  private var paths = PathHistory()
  private var log: ReachLog
  private var series: BarSeries?

  /// - Parameters:
  ///   - lengths: of the windows, in days.
  ///   - scored: the closes whose forecasts count; all where `nil`. Days before them are learned from.
  public init(lengths: [Int] = ScoringOptions().horizonDays, scored: ClosedRange<Day>? = nil) {
    self.lengths = lengths
    self.scored = scored
    log = ReachLog(lengths: lengths)
  }

  /// Takes a day in, scores what ends at its close, and freezes what begins there.
  ///
  /// - Parameters:
  ///   - bars: those of the day that reach to its close, in order of time.
  ///   - source: names the instrument and the bars' length, which may change from day to day.
  public mutating func endDay(
    _ day: Day, bars: some RandomAccessCollection<Bar>, of source: BarSeries
  ) {
    let oldest = (day - (lengths.max() ?? 0)).close
    var kept = series?.bars ?? []
    kept.removeFirst(kept.firstIndex(at: oldest))
    kept += bars
    let held = BarSeries(instrument: source.instrument, interval: source.interval, bars: kept)
    series = held
    paths.endDay(day, bars: bars, interval: source.interval)
    log.close(day, series: held)
    guard let close = bars.last?.close, close.value > 0 else { return }
    let projection = scored?.contains(day) ?? true ? paths.projection() : nil
    log.freeze([], close: close, at: day) { depth, days in
      projection?.reachProbability(depth: depth, withinHours: 24 * Double(days))
    }
  }

  /// How the windows of a length did so far.
  ///
  /// - Returns: `nil` where none is over.
  public func record(days length: Int, options: ScoringOptions = ScoringOptions()) -> RunningReach?
  {
    log.running(days: length) {
      BlockBootstrap(
        days: $0, blockLength: length, resamples: options.resamples, seed: options.seed)
    }
  }
}

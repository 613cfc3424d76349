import Market

/// What a backtest is run with. Equal options and data give equal tables, bit for bit.
public struct ScoringOptions: Hashable, Sendable, Codable {
  /// Members of the ensemble, as in the briefing.
  public var members = 16
  public var seed: UInt64 = 1
  /// Height of a price cell, as in the briefing.
  public var binBps = 10.0
  /// Days of a window, ascending.
  public var horizonDays = [1, 3, 7]
  /// Resamples of the day-block bootstrap.
  public var resamples = 1_000
  /// Frozen maps are kept and scored this far from the close, in the price's logarithm.
  public var mapReach = 0.35

  public init() {}

  /// The options of a market's instruments: each has an ensemble of its own, the briefing's.
  ///
  /// - Parameter index: the instrument's place in the configuration.
  public func forInstrument(at index: Int) -> ScoringOptions {
    var options = self
    var random = SeededGenerator(seed: seed).fork(UInt64(index))
    options.seed = random.next()
    return options
  }
}

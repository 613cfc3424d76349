import Market

/// One instrument's book under several priors: what all figures and their ranges are made from.
public struct BookEnsemble: Sendable {
  public static let defaultMembers = 16

  public let instrument: Instrument
  public let grid: LogPriceGrid
  /// In the order of `BookPrior.ensemble`; never empty.
  public private(set) var members: [PositionBook]
  /// How many members advance at once. The result does not depend on it.
  public var threads: Int

  /// - Parameters:
  ///   - members: at least one.
  ///   - seed: the same seed, the same ensemble.
  ///   - threads: at least one.
  public init(
    instrument: Instrument, margin: MarginSchedule, members: Int = defaultMembers,
    seed: UInt64 = 1, grid: LogPriceGrid = LogPriceGrid(), threads: Int = 2
  ) {
    self.instrument = instrument
    self.grid = grid
    self.threads = max(1, threads)
    self.members = BookPrior.ensemble(members: members, seed: seed).map {
      PositionBook(instrument: instrument, grid: grid, margin: margin, prior: $0)
    }
  }

  /// The end of the last bar.
  public var time: Timestamp? { members[0].time }
  /// The last bar's close.
  public var close: Price { members[0].close }

  /// Takes bars in, in order of time.
  ///
  /// - Returns: one for each bar.
  @discardableResult
  public mutating func advance(
    _ bars: some RandomAccessCollection<Bar> & Sendable, interval: TimeSpan
  ) -> [EnsembleFlows] {
    // A thread costs as much as some dozens of steps.
    let worthwhile = bars.count * members.count >= 2_048
    let flows = forEachConcurrently(&members, threads: worthwhile ? threads : 1) { member in
      bars.map { member.advance($0, interval: interval) }
    }
    return bars.indices.enumerated().map { offset, _ in
      EnsembleFlows(members: flows.map { $0[offset] })
    }
  }

  /// A figure of every member.
  public func estimate(_ figure: (PositionBook) -> Double) -> Estimate {
    Estimate(members: members.map(figure))
  }

  /// The map as it stands: what would be liquidated at each price.
  public func profile() -> LiquidationProfile { LiquidationProfile(of: self) }
}

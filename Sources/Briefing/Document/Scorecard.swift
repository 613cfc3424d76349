import Market

/// How the maps frozen at earlier closes compare with what was reported as liquidated since, in the
/// windows that end at this close.
public struct Scorecard: Hashable, Sendable, Codable {
  /// Shares that a map without an opinion has in its densest tenth and quarter.
  public var chance10: Double
  public var chance25: Double
  /// Shortest window first; those of 24, 72 and 168 hours of which something could be scored.
  public var horizons: [HorizonScore]
  /// How the reach probabilities did so far, shortest window first; absent where none is over.
  public var reach: [ReachRecord]?
  public var sentences: [String]
}

/// One window: from the close at which the map was frozen to this one.
public struct HorizonScore: Hashable, Sendable, Codable {
  public var hours: Int
  /// The day at whose close the map was frozen.
  public var frozen: Day
  public var long: SideScore
  public var short: SideScore
  /// What became of the zones that were frozen; absent where none carried a probability.
  public var zones: [ZoneOutcome]?

  public func score(_ side: Side) -> SideScore { side == .long ? long : short }
}

/// One side of a window: below the frozen close for longs, above it for shorts.
public struct SideScore: Hashable, Sendable, Codable {
  /// Price cells that were newly traversed.
  public var cells: Int
  /// Bars with a report that reached new cells.
  public var events: Int
  /// Dollars reported in the window; absent where the source reports no liquidations.
  public var reportedUSD: Double?
  /// The part put down to the cells traversed.
  public var placedUSD: Double
  /// Share of the placed dollars in the densest tenth (quarter) of the traversed cells; absent, as
  /// the lifts, where none were placed.
  public var share10: Double?
  public var share25: Double?
  /// The shares over chance.
  public var lift10: Double?
  public var lift25: Double?
  /// Over all windows of this length so far, this one included.
  public var running: RunningScore

  enum CodingKeys: String, CodingKey {
    case cells, events
    case reportedUSD = "reported_usd"
    case placedUSD = "placed_usd"
    case share10, share25, lift10, lift25, running
  }
}

/// The lift of the densest quarter over all windows so far.
public struct RunningScore: Hashable, Sendable, Codable {
  /// Windows in which anything was put down to the path.
  public var windows: Int
  /// Absent without any.
  public var lift25: Double?
  /// The 95 % range of day-block resamples; absent below ten windows and where the days are fewer than
  /// three windows' lengths.
  public var lift25Low: Double?
  public var lift25High: Double?
  /// The same windows scored by rules that need no book; absent where none were frozen.
  public var baselines: [BaselineScore]?

  enum CodingKeys: String, CodingKey {
    case windows, lift25
    case lift25Low = "lift25_lo"
    case lift25High = "lift25_hi"
    case baselines
  }

  /// What the range says of chance; `nil` where there is none.
  public enum Verdict: Hashable, Sendable { case better, worse, chance }

  public var verdict: Verdict? {
    guard let low = lift25Low, let high = lift25High else { return nil }
    return low > 1 ? .better : high < 1 ? .worse : .chance
  }
}

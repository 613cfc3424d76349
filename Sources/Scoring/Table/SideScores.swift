/// All figures of one horizon and one side.
public struct SideScores: Hashable, Sendable, Encodable {
  /// Forecasts whose window is over and in which some cell was traversed.
  public var windows = 0
  /// Bars with a report that reached new cells, over all windows.
  public var events = 0
  /// Traversed cells, over all windows.
  public var cells = 0
  /// Dollars put down to the traversed cells.
  public var placedUSD = 0.0
  /// Their part of all that was reported in the windows.
  public var placedShare: Double?
  /// R² of path length and volume alone, on the second half.
  public var r2Baseline: Double?
  public var book = ForecastScores()
  public var brierSkill: Interval?
  public var reliability: [ReliabilityBin] = []
  public var magnet: Interval?
  /// One hour after.
  public var reversal: Interval?
  /// Four hours after.
  public var reversal4h: Interval?
  /// Everything else that was scored on the same windows.
  public var baselines: [ForecastKind: ForecastScores] = [:]

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: FlatKey.self)
    try container.encode(windows, forKey: FlatKey("windows"))
    try container.encode(events, forKey: FlatKey("events"))
    try container.encode(cells, forKey: FlatKey("cells"))
    try container.encode(placedUSD, forKey: FlatKey("placed_usd"))
    try container.encodeIfPresent(placedShare, forKey: FlatKey("placed_share"))
    try book.encode(into: &container)
    try container.encodeIfPresent(r2Baseline, forKey: FlatKey("r2_baseline"))
    try container.encode(brierSkill, "brier_skill")
    if !reliability.isEmpty { try container.encode(reliability, forKey: FlatKey("reliability")) }
    try container.encode(magnet, "magnet")
    try container.encode(reversal, "reversal")
    try container.encode(reversal4h, "reversal_4h")
    var others = container.nestedContainer(keyedBy: FlatKey.self, forKey: FlatKey("baselines"))
    for kind in ForecastKind.allCases {
      try others.encodeIfPresent(baselines[kind], forKey: FlatKey(kind.rawValue))
    }
  }
}

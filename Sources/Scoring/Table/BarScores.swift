import Liquidation

/// How well a bar's expected amount foretells the reported one, on the second half of the days.
public struct BarScores: Hashable, Sendable, Encodable {
  public var bars = 0
  /// R² of the bar's range and volume alone.
  public var r2Baseline: Double?
  public var r2Gain: Interval?
  /// The same where the baseline knows the adverse part of the range too.
  public var r2BaselineAdverse: Double?
  public var r2GainAdverse: Interval?
  /// The same as `r2Gain` for what the book with the prior's mix crossed.
  public var r2GainUncalibrated: Interval?
  /// All that was expected over all that was reported.
  public var expectedOverReported: Double?
  /// The last fit, by instrument in the order of the configuration.
  public var reporting: [ReportingLaw] = []

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: FlatKey.self)
    try container.encode(bars, forKey: FlatKey("bars"))
    try container.encodeIfPresent(r2Baseline, forKey: FlatKey("r2_baseline"))
    try container.encode(r2Gain, "r2_gain")
    try container.encodeIfPresent(r2BaselineAdverse, forKey: FlatKey("r2_baseline_adverse"))
    try container.encode(r2GainAdverse, "r2_gain_adverse")
    try container.encode(r2GainUncalibrated, "r2_gain_uncalibrated")
    try container.encodeIfPresent(
      expectedOverReported, forKey: FlatKey("expected_over_reported"))
    if !reporting.isEmpty { try container.encode(reporting, forKey: FlatKey("reporting")) }
  }
}

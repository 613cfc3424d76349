/// One forecast's figures for a horizon and a side; `nil` where the data do not define one.
public struct ForecastScores: Hashable, Sendable, Encodable {
  /// Share of the reported dollars in the densest tenth of the traversed cells, over a tenth.
  public var lift10: Interval?
  /// The same for the densest quarter.
  public var lift25: Interval?
  /// Means of the single windows' lifts, each window counting alike whatever its dollars.
  public var lift10Mean: Interval?
  public var lift25Mean: Interval?
  /// Nats per reported dollar over the uniform forecast.
  public var informationGain: Interval?
  /// What the map adds to path length and volume in explaining the logarithm of what was reported.
  public var r2Gain: Interval?

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: FlatKey.self)
    try encode(into: &container)
  }

  func encode(into container: inout KeyedEncodingContainer<FlatKey>) throws {
    try container.encode(lift10, "lift10")
    try container.encode(lift25, "lift25")
    try container.encode(lift10Mean, "lift10_mean")
    try container.encode(lift25Mean, "lift25_mean")
    try container.encode(informationGain, "information_gain")
    try container.encode(r2Gain, "r2_gain")
  }
}

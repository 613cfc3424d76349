/// What a walk is run with. Equal options and data give equal editions, bit for bit.
public struct ChronicleOptions: Hashable, Sendable, Codable {
  /// Members of the ensemble that the ranges p10 to p90 come from.
  public var members = 16
  public var seed: UInt64 = 1
  /// Height of the map's price bins.
  public var binBps = 10.0
  /// The most columns that a heatmap shows: two weeks of hours.
  public var columns = 336
  /// The most zones that a briefing lists on each side.
  public var zonesPerSide = 5
  /// How far above and below the close the heatmap reaches at least, as a fraction.
  public var heatmapReach = 0.25

  public init() {}
}

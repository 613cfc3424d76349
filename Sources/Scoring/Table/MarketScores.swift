import Market

/// The whole table of one market.
public struct MarketScores: Hashable, Sendable, Encodable {
  /// One horizon's figures.
  public struct Horizon: Hashable, Sendable, Encodable {
    public var hours: Int
    public var long: SideScores
    public var short: SideScores
  }

  public var market: String
  public var instruments: [Instrument]
  /// The first and the last day with a frozen forecast; `nil` where there is none.
  public var from: Day?
  public var to: Day?
  /// How many days have one.
  public var days: Int
  public var barsLong: BarScores
  public var barsShort: BarScores
  public var horizons: [Horizon]
  /// Against the true positions, by symbol; only where a simulated market's are given.
  public var truth: [String: TruthSummary] = [:]

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: FlatKey.self)
    try container.encode(market, forKey: FlatKey("market"))
    try container.encode(instruments, forKey: FlatKey("instruments"))
    try container.encodeIfPresent(from, forKey: FlatKey("from"))
    try container.encodeIfPresent(to, forKey: FlatKey("to"))
    try container.encode(days, forKey: FlatKey("days"))
    var bars = container.nestedContainer(keyedBy: FlatKey.self, forKey: FlatKey("bars"))
    try bars.encode(barsLong, forKey: FlatKey("long"))
    try bars.encode(barsShort, forKey: FlatKey("short"))
    try container.encode(horizons, forKey: FlatKey("horizons"))
    if !truth.isEmpty { try container.encode(truth, forKey: FlatKey("truth")) }
  }
}

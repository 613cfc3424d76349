import Market

/// The map continued past the close: how far the price may go, and what may be liquidated on the way.
///
/// Everything in it was known at the close. `Guides/Projection.md` says how it is worked out.
public struct ProjectionReport: Hashable, Sendable, Codable {
  /// Ends of the steps, in hours after the cut-off, ascending; the last is the longest horizon.
  @NumberList public var hours: [Double]
  /// The volatility forecast: one standard deviation of the log return from the close to each step.
  @NumberList public var sigma: [Double]
  /// Where the price may stand, lowest probability first.
  public var fan: [FanReport]
  /// How far the price may reach, highest probability first.
  public var reach: [ReachLineReport]
  /// The part of each side's pools that is still held at each step where it was not reached.
  public var survival: [SurvivalReport]
  /// What is expected to be liquidated by 24, 72 and 168 hours after the cut-off.
  public var expected: [ExpectedReport]
  /// Closed windows of the past that the probabilities come from, for the longest horizon.
  public var windows: Int
  public var sentences: [String] = []
}

/// One quantile of the price at each step.
public struct FanReport: Hashable, Sendable, Codable {
  /// The share of paths that stand below, 0 to 1.
  public var probability: Double
  /// One for each step.
  @NumberList public var price: [Double]
}

/// The prices that are reached with one probability by each step.
public struct ReachLineReport: Hashable, Sendable, Codable {
  /// 0 to 1.
  public var probability: Double
  /// Below and above the close, one for each step.
  @NumberList public var below: [Double]
  @NumberList public var above: [Double]
}

/// How much of a pool its holders are expected to keep open, by leverage band.
public struct SurvivalReport: Hashable, Sendable, Codable {
  public var side: Side
  public var band: LeverageBand
  /// Shares from 1 down, one for each step.
  @NumberList public var share: [Double]
}

/// Pool times reach times survival, over all prices of one side.
public struct ExpectedReport: Hashable, Sendable, Codable {
  public var side: Side
  /// 24, 72 or 168.
  public var hours: Int
  public var usd: Double
  public var usdP10: Double
  public var usdP90: Double

  enum CodingKeys: String, CodingKey {
    case side, hours, usd
    case usdP10 = "usd_p10"
    case usdP90 = "usd_p90"
  }
}

/// One figure for a day, three days and a week from the cut-off: of a price the probability that it is
/// touched, 0 to 1, of a zone also the dollars expected.
public struct ReachReport: Hashable, Sendable, Codable {
  public var h24: Double
  public var h72: Double
  public var h168: Double

  public init(h24: Double, h72: Double, h168: Double) {
    self.h24 = h24
    self.h72 = h72
    self.h168 = h168
  }
}

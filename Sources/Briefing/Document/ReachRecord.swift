import Market

/// A frozen zone and what became of it in one window.
public struct ZoneOutcome: Hashable, Sendable, Codable {
  public var side: Side
  public var low: Price
  public var high: Price
  /// As frozen: the chance that the near edge is touched within the window.
  public var probability: Double
  /// When it was first touched; absent where it was not.
  public var reached: Timestamp?
}

/// The reach probabilities of all windows of one length that are over.
public struct ReachRecord: Hashable, Sendable, Codable {
  public var hours: Int
  /// Windows that are over.
  public var windows: Int
  /// One minus the Brier score over that of climatology (same distance, no volatility); absent below
  /// ten windows, its 95 % range also where the days are fewer than three windows' lengths.
  public var brierSkill: Double?
  public var brierSkillLow: Double?
  public var brierSkillHigh: Double?
  /// By tenths of the probability, lowest first; tenths that no forecast fell in are left out.
  public var reliability: [ReliabilityReport]

  enum CodingKeys: String, CodingKey {
    case hours, windows
    case brierSkill = "brier_skill"
    case brierSkillLow = "brier_skill_lo"
    case brierSkillHigh = "brier_skill_hi"
    case reliability
  }
}

/// Forecasts of about one probability and how often what they spoke of came.
public struct ReliabilityReport: Hashable, Sendable, Codable {
  /// The mean forecast.
  public var forecast: Double
  public var observed: Double
  /// The 95 % range of day-block resamples of `observed`; absent with too few days.
  public var observedLow: Double?
  public var observedHigh: Double?
  /// Levels of all windows.
  public var levels: Int

  enum CodingKeys: String, CodingKey {
    case forecast, observed
    case observedLow = "observed_lo"
    case observedHigh = "observed_hi"
    case levels
  }
}

/// What a rule that needs no book reaches on the same windows.
public struct BaselineScore: Hashable, Sendable, Codable {
  /// As in `Guides/Scoring.md`, such as `distance` or `open_interest_rule`.
  public var name: String
  public var lift25: Double?
  public var lift25Low: Double?
  public var lift25High: Double?

  enum CodingKeys: String, CodingKey {
    case name, lift25
    case lift25Low = "lift25_lo"
    case lift25High = "lift25_hi"
  }
}

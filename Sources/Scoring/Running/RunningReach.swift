/// How the reach probabilities of the fixed levels did over all windows of a length so far.
public struct RunningReach: Hashable, Sendable {
  /// Windows that are over and had probabilities.
  public var windows: Int
  /// One minus the Brier score over that of climatology, with the range of 95 % of the day-block
  /// resamples; `nil` below `ForecastLog.fewestWindows` windows.
  public var brierSkill: Double?
  /// `nil` also where the days are fewer than three windows' lengths.
  public var brierSkillRange: Interval?
  /// Both sides together, lowest probability first; a range as that of the skill.
  public var reliability: [ReliabilityBin]
}

import Briefing

/// Forecasts of reaching a level within one horizon, by about how probable they were, and how often
/// the level was reached.
public struct CalibrationSeries: Hashable, Sendable {
  public struct Bin: Hashable, Sendable {
    /// The mean forecast, 0 to 1.
    public var forecast: Double
    /// The share that was reached, 0 to 1.
    public var observed: ScoreFigure
    public var levels: Int

    public init(forecast: Double, observed: ScoreFigure, levels: Int) {
      self.forecast = forecast
      self.observed = observed
      self.levels = levels
    }
  }

  public var hours: Int
  /// Windows that are over.
  public var windows: Int
  /// Brier skill over climatology.
  public var skill: ScoreFigure?
  /// Least probable first.
  public var bins: [Bin]

  public init(hours: Int, windows: Int, skill: ScoreFigure?, bins: [Bin]) {
    self.hours = hours
    self.windows = windows
    self.skill = skill
    self.bins = bins
  }

  init(_ record: ReachRecord) {
    hours = record.hours
    windows = record.windows
    skill = ScoreFigure(record.brierSkill, record.brierSkillLow, record.brierSkillHigh)
    bins = record.reliability.compactMap { tenth in
      guard (0...1).contains(tenth.forecast),
        let observed = ScoreFigure(tenth.observed, tenth.observedLow, tenth.observedHigh)
      else { return nil }
      return Bin(forecast: tenth.forecast, observed: observed, levels: tenth.levels)
    }
    .sorted { ($0.forecast, $0.observed.value) < ($1.forecast, $1.observed.value) }
  }

  var levels: Int { bins.reduce(0) { $0 + $1.levels } }
}

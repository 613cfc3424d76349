import Market

/// A market's window that is over: from the close at which its maps were frozen to a later one.
public struct ScoredWindow: Hashable, Sendable, Codable {
  /// The day at whose close the maps were frozen.
  public var frozen: Day
  /// How many days the window has.
  public var days: Int
  public var long: WindowScore
  public var short: WindowScore

  /// Whether the source gave a report, of whatever amount, on either side.
  public var hasReports: Bool { long.reportedUSD != nil || short.reportedUSD != nil }

  public func score(_ side: Side) -> WindowScore { side == .long ? long : short }
}

/// The lift of the densest quarter over all windows of a length so far: dollars are summed first, so
/// that large days weigh as they weigh in money.
public struct RunningLift: Hashable, Sendable {
  /// Windows in which any report was put down to the price's path.
  public var windows: Int
  /// `nil` where there are none.
  public var lift: Double?
  /// The range of 95 % of the day-block resamples; `nil` below `ForecastLog.fewestWindows` windows
  /// and where the days are fewer than three windows' lengths.
  public var range: Interval?
  /// The same windows, scored by rules that need no book; empty where nothing was reported.
  public var baselines: [KindLift] = []
}

/// What one rule reaches on the windows of a `RunningLift`.
public struct KindLift: Hashable, Sendable {
  public var kind: ForecastKind
  public var lift: Double
  /// As the book's.
  public var range: Interval?
}

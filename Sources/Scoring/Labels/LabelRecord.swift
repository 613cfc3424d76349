/// How often a label held, and what the price did after it against all days on which it could have.
public struct LabelRecord: Hashable, Sendable {
  public var label: String
  /// Days on which it could be told, and on which it held.
  public var known: Int
  public var held: Int
  /// Runs of days in a row on which it held: days of one run are one event more than many.
  public var episodes: Int
  /// By length, shortest first.
  public var outcomes: [LabelOutcome]

  /// Share of the days on which it held: 0 to 1.
  public var baseRate: Double { known > 0 ? Double(held) / Double(known) : 0 }
}

/// What followed a label within one window.
public struct LabelOutcome: Hashable, Sendable {
  public var hours: Int
  /// Days on which the label held and whose window is over.
  public var events: Int
  /// Mean log return of the window after the label less that after all known days; `nil` with too
  /// few events.
  public var excessReturn: LabelEffect?
  /// The same of the logarithm of realised volatility.
  public var excessVolatility: LabelEffect?
}

/// A difference between labelled days and all days, with what chance alone makes of it.
public struct LabelEffect: Hashable, Sendable {
  /// With its 95 % range by day-block bootstrap.
  public var difference: Interval
  /// Share of placebo dates, the label's own pattern moved along the calendar, after which the
  /// difference was as large on either side: 0 to 1.
  public var placebo: Double

  /// Whether both tests tell it from chance; one alone does by accident too often.
  public var standsOut: Bool {
    (difference.lo > 0 || difference.hi < 0) && placebo <= 0.05
  }
}

import Market

/// What an alert watches in a briefing, with its thresholds. `Guides/Alerts.md` has each in words.
///
/// *Over* and *under* are passed by figures beyond them, not by figures that equal them; *within*
/// takes what equals it.
public enum AlertCondition: Hashable, Sendable {
  /// A listed zone of the side that holds more than so many dollars, its near edge at most so far
  /// from the close (a positive fraction).
  case pool(Side, over: Double, within: Double)
  /// The squeeze score for shorts, the flush score for longs, 0 to 100.
  case pressure(Side, AlertLimit)
  /// The funding rate over a year, as a fraction; positive where longs pay.
  case funding(AlertLimit)
  /// A figure's rank among the trailing 90 days, 0 to 100.
  case percentile(AlertRank, AlertLimit)
  /// A zone of yesterday that held more than so many dollars, reached by the day's price.
  case sweep(Side, over: Double)
  /// A listed zone of the side that is touched within so many hours with more than this probability,
  /// and holds more than so many dollars.
  case reach(Side, over: Double, hours: AlertHorizon, holding: Double)
  /// An instrument whose data end more than so long before the close.
  case staleData(over: TimeSpan)
  /// A configured instrument that is not on the map.
  case venueMissing

  /// The conditions by the names that the configuration gives them.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case longPool = "long_pool"
    case shortPool = "short_pool"
    case squeeze, flush, funding
    case openInterestPercentile = "open_interest_percentile"
    case trappedLongsPercentile = "trapped_longs_percentile"
    case trappedShortsPercentile = "trapped_shorts_percentile"
    case longSweep = "long_sweep"
    case shortSweep = "short_sweep"
    case longReach = "long_reach"
    case shortReach = "short_reach"
    case staleData = "stale_data"
    case venueMissing = "venue_missing"
  }

  public var kind: Kind {
    switch self {
    case .pool(let side, _, _): side == .long ? .longPool : .shortPool
    case .pressure(let side, _): side == .long ? .flush : .squeeze
    case .funding: .funding
    case .percentile(.openInterest, _): .openInterestPercentile
    case .percentile(.trapped(let side), _):
      side == .long ? .trappedLongsPercentile : .trappedShortsPercentile
    case .sweep(let side, _): side == .long ? .longSweep : .shortSweep
    case .reach(let side, _, _, _): side == .long ? .longReach : .shortReach
    case .staleData: .staleData
    case .venueMissing: .venueMissing
    }
  }
}

/// A figure that is ranked among its past.
public enum AlertRank: Hashable, Sendable {
  /// Open interest in dollars.
  case openInterest
  /// The share of a side that is trapped.
  case trapped(Side)
}

/// How far ahead a reach probability looks.
public enum AlertHorizon: Int, Hashable, Sendable, CaseIterable {
  case day = 24
  case threeDays = 72
  case week = 168

  func probability(in report: ReachReport) -> Double {
    switch self {
    case .day: report.h24
    case .threeDays: report.h72
    case .week: report.h168
    }
  }
}

/// A bound from above, from below, or both: passed where the figure lies beyond either.
public struct AlertLimit: Hashable, Sendable {
  public var over: Double?
  public var under: Double?

  public init(over: Double? = nil, under: Double? = nil) {
    self.over = over
    self.under = under
  }

  /// The bound that a figure lies beyond.
  ///
  /// - Returns: `nil` where it lies beyond none.
  func passed(by value: Double) -> Bound? {
    if let over, value > over { return Bound(word: "over", value: over) }
    if let under, value < under { return Bound(word: "under", value: under) }
    return nil
  }

  struct Bound {
    var word: String
    var value: Double

    /// `over 60`, and `just over 60` of a figure that reads as 60 itself.
    func words(_ text: (Double) -> String, passedBy figure: String) -> String {
      (text(value) == figure ? "just " : "") + word + " " + text(value)
    }
  }
}

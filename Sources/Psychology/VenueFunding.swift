import Market

/// What one venue charges its crowd, and what is usual there.
public struct VenueFunding: Hashable, Sendable {
  public var instrument: Instrument
  /// Last settled rate, fraction of notional for one interval; positive when longs pay.
  public var rate: Double
  public var intervalHours: Double
  /// What was held when it was settled.
  public var openInterest: USD
  /// The rate's place among the venue's own settlements of the trailing 90 days.
  public var rank: HistoryRank?
  /// The 10th and the 90th percentile of the settlements of the trailing 90 days, the last among
  /// them, over a year; `nil` with fewer than ten.
  public var usual: Usual?
  /// What longs paid shorts over seven days, net; negative where shorts paid.
  public var cost7d: USD

  /// A range of rates over a year.
  public struct Usual: Hashable, Sendable {
    public var low: Double
    public var high: Double
  }

  /// Fewer settlements than this have no usual range.
  static let fewestSettlements = 10

  /// The rate over a year, not compounded, so that hourly and eight-hourly venues compare.
  public var annualised: Double { rate * 24 / intervalHours * 365 }

  /// - Parameters:
  ///   - settlements: the instrument's, in order of time, none after the cut-off.
  ///   - cutoff: the day's close.
  /// - Returns: `nil` where nothing was settled in the 24 hours before the cut-off.
  public init?(_ instrument: Instrument, settlements: [FundingSettlement], cutoff: Timestamp) {
    guard let last = settlements.last, last.time >= cutoff - .day, last.rate.isFinite else {
      return nil
    }
    self.instrument = instrument
    rate = last.rate
    openInterest = last.openInterest
    let hours = FundingSettlement.intervalHours(of: settlements)
    intervalHours = hours
    let recent = settlements.filter { $0.time >= cutoff - .days(90) }
    let days = recent.first.map { min(HistoryRank.window, Int((cutoff - $0.time).days)) } ?? 0
    if days >= HistoryRank.minimumDays,
      let share = percentileRank(of: last.rate, in: recent.dropLast().map(\.rate))
    {
      rank = HistoryRank(share: share, days: days)
    }
    if recent.count >= VenueFunding.fewestSettlements {
      let sorted = recent.map { $0.rate * 24 / hours * 365 }.sorted()
      usual = Usual(low: quantile(sorted, 0.1), high: quantile(sorted, 0.9))
    }
    cost7d = USD(
      settlements.reduce(0) { sum, settlement in
        settlement.time < cutoff - .days(7)
          ? sum : sum + settlement.rate * settlement.openInterest.value
      })
  }
}

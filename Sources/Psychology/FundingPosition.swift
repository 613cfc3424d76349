import Market

/// What the crowd pays to hold its side.
public struct FundingPosition: Hashable, Sendable {
  /// Last settled rate, fraction of notional for one interval; positive when longs pay.
  public var rate: Double
  public var intervalHours: Double
  /// Mean of the settled rates of the last 24 hours and of the last seven days.
  public var mean24h: Double
  public var mean7d: Double
  /// The rate's place among the settlements of the trailing 90 days.
  public var rank: HistoryRank?
  /// Settlements in a row of the last one's sign, the last included.
  public var streak: Int
  /// How many settlements are known; the streak may be older than they are.
  public var settlements: Int
  /// What longs paid shorts over seven days, net; negative where shorts paid.
  public var cost7d: USD
  /// Venue by venue, in the instruments' order; those that settled in the last 24 hours.
  public var venues: [VenueFunding] = []

  /// The rate over a year, not compounded.
  public var annualised: Double { annual(rate) }
  public var annualised24h: Double { annual(mean24h) }
  /// The side that pays at the last settlement; `nil` at a rate of zero.
  public var paying: Side? { rate == 0 ? nil : rate > 0 ? .long : .short }

  private func annual(_ rate: Double) -> Double { rate * 24 / intervalHours * 365 }

  /// - Parameters:
  ///   - instruments: the settlements before the cut-off, each instrument's in order of time.
  ///   - cutoff: the day's close.
  /// - Returns: `nil` where nothing was settled in the 24 hours before the cut-off.
  public init?(instruments: [[FundingSettlement]], cutoff: Timestamp) {
    let combined = FundingSettlement.combined(instruments)
    guard let first = combined.first, let last = combined.last, last.time >= cutoff - .day else {
      return nil
    }
    rate = last.rate
    intervalHours = FundingSettlement.intervalHours(of: combined)
    mean24h = FundingPosition.mean(combined, since: cutoff - .day)
    mean7d = FundingPosition.mean(combined, since: cutoff - .days(7))
    streak = combined.reversed().prefix { $0.rate.sign(sameAs: last.rate) }.count
    settlements = combined.count
    cost7d = USD(
      instruments.joined().reduce(0) { sum, settlement in
        settlement.time < cutoff - .days(7)
          ? sum : sum + settlement.rate * settlement.openInterest.value
      })
    let days = min(HistoryRank.window, Int((cutoff - first.time).days))
    let earlier = combined.dropLast().filter { $0.time >= cutoff - .days(90) }.map(\.rate)
    if days >= HistoryRank.minimumDays, let share = percentileRank(of: last.rate, in: earlier) {
      rank = HistoryRank(share: share, days: days)
    }
  }

  private static func mean(_ settlements: [FundingSettlement], since time: Timestamp) -> Double {
    let rates = settlements.reversed().prefix { $0.time >= time }.map(\.rate)
    return rates.reduce(0, +) / Double(max(1, rates.count))
  }
}

extension Double {
  fileprivate func sign(sameAs other: Double) -> Bool {
    self == 0 || other == 0 ? self == other : (self > 0) == (other > 0)
  }
}

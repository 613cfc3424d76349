import Market

/// One settlement of funding.
public struct FundingSettlement: Hashable, Sendable {
  /// When the venue computed it, some milliseconds after the full hour.
  public var time: Timestamp
  /// Hundred-millionths of notional that longs pay shorts.
  public var rateUnits: Int64
  /// The rate of the next settlement, where the venue fixes it now.
  public var nextRateUnits: Int64?

  /// Fraction of notional that longs pay shorts for the interval of eight hours.
  public var rate: Double { Double(rateUnits) / 1e8 }
}

/// Averages the premium over the funding interval and makes the rate of it as the venue does:
/// `premium + clamp(interest - premium, ±0.05 %)` with an interest of 0.01 %.
struct FundingClock {
  private static let interest = 0.0001
  private static let clamp = 0.0005
  /// The venue's own bound for the largest coins.
  private static let cap = 0.003

  private var sum = 0.0
  private var count = 0
  /// Mean premium of the last days, the latest counting most; a fraction.
  private(set) var recentPremium = interest
  /// What the last interval came to.
  private var lastUnits = Int64(interest * 1e8)
  private static let decay = PortableMath.remaining(after: 1, halfLife: 5_760)

  mutating func observe(premium: Double) {
    sum += premium
    count += 1
    recentPremium = premium + (recentPremium - premium) * Self.decay
  }

  /// Ends an interval.
  ///
  /// - Parameter isFixedAhead: whether what is paid is what the interval before this one came to.
  mutating func settle(hours: Int, at time: Timestamp, isFixedAhead: Bool) -> FundingSettlement {
    let last = lastUnits
    lastUnits = rateUnits(hours: hours)
    return isFixedAhead
      ? FundingSettlement(time: time, rateUnits: last, nextRateUnits: lastUnits)
      : FundingSettlement(time: time, rateUnits: lastUnits, nextRateUnits: nil)
  }

  /// Ends the average.
  ///
  /// - Parameter hours: over which it goes; the rate is that of eight hours in proportion.
  /// - Returns: hundred-millionths of notional.
  mutating func rateUnits(hours: Int) -> Int64 {
    let premium = count == 0 ? 0 : sum / Double(count)
    let rate = premium + min(Self.clamp, max(-Self.clamp, Self.interest - premium))
    sum = 0
    count = 0
    let capped = min(Self.cap, max(-Self.cap, rate))
    return Int64((capped * 1e8 * Double(hours) / 8).rounded())
  }
}

import Glibc
import Market

/// The highest, lowest and last price of a day.
public struct DailyRange: Sendable, Hashable {
  public var high: Price
  public var low: Price
  public var close: Price

  public init(high: Price, low: Price, close: Price) {
    self.high = high
    self.low = low
    self.close = close
  }
}

/// How far a price moves in a day.
public enum Volatility {
  /// The days after which an observation counts half.
  public static let halfLife = 10.0
  /// What is assumed before anything was seen: 3 % a day, as liquid coins moved in 2020 to 2024.
  public static let priorSigma = 0.03
  /// How many days' worth of observations the assumption counts for.
  static let priorWeight = 2.0
  /// Below this no market is taken to be: distances in standard deviations stay finite.
  public static let floor = 0.003

  /// One standard deviation of the daily log return, known at the last day's close.
  ///
  /// The root of an exponentially weighted mean of daily variances, each the mean of the squared
  /// close-to-close return and of Parkinson's `ln(H/L)^2 / (4 ln 2)` (Parkinson 1980), which is
  /// about five times as precise but blind to jumps between days. An assumption worth two days
  /// keeps the first days sane; after a month it counts for less than 2 %.
  ///
  /// - Parameter days: oldest first, any number; those with impossible prices are passed over.
  public static func dailySigma(_ days: some Sequence<DailyRange>) -> Double {
    let decay = exp2(-1 / halfLife)
    var weighted = priorWeight * priorSigma * priorSigma
    var weight = priorWeight
    var before: Double?
    for day in days {
      guard day.low.value > 0, day.high >= day.low, day.high.value.isFinite,
        day.close.value > 0, day.close.value.isFinite
      else { continue }
      let range = log(day.high / day.low)
      var variance = range * range / (4 * M_LN2)
      if let before {
        let change = log(day.close.value / before)
        variance = (variance + change * change) / 2
      }
      before = day.close.value
      weighted = weighted * decay + variance
      weight = weight * decay + 1
    }
    return max(floor, (weighted / weight).squareRoot())
  }
}

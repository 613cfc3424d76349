import Glibc
import Market

/// What kind of market the last week was, by a fixed table of its price, open interest and funding.
///
/// The label sums up the past; whether anything follows from it is for the scorecard to say.
public struct Regime: Hashable, Sendable {
  public enum Label: String, Hashable, Sendable, CaseIterable {
    /// A fall of a day, and open interest leaves with it.
    case capitulation
    /// A rise of a day, and open interest leaves with it.
    case shortSqueeze = "short_squeeze"
    case leveragedRally = "leveraged_rally"
    case disbelievedRally = "disbelieved_rally"
    case shortCovering = "short_covering"
    case shortsPressing = "shorts_pressing"
    case catchingTheFall = "catching_the_fall"
    case deleveraging
    case coiling
    case unwinding
    case trendingUp = "trending_up"
    case trendingDown = "trending_down"
    case balanced
  }

  public var label: Label
  /// Days that price and open interest are compared over: up to seven.
  public var days: Int
  /// The price's change over them, and in standard deviations of so many days.
  public var change: Double
  public var sigmas: Double
  /// Open interest's relative change in coins.
  public var openInterestChange: Double
  /// Mean annualised funding of the last 24 hours; `nil` where none is known.
  public var funding: Double?

  /// A move of so many standard deviations of the period makes a trend.
  public static let trend = 0.75
  /// Open interest that changed by so much was built or unwound.
  public static let build = 0.03
  /// A day's move of so many daily sigmas with so much open interest gone is a shake-out.
  public static let shakeOut = (sigmas: 2.0, openInterest: 0.03)
  /// Annualised funding from which longs are said to pay: the rate without a premium, 0.01 % in
  /// eight hours.
  public static let neutralFunding = 0.1095

  /// - Parameters:
  ///   - closes: daily closes, oldest first, today's last.
  ///   - openInterest: at the same closes, in coins.
  ///   - sigma: one standard deviation of the daily log return, as it was known a day before.
  ///   - annualisedFunding: mean of the last 24 hours.
  /// - Returns: `nil` with less than two days.
  public init?(
    closes: [Double], openInterest: [Double], sigma: Double, annualisedFunding: Double?
  ) {
    let count = min(closes.count, openInterest.count, 8)
    let closes = Array(closes.suffix(count))
    let held = Array(openInterest.suffix(count))
    guard count >= 2, sigma > 0, sigma.isFinite, closes.allSatisfy({ $0 > 0 }), held[0] > 0,
      held[count - 2] > 0
    else { return nil }
    days = count - 1
    change = closes[count - 1] / closes[0] - 1
    sigmas = log(1 + change) / (sigma * Double(days).squareRoot())
    openInterestChange = held[count - 1] / held[0] - 1
    funding = annualisedFunding
    let dayMove = log(closes[count - 1] / closes[count - 2]) / sigma
    let dayBuild = held[count - 1] / held[count - 2] - 1
    label = Regime.label(
      dayMove: dayMove, dayBuild: dayBuild, sigmas: sigmas, build: openInterestChange,
      funding: annualisedFunding)
  }

  /// The table, first row that fits.
  static func label(
    dayMove: Double, dayBuild: Double, sigmas: Double, build: Double, funding: Double?
  ) -> Label {
    if dayMove <= -shakeOut.sigmas, dayBuild <= -shakeOut.openInterest { return .capitulation }
    if dayMove >= shakeOut.sigmas, dayBuild <= -shakeOut.openInterest { return .shortSqueeze }
    let longsPay = (funding ?? 0) > neutralFunding
    let shortsPay = (funding ?? 0) < 0
    switch (sigmas, build) {
    case (trend..., Regime.build...): return shortsPay ? .disbelievedRally : .leveragedRally
    case (trend..., ...(-Regime.build)): return .shortCovering
    case (trend..., _): return .trendingUp
    case (...(-trend), Regime.build...): return longsPay ? .catchingTheFall : .shortsPressing
    case (...(-trend), ...(-Regime.build)): return .deleveraging
    case (...(-trend), _): return .trendingDown
    case (_, Regime.build...): return .coiling
    case (_, ...(-Regime.build)): return .unwinding
    default: return .balanced
    }
  }
}

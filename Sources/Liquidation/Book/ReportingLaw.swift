import Glibc
import Market

/// How much of what is liquidated a venue's reports show, as fitted to them.
///
/// Of an amount `x` within so many hours `completeness x (1 + x / (knee hours))^(exponent - 1)` is
/// reported: most of what little there is, and less and less of a cascade, since a venue that publishes
/// at most one liquidation a second cannot show more. To `x` belongs, beside what the book says was
/// crossed, what was opened and liquidated within the same bar, which no book of bars sees: a part,
/// `fresh`, of the traded volume times the part of the range that hurts the side.
///
/// Amounts are counted in hundred-thousandths of the open interest, so that the law is the same for
/// coins of any price and size.
public struct ReportingLaw: Sendable, Hashable, Codable {
  /// The part that shows where little is liquidated, at most 1. What the book says was crossed but was
  /// given margin or cut before its price came is missing here, too.
  public var completeness: Double
  /// Amount an hour from which on reports saturate, in hundred-thousandths of the open interest.
  public var knee: Double
  /// With which power of the amount reports grow beyond the knee.
  public var exponent: Double
  /// Part of volume times adverse range that was opened and liquidated within the hour.
  public var fresh: Double

  /// One hundred-thousandth of the open interest: $50,000 where five billion are open.
  public static let unit = 1e-5

  /// Before anything is known of a source. Assumptions: a collector misses a third of what a venue
  /// shows, and a third of what the book has crossed had escaped (`Guides/Truth.md`, "Real wallets");
  /// a knee of $200,000 an hour where five billion are open.
  public static let prior = ReportingLaw(
    completeness: 0.45, knee: 4, exponent: 0.5, fresh: 0.01)

  /// What is expected to be reported of an amount; both as shares of the open interest.
  ///
  /// - Parameter hours: within which, more than 0.
  public func reported(_ amount: Double, hours: Double) -> Double {
    guard amount > 0, amount.isFinite, hours > 0 else { return 0 }
    return completeness * amount
      * pow(1 + amount / (knee * ReportingLaw.unit * hours), exponent - 1)
  }

  /// Coins that are expected to be reported of a bar.
  ///
  /// - Parameters:
  ///   - crossed: what the book says the bar's range liquidated.
  ///   - openInterest: coins.
  public func reported(
    _ side: Side, crossed: Base, bar: Bar, openInterest: Base, interval: TimeSpan
  ) -> Base {
    guard openInterest.value > 0 else { return .zero }
    let passed = fresh * bar.exposure(side).value
    let share = (crossed.value + passed) / openInterest.value
    let hours = Double(interval.milliseconds) / Double(TimeSpan.hour.milliseconds)
    return openInterest * reported(share, hours: hours)
  }
}

extension Bar {
  /// Coins traded, times the part of the range that hurts a side: from the open down to the low for
  /// longs, up to the high for shorts, in the logarithm.
  func exposure(_ side: Side) -> Base {
    let range = side == .long ? log(open / low) : log(high / open)
    guard range > 0, range.isFinite, volume.value > 0, volume.value.isFinite else { return .zero }
    return volume * range
  }
}

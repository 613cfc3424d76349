import Glibc

/// How much of what is liquidated a venue's reports show.
///
/// `reported = completeness x (1 + x / (knee x hours))^(exponent - 1)` of an amount `x` within so many
/// hours. Few liquidations are shown nearly whole; of a cascade, a venue that publishes at most one a
/// second shows little. Amounts are counted in hundred-thousandths of the open interest, so that the
/// law is the same for coins of any price and size.
public struct ReportingLaw: Sendable, Hashable, Codable {
  /// The part that shows where little is liquidated, at most 1.
  public var completeness: Double
  /// Amount an hour from which on reports saturate, in hundred-thousandths of the open interest.
  public var knee: Double
  /// With which power of the amount reports grow beyond the knee.
  public var exponent: Double
  public var passing: Double

  /// One hundred-thousandth of the open interest: $50,000 where five billion are open.
  public static let unit = 1e-5

  /// Before anything is known of a source. Assumption: a feed of at most one report a second shows
  /// most of what little there is, less what a collector misses; of ten and a hundred times the knee a
  /// third and a tenth.
  public static var prior: ReportingLaw { ReportingLaw(completeness: Knobs.get("c", 0.7), knee: Knobs.get("k", 4), exponent: Knobs.get("e", 0.5), passing: Knobs.get("p", 0.01)) }

  /// What is expected to be reported, in the unit of the amount.
  ///
  /// - Parameters:
  ///   - amount: liquidated, as a share of the open interest.
  ///   - hours: within which, more than 0.
  /// - Returns: as a share of the open interest.
  public func reported(_ amount: Double, hours: Double) -> Double {
    guard amount > 0, amount.isFinite else { return 0 }
    return completeness * amount
      * pow(1 + amount / (knee * ReportingLaw.unit * hours), exponent - 1)
  }
}

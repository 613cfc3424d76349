import Glibc
import Market

/// The buckets of effective leverage that a book tells apart, and what is assumed to be held in each.
///
/// Bucket 0 is hedged or unlevered and never liquidated; the others cover the ranges between
/// neighbouring `edges`. Where in its range a bucket's leverage lies differs from member to member of
/// an ensemble, so that the mean map is not a ruler of a dozen fixed distances.
public enum LeverageLadder {
  /// Buckets, the never-liquidated one included.
  public static let count = 12

  /// Bucket `k` from 1 covers effective leverage `edges[k - 1]` to `edges[k]`; no range crosses the
  /// limit of a `LeverageBand`.
  public static let edges: [Double] = [
    1.2, 1.6, 2.2, 3.2, 4.6, 6.8, 10, 16, 25, 40, 60, 125,
  ]

  /// Where in its range a bucket's leverage may lie, 0 to 1 on a logarithmic scale. Low effective
  /// leverages come from cross margin and lie anywhere; the higher ones lean to isolated positions,
  /// whose settings gather at 5, 10, 20, 25, 50, 75 and 100.
  static let settings: [ClosedRange<Double>] = [
    0...1, 0...1, 0...1, 0...1, 0...1, 0...0.6, 0...1, 0...0.4, 0.3...0.75, 0...0.4, 0.35...0.8,
    0.45...0.95,
  ]

  /// Share of the value held by effective leverage in the largest wallets' BTC positions on
  /// Hyperliquid, 27 snapshots of 4 to 8 February 2026: 1,089 long and 2,155 short positions.
  /// Effective leverage is worked out from the distance of the true liquidation price from the mark
  /// price at a maintenance rate of 1.25 %.
  static let measuredLong: [Double] = [
    0.259, 0.084, 0.161, 0.128, 0.199, 0.113, 0.031, 0.007, 0.013, 0.002, 0.002, 0.001,
  ]
  static let measuredShort: [Double] = [
    0.335, 0.116, 0.108, 0.088, 0.099, 0.123, 0.068, 0.030, 0.008, 0.022, 0.003, 0.001,
  ]

  /// Share of the value held in a bucket if it is log-normal in effective leverage.
  static func logNormal(median: Double, spread: Double) -> [Double] {
    func below(_ leverage: Double) -> Double {
      0.5 * erfc(-log(leverage / median) / spread / 2.0.squareRoot())
    }
    var shares = [below(edges[0])]
    for k in 1..<count { shares.append(below(edges[k]) - below(edges[k - 1])) }
    shares[count - 1] += 1 - below(edges[count - 1])
    return shares
  }
}

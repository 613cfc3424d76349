import Glibc
import Market

/// How the mix of leverage departs from the prior's: the logarithm of a factor for each lane.
///
/// Shares of a mix sum to one, so only differences between the buckets of a side tell anything;
/// bucket 0 has none.
public struct MixLean: Sendable, Hashable, Codable {
  /// By lane, longs first; 0 for bucket 0 of either side.
  private(set) var logs = [Double](repeating: 0, count: CohortStore.lanes)

  public init() {}

  /// - Parameter logs: one for each lane.
  init(logs: [Double]) { self.logs = logs }

  /// The logarithms of a side's factors, by bucket.
  public func logs(_ side: Side) -> ArraySlice<Double> {
    let first = CohortStore.lane(side, 0)
    return logs[first..<first + LeverageLadder.count]
  }

  /// By what each share of a side's mix is multiplied, so that the shares still sum to one.
  ///
  /// - Parameter shares: by bucket; they sum to one.
  func factors(_ side: Side, shares: some Sequence<Double>) -> [Double] {
    let raised = logs(side).map { exp($0) }
    let sum = zip(shares, raised).reduce(0) { $0 + $1.0 * $1.1 }
    return sum > 0 && sum.isFinite
      ? raised.map { $0 / sum } : [Double](repeating: 1, count: raised.count)
  }
}

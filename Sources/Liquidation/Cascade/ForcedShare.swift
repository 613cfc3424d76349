import Market

/// What part of the liquidatable dollars comes to the market as forced trades.
///
/// A book counts everything that is crossed; stops, added margin and partial closing make it less, and so
/// may a venue's own taking over of positions. Whoever knows a rate, such as a calibration on reported
/// liquidations, gives it here.
public struct ForcedShare: Sendable, Hashable {
  public var long: Estimate
  public var short: Estimate

  public init(long: Estimate, short: Estimate) {
    self.long = long
    self.short = short
  }

  /// All of it, with certainty.
  public static let all = ForcedShare(
    long: Estimate(value: 1, p10: 1, p90: 1), short: Estimate(value: 1, p10: 1, p90: 1))

  /// The share that a member of the ensemble takes: straight lines from `p10` at a tenth of the
  /// members to the value in their middle and on to `p90` at nine tenths, not below zero.
  func share(_ side: Side, member: Int, of count: Int) -> Double {
    let estimate = side == .long ? long : short
    let rank = (Double(member) + 0.5) / Double(count)
    let end = rank < 0.5 ? estimate.p10 : estimate.p90
    let share = estimate.value + (end - estimate.value) * abs(rank - 0.5) / 0.4
    return share.isFinite ? max(0, share) : 1
  }
}

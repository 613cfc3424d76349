import Market

/// Positions of one side that are under water by more than one daily standard deviation.
public struct TrappedPositions: Hashable, Sendable {
  public var side: Side
  public var quantity: Estimate
  /// At the close, in dollars.
  public var usd: Estimate
  /// Share of the side's open interest, 0 to 1, hedged positions in the whole and not in the part.
  public var share: Estimate
  /// `nil` where hardly anything is trapped, as the next three.
  public var meanEntry: Estimate?
  /// Unrealised loss in dollars, positive.
  public var loss: Estimate?
  /// Median distance from the close to liquidation as a positive fraction, over those that have
  /// one.
  public var medianDistance: Estimate?
  /// Net funding paid since entry in dollars; negative where they received.
  public var fundingPaid: Estimate?
  /// Share of the side that is under water by however little.
  public var underWaterShare: Estimate
  /// The share's place among the 90 days before.
  public var rank: HistoryRank?

  /// The share of a side from which its trapped positions are described: one in two thousand.
  public static let leastShare = 0.0005
  /// The share from which a side is called badly offside.
  public static let muchShare = 0.25

  /// - Parameters:
  ///   - members: one tally for each member of the ensemble, all of one side; at least one.
  ///   - earlierShares: the mean share at each close before, oldest first.
  public init?(members: [SideTally], earlierShares: [Double] = []) {
    guard let side = members.first?.side else { return nil }
    self.side = side
    quantity = Estimate(members: members.map(\.trapped.value))
    usd = Estimate(members: members.map(\.trappedAtClose.value))
    share = Estimate(members: members.map(\.trappedShare))
    underWaterShare = Estimate(members: members.map(\.underWaterShare))
    // Below that, a few members' dust would pass for a price at which a crowd came in.
    let someTrapped = share.value >= TrappedPositions.leastShare
    let entries = members.compactMap { $0.trappedMeanEntry?.value }
    if someTrapped, !entries.isEmpty {
      meanEntry = Estimate(members: entries)
      loss = Estimate(members: members.map(\.trappedLoss.value))
      fundingPaid = Estimate(members: members.map(\.trappedFunding.value))
    }
    let distances = members.compactMap(\.trappedMedianDistance)
    if someTrapped, !distances.isEmpty { medianDistance = Estimate(members: distances) }
    rank = HistoryRank(of: share.value, among: earlierShares)
  }
}

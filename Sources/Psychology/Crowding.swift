import Market

/// Who stands on which side, and how hard the day was traded: what venues publish of the crowd.
public struct Crowding: Hashable, Sendable {
  /// One published figure, with its place among the days before.
  public struct Gauge: Hashable, Sendable {
    public enum Kind: Hashable, Sendable, CaseIterable {
      /// Share of all accounts that are net long, 0 to 1: the many small ones count most.
      case longAccounts
      /// Share of the top traders' positions that are long, 0 to 1.
      case topTraderLongs
      /// Share of the day's volume in which the buyer took the price, 0 to 1.
      case takerBuys
      /// Open interest over the day's volume: days it would take to trade it once.
      case openInterestToVolume
    }

    public var kind: Kind
    public var value: Double
    /// The same a day before.
    public var before: Double?
    public var rank: HistoryRank?

    /// - Parameter earlier: at each close before, oldest first.
    public init(kind: Kind, value: Double, before: Double?, earlier: [Double]) {
      self.kind = kind
      self.value = value
      self.before = before
      rank = HistoryRank(of: value, among: earlier)
    }
  }

  public var gauges: [Gauge]

  /// Gaps smaller than this are no disagreement.
  public static let disagreement = 0.05

  /// - Returns: `nil` where the venue publishes none of it.
  public init?(gauges: [Gauge]) {
    guard !gauges.isEmpty else { return nil }
    self.gauges = gauges
  }

  public func gauge(_ kind: Gauge.Kind) -> Gauge? { gauges.first { $0.kind == kind } }

  /// How much more of the accounts than of the top traders' positions are long: the crowd against
  /// the large; `nil` where either is not published.
  public var gap: Double? {
    guard let crowd = gauge(.longAccounts), let top = gauge(.topTraderLongs) else { return nil }
    return crowd.value - top.value
  }
}

/// Longs over shorts, as venues publish it, as the share of longs.
public func longShare(ratio: Double) -> Double? {
  ratio >= 0 && ratio.isFinite ? ratio / (1 + ratio) : nil
}

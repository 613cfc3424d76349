/// One step of a venue's maintenance-margin table.
public struct MarginTier: Hashable, Sendable {
  /// Notional from which the tier holds, in the table's unit (US dollars, or coins for inverse contracts).
  public var floor: Double
  /// Share of notional below which the position is liquidated.
  public var maintenanceMarginRate: Double
  /// The maintenance amount (`cum`), which makes the margin continuous from tier to tier, in the table's unit.
  public var maintenanceAmount: Double
  /// The highest leverage that may be set in this tier.
  public var maximumLeverage: Double

  public init(
    floor: Double, maintenanceMarginRate: Double, maintenanceAmount: Double, maximumLeverage: Double
  ) {
    self.floor = floor
    self.maintenanceMarginRate = maintenanceMarginRate
    self.maintenanceAmount = maintenanceAmount
    self.maximumLeverage = maximumLeverage
  }
}

/// A venue's maintenance-margin table for one symbol, checked for consistency.
public struct MarginTierTable: Hashable, Sendable {
  /// What a tier's rate applies to, and in which unit floors and sizes are.
  public enum Rule: Hashable, Sendable {
    /// To the part of the position above the tier's floor, so that the margin is continuous: the
    /// maintenance amount is what the tiers below ask less. Sizes are notionals, in dollars for
    /// linear contracts and in coins for inverse ones. Binance, Bybit, Hyperliquid.
    case marginal
    /// To the whole position: no maintenance amount. Sizes are numbers of contracts, which is to
    /// say coins for linear contracts and dollars for inverse ones. OKX.
    case wholePosition
  }

  /// In ascending order of floor; the first floor is zero.
  public let tiers: [MarginTier]
  public let rule: Rule

  /// - Throws: `MarginTierFault` where the table is out of order or, under `.marginal`, breaks the
  ///   venues' identity `cum_n = floor_n (m_n - m_(n-1)) + cum_(n-1)`.
  public init(tiers: [MarginTier], rule: Rule = .marginal) throws(MarginTierFault) {
    guard !tiers.isEmpty else { throw .empty }
    for (index, tier) in tiers.enumerated() {
      let previous = index > 0 ? tiers[index - 1] : nil
      try MarginTierTable.check(tier, number: index + 1, after: previous, rule: rule)
    }
    self.tiers = tiers
    self.rule = rule
  }

  private static func check(
    _ tier: MarginTier, number: Int, after previous: MarginTier?, rule: Rule
  ) throws(MarginTierFault) {
    func require(
      _ holds: Bool, _ figure: MarginTierFault.Figure, _ found: Double,
      _ expected: MarginTierFault.Expectation
    ) throws(MarginTierFault) {
      guard holds else { throw .tier(number, figure, found: found, expected: expected) }
    }
    let rate = tier.maintenanceMarginRate
    let amount = tier.maintenanceAmount
    try require(rate > 0 && rate < 1, .rate, rate, .betweenZeroAndOne)
    try require(
      tier.maximumLeverage >= 1 && tier.maximumLeverage.isFinite, .leverage,
      tier.maximumLeverage, .atLeast(1))
    guard let previous else {
      try require(tier.floor == 0, .floor, tier.floor, .exactly(0))
      try require(amount == 0, .amount, amount, .exactly(0))
      return
    }
    try require(
      tier.floor > previous.floor && tier.floor.isFinite, .floor, tier.floor,
      .above(previous.floor))
    try require(
      tier.maximumLeverage <= previous.maximumLeverage, .leverage, tier.maximumLeverage,
      .atMost(previous.maximumLeverage))
    switch rule {
    case .marginal:
      try require(
        rate > previous.maintenanceMarginRate, .rate, rate,
        .above(previous.maintenanceMarginRate))
      let expected =
        tier.floor * (rate - previous.maintenanceMarginRate) + previous.maintenanceAmount
      try require(
        abs(amount - expected) <= 1e-6 * max(1, expected), .amount, amount,
        .exactly((expected * 1e6).rounded() / 1e6))
    case .wholePosition:
      try require(
        rate >= previous.maintenanceMarginRate, .rate, rate,
        .atLeast(previous.maintenanceMarginRate))
      try require(amount == 0, .amount, amount, .exactly(0))
    }
  }

  /// The tier at a size: a notional or, under `.wholePosition`, a number of contracts, in the
  /// table's unit.
  public func tier(notional: Double) -> MarginTier {
    var found = tiers[0]
    for tier in tiers where tier.floor <= notional { found = tier }
    return found
  }
}

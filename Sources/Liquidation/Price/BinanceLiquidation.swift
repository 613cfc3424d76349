import Market

extension LiquidationPrice {
  /// Binance, contracts margined in dollars:
  /// `(WB - TMM + UPNL + cum - s q E) / (q m - s q)` (Binance support, FAQ b3c689c1).
  ///
  /// - Parameters:
  ///   - quantity: the position's size, positive on both sides.
  ///   - walletBalance: the isolated margin, or the cross wallet's balance.
  ///   - tiers: floors and maintenance amounts in dollars; the tier is the one at the liquidation
  ///     notional.
  ///   - cross: `nil` for an isolated position.
  public static func binanceLinear(
    _ side: Side, entry: Price, quantity: Base, walletBalance: USD, tiers: MarginTierTable,
    cross: CrossAccount? = nil
  ) -> Price? {
    atLiquidation(tiers) { tier in
      binanceLinear(
        side, entry: entry, quantity: quantity, walletBalance: walletBalance, tier: tier,
        cross: cross)
    } size: { price in
      (quantity * price).value
    }
  }

  /// The same at one given tier, whatever the notional at the result.
  public static func binanceLinear(
    _ side: Side, entry: Price, quantity: Base, walletBalance: USD, tier: MarginTier,
    cross: CrossAccount? = nil
  ) -> Price? {
    let s = side.sign
    let q = quantity.value
    guard q > 0, entry.value > 0 else { return nil }
    let rest = cross.map { $0.otherUnrealised.value - $0.otherMaintenance.value } ?? 0
    let surplus = walletBalance.value + rest + tier.maintenanceAmount - s * q * entry.value
    return possible(surplus / (q * tier.maintenanceMarginRate - s * q))
  }

  /// Binance, contracts of a dollar amount margined in the coin: `V (m + s) / (WB + cum + s V / E)`,
  /// from the same condition with the profit `s V (1/E - 1/P)` in coins.
  ///
  /// - Parameters:
  ///   - contracts: the position's dollars `V`, positive on both sides.
  ///   - walletBalance: the margin, in coins.
  ///   - tiers: floors and maintenance amounts in coins; the tier is the one at the liquidation
  ///     notional.
  public static func binanceInverse(
    _ side: Side, entry: Price, contracts: USD, walletBalance: Base, tiers: MarginTierTable
  ) -> Price? {
    atLiquidation(tiers) { tier in
      binanceInverse(
        side, entry: entry, contracts: contracts, walletBalance: walletBalance, tier: tier)
    } size: { price in
      (contracts / price).value
    }
  }

  /// The same at one given tier, whatever the notional at the result.
  public static func binanceInverse(
    _ side: Side, entry: Price, contracts: USD, walletBalance: Base, tier: MarginTier
  ) -> Price? {
    let s = side.sign
    guard contracts.value > 0, entry.value > 0 else { return nil }
    let coins = walletBalance.value + tier.maintenanceAmount + s * contracts.value / entry.value
    return possible(contracts.value * (tier.maintenanceMarginRate + s) / coins)
  }
}

import Market

extension LiquidationPrice {
  /// Bybit, isolated, contracts margined in dollars: `E - s (IM - MM) / q - s extra / q`, where the
  /// maintenance margin `MM = value m - deduction` is fixed at the **entry** value and its tier
  /// (Bybit help centre, liquidation price of USDT contracts).
  ///
  /// - Parameters:
  ///   - quantity: the position's size, positive on both sides.
  ///   - margin: initial margin and what was added to it.
  ///   - tiers: floors and deductions in dollars.
  public static func bybitLinear(
    _ side: Side, entry: Price, quantity: Base, margin: USD, tiers: MarginTierTable
  ) -> Price? {
    guard quantity.value > 0, entry.value > 0 else { return nil }
    let value = quantity * entry
    let tier = tiers.tier(notional: value.value)
    let maintenance = USD(value.value * tier.maintenanceMarginRate - tier.maintenanceAmount)
    return possible((entry - (margin - maintenance) / quantity * side.sign).value)
  }

  /// Bybit, isolated, contracts of a dollar amount margined in the coin, by the formula of 2026:
  /// `V (1 + s m) / (V / E + s (margin + deduction))`.
  ///
  /// The older one lacks the factor `1 + s m` and takes the maintenance margin at entry instead.
  /// With the newer one the margin is used up at the liquidation value, as on Binance, and so the
  /// tier is taken there.
  ///
  /// - Parameters:
  ///   - contracts: the position's dollars `V`, positive on both sides.
  ///   - margin: initial margin and what was added to it, in coins.
  ///   - tiers: floors and deductions in coins.
  public static func bybitInverse(
    _ side: Side, entry: Price, contracts: USD, margin: Base, tiers: MarginTierTable
  ) -> Price? {
    binanceInverse(
      side, entry: entry, contracts: contracts, walletBalance: margin, tiers: tiers)
  }
}

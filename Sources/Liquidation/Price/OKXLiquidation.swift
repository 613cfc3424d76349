import Market

extension LiquidationPrice {
  /// OKX's taker fee for accounts without a volume tier, which the margin ratio counts with.
  public static let okxTakerFee = 0.0005

  /// OKX, isolated, contracts margined in dollars: `(E - s margin / q) / (1 - s (m + fee))`, which
  /// is where the venue's margin ratio, margin and profit over `q P (m + fee)`, is 100 %.
  ///
  /// - Parameters:
  ///   - quantity: the position's size, positive on both sides.
  ///   - takerFee: as a fraction.
  ///   - tiers: floors in coins; the rate of the tier holds for the whole position, and the tier,
  ///     being by contracts, is the same at every price.
  public static func okxLinear(
    _ side: Side, entry: Price, quantity: Base, margin: USD, takerFee: Double = okxTakerFee,
    tiers: MarginTierTable
  ) -> Price? {
    guard quantity.value > 0, entry.value > 0 else { return nil }
    let rate = tiers.tier(notional: quantity.value).maintenanceMarginRate + takerFee
    let rest = entry - margin / quantity * side.sign
    return possible(rest.value / (1 - side.sign * rate))
  }

  /// OKX, isolated, contracts of a dollar amount margined in the coin:
  /// `(1 + s m) / (1/E + s margin / V)`, without the fee (third-party source).
  ///
  /// - Parameters:
  ///   - contracts: the position's dollars `V`, positive on both sides.
  ///   - margin: in coins.
  ///   - tiers: floors in dollars; otherwise as `okxLinear`.
  public static func okxInverse(
    _ side: Side, entry: Price, contracts: USD, margin: Base, tiers: MarginTierTable
  ) -> Price? {
    let s = side.sign
    guard contracts.value > 0, entry.value > 0 else { return nil }
    let rate = tiers.tier(notional: contracts.value).maintenanceMarginRate
    let coins = 1 / entry.value + s * margin.value / contracts.value
    return possible((1 + s * rate) / coins)
  }
}

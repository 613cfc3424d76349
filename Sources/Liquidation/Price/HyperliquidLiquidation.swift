import Market

extension LiquidationPrice {
  /// Hyperliquid: `P - s available / q / (1 - s l)`, where `l` is one over the maintenance leverage
  /// and `available` what the account has above the maintenance margin (Hyperliquid documentation,
  /// trading, liquidations).
  ///
  /// Written out it is Binance's condition with the price and the account's value of one moment in
  /// place of entry price and wallet, and so the tier is again the one at the liquidation notional.
  ///
  /// - Parameters:
  ///   - mark: the price `P` at which the account's value is taken; the entry price serves for a new
  ///     isolated position.
  ///   - quantity: the position's size, positive on both sides.
  ///   - accountValue: the isolated margin with its unrealised profit, or the cross account's value.
  ///   - otherMaintenance: maintenance margin of a cross account's other positions.
  ///   - tiers: floors and deductions in dollars.
  public static func hyperliquid(
    _ side: Side, mark: Price, quantity: Base, accountValue: USD, otherMaintenance: USD = .zero,
    tiers: MarginTierTable
  ) -> Price? {
    binanceLinear(
      side, entry: mark, quantity: quantity, walletBalance: accountValue - otherMaintenance,
      tiers: tiers)
  }
}

import Market

/// The mark price at which a venue takes a position over, by each venue's own rule.
///
/// Where no positive price liquidates a position the result is `nil`, never zero or infinite; so it
/// is where an argument is no possible amount. The venues' formulas stand in files of their own;
/// `Guides/LiquidationPrice.md` has their sources and test vectors.
public enum LiquidationPrice {
  /// The rest of a cross-margined account.
  public struct CrossAccount: Sendable, Hashable {
    /// Maintenance margin of all other positions (`TMM`).
    public var otherMaintenance: USD
    /// Unrealised profit of all other positions (`UPNL`).
    public var otherUnrealised: USD

    public init(otherMaintenance: USD, otherUnrealised: USD) {
      self.otherMaintenance = otherMaintenance
      self.otherUnrealised = otherUnrealised
    }
  }

  /// An isolated position's liquidation price by the rule of the instrument's venue and kind.
  ///
  /// - Parameters:
  ///   - entry: the entry price, at which the position is worth `notional`.
  ///   - notional: the position's size, positive on both sides.
  ///   - leverage: notional over margin, the fees aside.
  ///   - tiers: the venue's table for the instrument.
  public static func isolated(
    _ side: Side, of instrument: Instrument, entry: Price, notional: USD, leverage: Double,
    tiers: MarginTierTable
  ) -> Price? {
    let quantity = notional / entry
    let margin = notional / leverage
    return switch (instrument.venue, instrument.kind) {
    case (.binance, .linear):
      binanceLinear(
        side, entry: entry, quantity: quantity, walletBalance: margin, tiers: tiers)
    case (.bybit, .linear):
      bybitLinear(side, entry: entry, quantity: quantity, margin: margin, tiers: tiers)
    case (.okx, .linear):
      okxLinear(side, entry: entry, quantity: quantity, margin: margin, tiers: tiers)
    case (.hyperliquid, .linear):
      hyperliquid(
        side, mark: entry, quantity: quantity, accountValue: margin, tiers: tiers)
    case (.bitfinex, _):
      bitfinexAssumed(
        side, entry: entry, leverage: leverage,
        rate: tiers.tier(notional: notional.value).maintenanceMarginRate)
    case (.okx, .inverse):
      okxInverse(side, entry: entry, contracts: notional, margin: margin / entry, tiers: tiers)
    case (.bybit, .inverse):
      bybitInverse(side, entry: entry, contracts: notional, margin: margin / entry, tiers: tiers)
    // Hyperliquid lists no inverse contract; were there one, its margin would be used up likewise.
    case (.binance, .inverse), (.hyperliquid, .inverse):
      binanceInverse(
        side, entry: entry, contracts: notional, walletBalance: margin / entry, tiers: tiers)
    }
  }

  /// Whether the venue publishes no formula, so that what stands here is an assumption: to be said
  /// wherever such prices show.
  public static func isAssumed(on venue: Venue) -> Bool { venue == .bitfinex }

  static func possible(_ price: Double) -> Price? {
    price.isFinite && price > 0 ? Price(price) : nil
  }

  /// The price found at the one tier that holds the size at that price.
  ///
  /// The maintenance margin is continuous over the tiers, so the account's surplus is a strictly
  /// monotone function of the price and at most one tier holds its zero: that tier is the one at
  /// the liquidation notional, at which iterating from any other tier would come to rest.
  ///
  /// - Parameters:
  ///   - price: what liquidates the position if the tier were the only one.
  ///   - size: the notional at a price, in the table's unit.
  static func atLiquidation(
    _ tiers: MarginTierTable, price: (MarginTier) -> Price?, size: (Price) -> Double
  ) -> Price? {
    for (index, tier) in tiers.tiers.enumerated() {
      guard let found = price(tier) else { continue }
      let ceiling = index + 1 < tiers.tiers.count ? tiers.tiers[index + 1].floor : .infinity
      // With room for rounding: at a floor both neighbours agree.
      let notional = size(found)
      if notional >= tier.floor * (1 - 1e-12), notional <= ceiling * (1 + 1e-12) { return found }
    }
    return nil
  }
}

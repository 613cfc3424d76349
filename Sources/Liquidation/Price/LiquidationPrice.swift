import Market

/// The mark price at which a venue takes a position over.
///
/// The maintenance margin is continuous over the tiers, so the account's surplus is a strictly
/// monotone function of the price and at most one tier holds its zero: that tier is the one at the
/// liquidation notional, at which iterating from any other tier would come to rest.
public enum LiquidationPrice {
  /// The rest of a cross-margined account, as Binance counts it.
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

  /// Binance, contracts margined in dollars:
  /// `(WB - TMM + UPNL + cum - s q E) / (q m - s q)` (Binance support, FAQ b3c689c1).
  ///
  /// - Parameters:
  ///   - quantity: the position's size, positive on both sides.
  ///   - walletBalance: the isolated margin, or the cross wallet's balance.
  ///   - tiers: floors and maintenance amounts in dollars.
  ///   - cross: `nil` for an isolated position.
  /// - Returns: `nil` where no price liquidates the position, or where an argument is no possible
  ///   amount.
  public static func binanceLinear(
    _ side: Side, entry: Price, quantity: Base, walletBalance: USD, tiers: MarginTierTable,
    cross: CrossAccount? = nil
  ) -> Price? {
    let count = tiers.tiers.count
    for (index, tier) in tiers.tiers.enumerated() {
      guard
        let price = binanceLinear(
          side, entry: entry, quantity: quantity, walletBalance: walletBalance, tier: tier,
          cross: cross)
      else { continue }
      let ceiling = index + 1 < count ? tiers.tiers[index + 1].floor : .infinity
      if holds(price.value * quantity.value, from: tier.floor, to: ceiling) { return price }
    }
    return nil
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

  /// Binance, contracts of a dollar amount margined in the coin: `V (m + s) / (WB + cum + s V / E)`.
  ///
  /// - Parameters:
  ///   - contracts: the position's dollars `V`, positive on both sides.
  ///   - walletBalance: the margin, in coins.
  ///   - tiers: floors and maintenance amounts in coins.
  /// - Returns: as `binanceLinear`.
  public static func binanceInverse(
    _ side: Side, entry: Price, contracts: USD, walletBalance: Base, tiers: MarginTierTable
  ) -> Price? {
    let count = tiers.tiers.count
    for (index, tier) in tiers.tiers.enumerated() {
      guard
        let price = binanceInverse(
          side, entry: entry, contracts: contracts, walletBalance: walletBalance, tier: tier)
      else { continue }
      let ceiling = index + 1 < count ? tiers.tiers[index + 1].floor : .infinity
      if holds(contracts.value / price.value, from: tier.floor, to: ceiling) { return price }
    }
    return nil
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

  /// Whether a notional belongs to a tier, with room for rounding: at a floor both neighbours agree.
  private static func holds(_ notional: Double, from floor: Double, to ceiling: Double) -> Bool {
    notional >= floor * (1 - 1e-12) && notional <= ceiling * (1 + 1e-12)
  }

  private static func possible(_ price: Double) -> Price? {
    price.isFinite && price > 0 ? Price(price) : nil
  }
}

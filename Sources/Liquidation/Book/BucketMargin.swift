import Glibc
import Market

/// Where a bucket's positions are liquidated, relative to their entry.
struct BucketMargin: Sendable, Hashable {
  /// Effective leverage, lowered to the table's maximum where the prior's is not permitted.
  var leverage: Double
  /// Liquidation price divided by entry price; `nil` where never liquidated.
  var ratio: Double?
  /// The same as a distance on the grid, in bins; far beyond any price where never liquidated.
  var shift: Double

  /// The band's place in `LeverageBand.allCases`.
  var band: Int { LeverageBand(leverage: leverage).index }

  /// No position is so near that its own entry bin would liquidate it.
  static let nearest = 1.5
  static let never = 1e8

  /// - Parameters:
  ///   - size: a typical position in dollars; brought down to the tiers that permit the leverage.
  ///   - price: turns dollars to coins for the tables of inverse contracts.
  init(
    side: Side, leverage wanted: Double, size: Double, kind: ContractKind, tiers: MarginTierTable,
    price: Price, grid: LogPriceGrid
  ) {
    let permitted = tiers.tiers.map(\.maximumLeverage).max() ?? 1
    leverage = min(wanted, permitted)
    let tableUnit = kind == .linear ? 1 : price.value
    let ceiling = BucketMargin.highestNotional(permitting: leverage, in: tiers) * tableUnit
    let notional = min(size, ceiling)
    let found: Price? =
      switch kind {
      case .linear:
        LiquidationPrice.binanceLinear(
          side, entry: price, quantity: USD(notional) / price,
          walletBalance: USD(notional / leverage), tiers: tiers)
      case .inverse:
        LiquidationPrice.binanceInverse(
          side, entry: price, contracts: USD(notional),
          walletBalance: USD(notional / leverage) / price, tiers: tiers)
      }
    guard let found else {
      ratio = nil
      shift = -side.sign * BucketMargin.never
      return
    }
    let distance = log(found / price) / grid.step
    shift =
      side == .long
      ? min(distance, -BucketMargin.nearest) : max(distance, BucketMargin.nearest)
    ratio = exp(shift * grid.step)
  }

  /// Hedged or unlevered.
  init(neverLiquidated side: Side) {
    leverage = 1
    ratio = nil
    shift = -side.sign * BucketMargin.never
  }

  /// The upper end, in the table's unit, of the tiers that permit a leverage.
  private static func highestNotional(
    permitting leverage: Double, in tiers: MarginTierTable
  ) -> Double {
    let first = tiers.tiers.first { $0.maximumLeverage < leverage }
    return (first?.floor ?? .infinity) * (1 - 1e-9)
  }
}

extension LeverageBand {
  /// The place in `allCases`, lowest leverage first.
  var index: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .high: 2
    case .extreme: 3
    }
  }
}

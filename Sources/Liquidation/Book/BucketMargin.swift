import Glibc
import Market

/// Where a bucket's positions are liquidated, relative to their entry.
struct BucketMargin: Sendable, Hashable, Codable {
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

  /// By the rule of the instrument's venue and kind.
  ///
  /// - Parameters:
  ///   - size: a typical position in dollars; brought down to the tiers that permit the leverage.
  ///   - price: the entry price; turns dollars to coins for tables that are in coins.
  init(
    side: Side, leverage wanted: Double, size: Double, instrument: Instrument,
    tiers: MarginTierTable, price: Price, grid: LogPriceGrid
  ) {
    let permitted = tiers.tiers.map(\.maximumLeverage).max() ?? 1
    leverage = min(wanted, permitted)
    let inDollars = (instrument.kind == .linear) == (tiers.rule == .marginal)
    let ceiling =
      BucketMargin.highestSize(permitting: leverage, in: tiers) * (inDollars ? 1 : price.value)
    let found = LiquidationPrice.isolated(
      side, of: instrument, entry: price, notional: USD(min(size, ceiling)), leverage: leverage,
      tiers: tiers)
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
  private static func highestSize(
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

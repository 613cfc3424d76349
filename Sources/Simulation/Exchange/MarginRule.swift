import Liquidation
import Market

/// By which rule a venue takes positions over, with its table of the day.
struct MarginRule: Hashable, Sendable {
  let venue: Venue
  let table: MarginTierTable

  /// The mark price at which the position's margin is used up; `nil` where no price does that.
  ///
  /// - Parameters:
  ///   - entry: the average entry price, US dollars a coin.
  ///   - quantity: coins, positive on both sides.
  ///   - wallet: the isolated margin, or the balance of a cross account, US dollars. It may be
  ///     negative: a cross account keeps its losses.
  func liquidationPrice(
    _ side: Side, entry: Price, quantity: Base, wallet: USD, mode: MarginMode
  ) -> Price? {
    switch (venue, mode) {
    // A unified account of Bybit is judged at the mark price, as Binance's are.
    case (.binance, _), (.bybit, .cross):
      LiquidationPrice.binanceLinear(
        side, entry: entry, quantity: quantity, walletBalance: wallet, tiers: table)
    // What is assumed of Bitfinex is Bybit's formula without a deduction. In this form it also
    // holds for a wallet that is used up, of which there is no leverage.
    case (.bybit, .isolated), (.bitfinex, _):
      LiquidationPrice.bybitLinear(
        side, entry: entry, quantity: quantity, margin: wallet, tiers: table)
    case (.okx, _):
      LiquidationPrice.okxLinear(
        side, entry: entry, quantity: quantity, margin: wallet, tiers: table)
    case (.hyperliquid, _):
      LiquidationPrice.hyperliquid(
        side, mark: entry, quantity: quantity, accountValue: wallet, tiers: table)
    }
  }

  /// The highest leverage that the venue lets be set for a position.
  ///
  /// - Parameters:
  ///   - notional: US dollars.
  ///   - price: US dollars a coin.
  func highestLeverage(notional: Double, price: Double) -> Double {
    let size = table.rule == .wholePosition ? notional / price : notional
    return table.tier(notional: size).maximumLeverage
  }
}

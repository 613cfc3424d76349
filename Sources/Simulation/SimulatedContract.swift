import Market

/// The contract that is traded: prices, sizes and margin rules by symbol.
public struct SimulatedContract: Hashable, Sendable {
  public let symbol: String
  /// Price at the start of the warm-up, US dollars a coin.
  public let startPrice: Double
  /// Decimals of a traded price; the tick is one in the last of them.
  public let priceDecimals: Int
  /// Open interest that the market is built for, US dollars, one-sided.
  public let openInterest: Double
  /// The venue's tables by date; positions are judged by that of the day.
  public let marginSchedule: MarginSchedule

  /// A normal day's volume over the open interest.
  static let turnover = 3.1

  /// - Parameter symbol: known coins start near their price of 2024 with the venue's tick; any
  ///   other starts at 10 dollars with a tick of 0.001 and an open interest of 150 million dollars.
  public init(symbol: String) {
    self.symbol = symbol
    let known: (Double, Int, Double)
    switch symbol {
    case "BTCUSDT": known = (60_000, 1, 4.8e9)
    case "ETHUSDT": known = (3_000, 2, 3.2e9)
    case "SOLUSDT": known = (150, 2, 1.1e9)
    case "BNBUSDT": known = (550, 2, 4.5e8)
    case "XRPUSDT": known = (0.6, 4, 5e8)
    case "DOGEUSDT": known = (0.12, 5, 4e8)
    case "ADAUSDT": known = (0.4, 4, 2e8)
    case "LINKUSDT": known = (14, 3, 2e8)
    default: known = (10, 3, 1.5e8)
    }
    (self.startPrice, self.priceDecimals, self.openInterest) = known
    self.marginSchedule = MarginSchedule.builtIn(
      for: Instrument(venue: .binance, symbol: symbol, kind: .linear))
  }
}

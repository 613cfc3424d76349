import Market

/// A machine that a venue answers from. Each has its limits, its bans and its absences for itself.
public enum VenueHost: String, Hashable, Sendable, CaseIterable {
  case binanceArchive, binanceFutures, binanceDelivery
  case bybit, okx, bitfinex, hyperliquid

  public var venue: Venue {
    switch self {
    case .binanceArchive, .binanceFutures, .binanceDelivery: .binance
    case .bybit: .bybit
    case .okx: .okx
    case .bitfinex: .bitfinex
    case .hyperliquid: .hyperliquid
    }
  }

  /// Where the venue itself answers.
  public var origin: String {
    switch self {
    case .binanceArchive: BinanceLayout.origin
    case .binanceFutures: "https://fapi.binance.com"
    case .binanceDelivery: "https://dapi.binance.com"
    case .bybit: "https://api.bybit.com"
    case .okx: "https://www.okx.com"
    case .bitfinex: "https://api-pub.bitfinex.com"
    case .hyperliquid: "https://api.hyperliquid.xyz"
    }
  }
}

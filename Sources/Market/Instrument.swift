/// An exchange.
public enum Venue: String, Hashable, Sendable, Codable, CaseIterable {
  case binance, bybit, okx, bitfinex, hyperliquid

  /// The name as the venue writes it.
  public var name: String {
    switch self {
    case .binance: "Binance"
    case .bybit: "Bybit"
    case .okx: "OKX"
    case .bitfinex: "Bitfinex"
    case .hyperliquid: "Hyperliquid"
    }
  }
}

/// How a perpetual is margined and settled.
public enum ContractKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// Margin and profit in US dollars; a contract is an amount of the coin.
  case linear
  /// Margin and profit in the coin; a contract is an amount of US dollars.
  case inverse
}

/// One perpetual contract on one venue.
public struct Instrument: Hashable, Sendable, Codable {
  public var venue: Venue
  /// The venue's own name for it, such as `BTCUSDT`.
  public var symbol: String
  public var kind: ContractKind

  public init(venue: Venue, symbol: String, kind: ContractKind) {
    self.venue = venue
    self.symbol = symbol
    self.kind = kind
  }
}

extension Instrument: CustomStringConvertible {
  public var description: String { "\(venue.name) \(symbol)" }
}

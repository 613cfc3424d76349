import Market

/// Where the responses of OKX's v5 interface lie, of one contract.
///
/// Below `okx/`, in the interface's own paths, the parameters as further folders.
public struct OKXLayout: Sendable {
  public enum Endpoint: String, Hashable, Sendable, CaseIterable {
    case candles = "market/history-candles"
    case markCandles = "market/history-mark-price-candles"
    case openInterest = "rubik/stat/contracts/open-interest-history"
    case accountRatio = "rubik/stat/contracts/long-short-account-ratio-contract"
    case topTraderRatio = "rubik/stat/contracts/long-short-position-ratio-contract-top-trader"
    case takerVolume = "rubik/stat/taker-volume-contract"
    case funding = "public/funding-rate-history"
    case liquidations = "public/liquidation-orders"
    case positionTiers = "public/position-tiers"
    case instruments = "public/instruments"
  }

  public let instrument: Instrument

  public init(instrument: Instrument) { self.instrument = instrument }

  /// The interface's `instFamily`: `BTC-USDT` for `BTC-USDT-SWAP`.
  public var family: String {
    let parts = instrument.symbol.split(separator: "-")
    return parts.count > 2 ? "\(parts[0])-\(parts[1])" : instrument.symbol
  }

  public func endpoint(_ endpoint: Endpoint) -> StoredEndpoint {
    let folder = "okx/api/v5/\(endpoint.rawValue)"
    let symbol = "\(folder)/\(instrument.symbol)"
    return switch endpoint {
    case .candles:
      StoredEndpoint(
        symbol + "/5m", .intervals(.minutes(5)), window: .days(1), rowLimit: 300)
    case .markCandles, .takerVolume:
      StoredEndpoint(
        symbol + "/5m", .intervals(.minutes(5)), window: .hours(8), rowLimit: 100)
    case .openInterest, .accountRatio, .topTraderRatio:
      StoredEndpoint(
        symbol + "/5m", .moments(.minutes(5)), window: .hours(8), rowLimit: 100)
    // Some contracts settle hourly: eight days of that are 192 rows.
    case .funding: StoredEndpoint(symbol, .events, window: .days(8), rowLimit: 400)
    case .liquidations, .positionTiers, .instruments:
      StoredEndpoint("\(folder)/\(family)", .snapshots)
    }
  }
}

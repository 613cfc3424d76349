import Market

/// Where the responses of Binance's REST interface lie, of one contract: they fill in the days
/// that the archive does not have yet.
///
/// Below `binance/`, in the interface's own paths, the parameters as further folders.
public struct BinanceResponseLayout: Sendable {
  public enum Endpoint: String, Hashable, Sendable, CaseIterable {
    case candles = "klines"
    case markCandles = "markPriceKlines"
    case premiumCandles = "premiumIndexKlines"
    case funding = "fundingRate"
    case openInterest = "openInterestHist"
    case topTraderRatio = "topLongShortPositionRatio"
    case accountRatio = "globalLongShortAccountRatio"
    case takerVolume = "takerlongshortRatio"
  }

  public let instrument: Instrument

  public init(instrument: Instrument) { self.instrument = instrument }

  /// `fapi` for contracts margined in dollars, `dapi` for those margined in coins.
  public var interface: String { instrument.kind == .linear ? "fapi" : "dapi" }

  public func endpoint(_ endpoint: Endpoint) -> StoredEndpoint {
    let symbol = instrument.symbol
    let market = "binance/\(interface)/v1/\(endpoint.rawValue)/\(symbol)"
    let statistics = "binance/futures/data/\(endpoint.rawValue)/\(symbol)/5m"
    return switch endpoint {
    case .candles, .markCandles, .premiumCandles:
      StoredEndpoint(
        market + "/5m", .intervals(.minutes(5)), window: .days(1), rowLimit: 1_500)
    case .funding: StoredEndpoint(market, .events, window: .month, rowLimit: 1_000)
    case .openInterest, .topTraderRatio, .accountRatio:
      StoredEndpoint(statistics, .moments(.minutes(5)), window: .days(1), rowLimit: 500)
    case .takerVolume:
      StoredEndpoint(statistics, .intervals(.minutes(5)), window: .days(1), rowLimit: 500)
    }
  }
}

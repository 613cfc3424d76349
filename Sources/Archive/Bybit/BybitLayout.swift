import Market

/// Where the responses of Bybit's v5 interface lie, of one contract.
///
/// Below `bybit/`, in the interface's own paths, the parameters as further folders.
public struct BybitLayout: Sendable {
  public enum Endpoint: String, Hashable, Sendable, CaseIterable {
    case candles = "kline"
    case markCandles = "mark-price-kline"
    case openInterest = "open-interest"
    case funding = "funding/history"
    case accountRatio = "account-ratio"
    case riskLimit = "risk-limit"
  }

  public let instrument: Instrument

  public init(instrument: Instrument) { self.instrument = instrument }

  /// The interface's `category`.
  public var category: String { instrument.kind == .linear ? "linear" : "inverse" }

  /// Holds `YYYY-MM-DD.jsonl`, where somebody has recorded the stream of liquidations.
  public var liquidationStreamFolder: String {
    "bybit/stream/allLiquidation/\(category)/\(instrument.symbol)"
  }

  public func endpoint(_ endpoint: Endpoint) -> StoredEndpoint {
    let folder = "bybit/v5/market/\(endpoint.rawValue)/\(category)/\(instrument.symbol)"
    return switch endpoint {
    case .candles, .markCandles:
      StoredEndpoint(
        folder + "/5", .intervals(.minutes(5)), window: .days(1), rowLimit: 1_000)
    case .openInterest:
      StoredEndpoint(
        folder + "/5min", .moments(.minutes(5)), window: .hours(12), rowLimit: 200)
    case .accountRatio:
      StoredEndpoint(folder + "/5min", .moments(.minutes(5)), window: .days(1), rowLimit: 500)
    // Some contracts settle hourly: eight days of that are 192 rows.
    case .funding: StoredEndpoint(folder, .events, window: .days(8), rowLimit: 200)
    case .riskLimit: StoredEndpoint(folder, .snapshots)
    }
  }
}

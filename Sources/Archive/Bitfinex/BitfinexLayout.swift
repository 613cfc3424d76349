import Market

/// Where the responses of Bitfinex's v2 interface lie, of one contract.
///
/// Below `bitfinex/`, in the interface's own paths.
public struct BitfinexLayout: Sendable {
  public enum Endpoint: String, Hashable, Sendable, CaseIterable {
    case candles
    /// Mark price, open interest and funding, some times a minute.
    case status
    /// Of all contracts together.
    case liquidations
  }

  public let instrument: Instrument

  public init(instrument: Instrument) { self.instrument = instrument }

  public func endpoint(_ endpoint: Endpoint) -> StoredEndpoint {
    switch endpoint {
    case .candles:
      StoredEndpoint(
        "bitfinex/v2/candles/trade:5m:\(instrument.symbol)/hist", .intervals(.minutes(5)),
        window: .days(1), rowLimit: 10_000)
    case .status:
      StoredEndpoint(
        "bitfinex/v2/status/deriv/\(instrument.symbol)/hist", .events, window: .days(1),
        rowLimit: 5_000)
    case .liquidations:
      StoredEndpoint(
        "bitfinex/v2/liquidations/hist", .events, window: .days(1), rowLimit: 500)
    }
  }
}

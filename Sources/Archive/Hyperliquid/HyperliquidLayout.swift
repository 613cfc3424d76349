import Market

/// Where Hyperliquid's data lies, of one coin.
///
/// Below `hyperliquid/`: what `POST /info` answers under `info/`, by the request's type; the
/// venue's own archive of asset contexts under `asset_ctxs/`.
public struct HyperliquidLayout: Sendable {
  public enum Endpoint: String, Hashable, Sendable, CaseIterable {
    case candles = "candleSnapshot"
    case funding = "fundingHistory"
    /// Of all coins at one moment.
    case assetContexts = "metaAndAssetCtxs"
  }

  /// Holds a folder for each wallet, the address in lower case.
  public static let walletsFolder = "hyperliquid/info/clearinghouseState"
  /// Holds `YYYYMMDD.csv.lz4`, or `.csv`: asset contexts of all coins, once a minute.
  public static let contextsArchiveFolder = "hyperliquid/asset_ctxs"

  /// A contract on the coin, which is its symbol.
  public let instrument: Instrument

  public init(instrument: Instrument) { self.instrument = instrument }

  public func endpoint(_ endpoint: Endpoint) -> StoredEndpoint {
    let folder = "hyperliquid/info/\(endpoint.rawValue)"
    return switch endpoint {
    case .candles:
      StoredEndpoint(
        "\(folder)/\(instrument.symbol)/5m", .intervals(.minutes(5)), window: .days(1),
        rowLimit: 5_000)
    // Settled hourly, and at most 500 rows a response: a month would not fit.
    case .funding:
      StoredEndpoint(
        "\(folder)/\(instrument.symbol)", .events, window: .days(8), rowLimit: 500)
    case .assetContexts: StoredEndpoint(folder, .snapshots)
    }
  }

  /// The account of one wallet.
  ///
  /// - Parameter address: `0x` and 40 hexadecimal digits, in either case.
  public static func wallet(_ address: String) -> StoredEndpoint {
    StoredEndpoint("\(walletsFolder)/\(address.lowercased())", .snapshots)
  }
}

import Market

/// Where Binance's public archive keeps what, of one contract.
///
/// `data/futures/{um|cm}/{daily|monthly}/{kind}/{SYMBOL}[/{interval}]/` holds
/// `{SYMBOL}-{interval or kind}-{date}.zip`, each with a `.CHECKSUM` beside it
/// (github.com/binance/binance-public-data).
public struct BinanceLayout: Sendable {
  public static let origin = "https://data.binance.vision"

  /// What a file holds. The raw value is the name of its folder.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case candles = "klines"
    case markCandles = "markPriceKlines"
    case premiumCandles = "premiumIndexKlines"
    case metrics
    case funding = "fundingRate"
    case depth = "bookDepth"
    case liquidations = "liquidationSnapshot"

    /// Whether files lie in a folder for each length of candles.
    var isCandles: Bool { [.candles, .markCandles, .premiumCandles].contains(self) }

    /// The columns as published, in the order of files without a header.
    var columns: [String] {
      switch self {
      case .candles, .markCandles, .premiumCandles:
        [
          "open_time", "open", "high", "low", "close", "volume", "close_time", "quote_volume",
          "count", "taker_buy_volume", "taker_buy_quote_volume", "ignore",
        ]
      case .metrics:
        [
          "create_time", "symbol", "sum_open_interest", "sum_open_interest_value",
          "count_toptrader_long_short_ratio", "sum_toptrader_long_short_ratio",
          "count_long_short_ratio", "sum_taker_long_short_vol_ratio",
        ]
      case .depth: ["timestamp", "percentage", "depth", "notional"]
      case .funding: ["calc_time", "funding_interval_hours", "last_funding_rate"]
      case .liquidations:
        [
          "time", "side", "order_type", "time_in_force", "original_quantity", "price",
          "average_price", "order_status", "last_fill_quantity", "accumulated_fill_quantity",
        ]
      }
    }
  }

  /// How much time a file covers. The raw value is the name of its folder.
  public enum Period: String, Hashable, Sendable, CaseIterable {
    case monthly, daily
  }

  /// The lengths of candles, shortest first, as folders are named.
  static let intervals: [(name: String, span: TimeSpan)] = [
    ("1m", .minutes(1)), ("3m", .minutes(3)), ("5m", .minutes(5)), ("15m", .minutes(15)),
    ("30m", .minutes(30)), ("1h", .hours(1)), ("2h", .hours(2)), ("4h", .hours(4)),
    ("6h", .hours(6)), ("8h", .hours(8)), ("12h", .hours(12)), ("1d", .days(1)),
  ]

  public let instrument: Instrument

  public init(instrument: Instrument) { self.instrument = instrument }

  /// `um` for contracts margined in dollars, `cm` for those margined in coins.
  var market: String { instrument.kind == .linear ? "um" : "cm" }
  var root: String { "data/futures/\(market)" }

  /// The file that says that a simulation wrote the contract's data.
  var simulationMarker: String { "\(root)/simulated/\(instrument.symbol).json" }

  /// A folder relative to the data folder; `symbol` nil gives the one that holds all symbols.
  func folder(_ period: Period, _ kind: Kind, symbol: String? = nil, interval: String? = nil)
    -> String
  {
    let path = "\(root)/\(period.rawValue)/\(kind.rawValue)" + (symbol.map { "/" + $0 } ?? "")
    return path + (interval.map { "/" + $0 } ?? "")
  }

  /// A day's file, relative to the data folder; its checksum lies beside it with `.CHECKSUM` added.
  ///
  /// - Parameter interval: of candles, such as `5m`; ignored for other kinds.
  public func file(_ kind: Kind, day: Day, interval: String = "5m") -> String {
    file(.daily, kind, date: day.description, interval: interval)
  }

  /// The file of the month that holds a day.
  public func file(_ kind: Kind, monthOf day: Day, interval: String = "5m") -> String {
    file(.monthly, kind, date: String(day.description.dropLast(3)), interval: interval)
  }

  private func file(_ period: Period, _ kind: Kind, date: String, interval: String) -> String {
    let symbol = instrument.symbol
    let folder = folder(period, kind, symbol: symbol, interval: kind.isCandles ? interval : nil)
    return "\(folder)/\(symbol)-\(kind.isCandles ? interval : kind.rawValue)-\(date).zip"
  }

  /// US dollars that one inverse contract is worth: 100 for Bitcoin's, 10 for all others.
  var contractValue: USD {
    instrument.symbol.hasPrefix("BTCUSD") ? USD(100) : USD(10)
  }

  /// The unit in which the venue writes amounts: coins for linear contracts, numbers of contracts
  /// for inverse ones.
  var contractSize: ContractSize {
    instrument.kind == .linear ? .coin : .dollars(contractValue)
  }
}

import Market

/// One instrument of a market and where its data lies, as configured.
public struct InstrumentSource: Hashable, Sendable {
  /// Who reads the files.
  public enum Reader: Hashable, Sendable {
    /// Binance's public archive in its own layout, directly below the data folder, and for the
    /// days after it stored answers of the REST interface below `binance/`.
    case binanceArchive
    /// Stored answers of Bybit's v5 interface, below `bybit/`.
    case bybit
    /// Stored answers of OKX's v5 interface, below `okx/`.
    case okx
    /// Stored answers of Bitfinex's v2 interface, below `bitfinex/`.
    case bitfinex
    /// Stored answers of Hyperliquid's `info` and its archive, below `hyperliquid/`.
    case hyperliquid
    /// A CSV of bars with a header.
    case series(SeriesSource)
  }

  public var instrument: Instrument
  public var reader: Reader
  /// Maintenance-margin tables in the shape of the venue's own response; may be empty.
  public var marginTiers: [DatedPath]
  /// The list of addresses whose accounts `fetch` records (Hyperliquid), relative to the data
  /// folder.
  public var wallets: String?

  public init(
    instrument: Instrument, reader: Reader, marginTiers: [DatedPath] = [], wallets: String? = nil
  ) {
    self.instrument = instrument
    self.reader = reader
    self.marginTiers = marginTiers
    self.wallets = wallets
  }
}

/// A file that holds from a day on.
public struct DatedPath: Hashable, Sendable {
  public var from: Day
  /// Relative to the data folder.
  public var path: String

  public init(from: Day, path: String) {
    self.from = from
    self.path = path
  }
}

/// What a refused row does.
public enum Policy: String, Hashable, Sendable, Codable, CaseIterable {
  /// The first one ends the reading with an error.
  case strict
  /// It is left out, counted and reported as a finding.
  case lenient
}

import Market

/// Where positions were entered, by price: what the chart of entries shows.
public struct EntryReport: Hashable, Sendable, Codable {
  /// Lower edge of the first bin.
  public var lowestPrice: Price
  /// The width of a bin, wider than the heatmap's.
  public var binBps: Double
  /// Held at the close and entered in the bin, lowest price first.
  @NumberList public var longBase: [Double]
  @NumberList public var shortBase: [Double]
  /// The part of each that was there before the first bar, entries assumed.
  @NumberList public var seededLongBase: [Double]
  @NumberList public var seededShortBase: [Double]

  enum CodingKeys: String, CodingKey {
    case lowestPrice = "lowest_price"
    case binBps = "bin_bps"
    case longBase = "long_base"
    case shortBase = "short_base"
    case seededLongBase = "seeded_long_base"
    case seededShortBase = "seeded_short_base"
  }
}

/// What came before: the series that charts draw.
public struct HistoryReport: Hashable, Sendable, Codable {
  /// One for each column of the heatmap, of the market's first instrument.
  public var candles: CandleReport
  /// One value for each candle, over all instruments, in coins.
  @NumberList public var openInterestBase: [Double]
  /// Settled funding of the trailing 90 days, over all instruments weighed by open interest; oldest first.
  public var funding: [FundingReport]
  /// Open interest in coins at each close of the trailing 90 days; oldest first, the cut-off last.
  @NumberList public var dailyOpenInterestBase: [Double]
  @NumberList public var dailyClose: [Double]

  enum CodingKeys: String, CodingKey {
    case candles
    case openInterestBase = "open_interest_base"
    case funding
    case dailyOpenInterestBase = "daily_open_interest_base"
    case dailyClose = "daily_close"
  }
}

/// Candles in columns; where a bar is missing the four prices are the close before.
public struct CandleReport: Hashable, Sendable, Codable {
  public var firstTime: Timestamp
  public var intervalSeconds: Int
  @NumberList public var open: [Double]
  @NumberList public var high: [Double]
  @NumberList public var low: [Double]
  @NumberList public var close: [Double]

  enum CodingKeys: String, CodingKey {
    case firstTime = "first_time"
    case intervalSeconds = "interval_seconds"
    case open, high, low, close
  }
}

public struct FundingReport: Hashable, Sendable, Codable {
  public var time: Timestamp
  /// Fraction of notional for one interval, positive when longs pay.
  public var rate: Double
}

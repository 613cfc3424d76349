/// A CSV of bars with a header: where it lies and what its columns are called.
public struct SeriesSource: Hashable, Sendable {
  /// Relative to the data folder; `.csv`, `.csv.gz` or `.zip` with one CSV in it.
  public var path: String
  /// Our column to the name in the file's header.
  public var columns: [SeriesColumn: String]

  public init(path: String, columns: [SeriesColumn: String]) {
    self.path = path
    self.columns = columns
  }
}

/// What a column of a series means. The raw value is the key in the configuration.
public enum SeriesColumn: String, Hashable, Sendable, CaseIterable {
  /// Start of the bar: seconds, milliseconds or microseconds since 1970, or ISO 8601 in UTC.
  case time
  case open, high, low, close
  /// In coins.
  case volume
  case takerBuyVolume = "taker_buy_volume"
  /// In coins, at the bar's end, one-sided.
  case openInterest = "open_interest"
  /// In US dollars, at the bar's end, one-sided; converted at the bar's close.
  case openInterestUSD = "open_interest_usd"
  case longLiquidations = "long_liquidations"
  case longLiquidationsUSD = "long_liquidations_usd"
  case shortLiquidations = "short_liquidations"
  case shortLiquidationsUSD = "short_liquidations_usd"
  /// A fraction of notional per funding interval; blank where none was settled in the bar.
  case fundingRate = "funding_rate"
  /// The same in per cent.
  case fundingRatePercent = "funding_rate_percent"
  case longShortRatio = "long_short_ratio"

  var isOpenInterest: Bool { self == .openInterest || self == .openInterestUSD }

  /// Columns without which there is no bar. One of the two open interests is needed as well.
  public static let required: [SeriesColumn] = [.time, .open, .high, .low, .close, .volume]
}

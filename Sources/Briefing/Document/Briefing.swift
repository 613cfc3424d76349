import Market

/// One market's day, whole: every number that a page, chart, feed or table shows.
///
/// Charts and templates read this document and the heatmap's layers beside it, nothing else. It is
/// written as `briefing.json`; what it holds is described key by key in `Guides/BriefingDocument.md`.
/// A field that could not be filled is absent.
public struct Briefing: Hashable, Sendable, Codable {
  /// Raised by a change that would break a reader of `briefing.json`.
  public static let currentSchemaVersion = 1
  /// Raised by a change of the model that changes figures.
  public static let currentMethodVersion = "1.2"

  public var schemaVersion: Int = Briefing.currentSchemaVersion
  public var methodVersion: String = Briefing.currentMethodVersion
  /// The market's id in the configuration, which is also its folder on the site.
  public var market: String
  /// The market's name for people, such as `Bitcoin`.
  public var marketName: String
  public var date: Day
  /// The day's close, 24:00 UTC: nothing later was used. Of a provisional edition, how far the day had
  /// come.
  public var cutoff: Timestamp
  /// True where the day was still open at the cut-off: an edition with more of the day, and in the end
  /// the final one, takes its place. Absent otherwise.
  public var provisional: Bool?
  /// True for a market made by `heatpress simulate`.
  public var simulated: Bool
  /// The finding of the day in a few words, without the market's name and the date.
  public var headline: String
  /// Three sentences: what happened, how the crowd stands, where the next pools are.
  public var summary: [String]
  public var price: PriceSummary
  /// One standard deviation of the daily log return, from the trailing days known at the close.
  public var sigma24h: Double
  public var keyNumbers: [KeyNumber]
  public var instruments: [InstrumentReport]
  public var heatmap: HeatmapReport
  public var profile: ProfileReport
  /// Both sides, each side's largest first.
  public var zones: [ZoneReport]
  /// Absent before enough windows have closed to tell how far the price goes.
  public var projection: ProjectionReport?
  /// Absent without pools on both sides, and where volume or volatility is not known.
  public var cascade: CascadeReport?
  public var entries: EntryReport
  public var history: HistoryReport
  public var reading: Reading
  /// Absent where nothing can be scored: before a second close, or without reported liquidations.
  public var scorecard: Scorecard?
  public var dataHealth: DataHealth

  enum CodingKeys: String, CodingKey {
    case schemaVersion = "schema_version"
    case methodVersion = "method_version"
    case market
    case marketName = "market_name"
    case date, cutoff, provisional, simulated, headline, summary, price
    case sigma24h = "sigma_24h"
    case keyNumbers = "key_numbers"
    case instruments, heatmap, profile, zones, projection, cascade, entries, history, reading
    case scorecard
    case dataHealth = "data_health"
  }

  /// Whether the day was still open at the cut-off.
  public var isProvisional: Bool { provisional ?? false }
}

/// Where the price went.
public struct PriceSummary: Hashable, Sendable, Codable {
  public var open: Price
  public var high: Price
  public var low: Price
  public var close: Price
  /// Close over the close of the day before, minus one; of an open day, the price at the cut-off.
  public var change24h: Double?
  public var change7d: Double?

  enum CodingKeys: String, CodingKey {
    case open, high, low, close
    case change24h = "change_24h"
    case change7d = "change_7d"
  }
}

/// A figure of the table at the top of a briefing.
public struct KeyNumber: Hashable, Sendable, Codable {
  public enum Name: String, Hashable, Sendable, Codable, CaseIterable {
    case price
    case openInterestBase = "open_interest_base"
    case openInterestUSD = "open_interest_usd"
    /// The last settled rate, as a fraction for one interval.
    case fundingRate = "funding_rate"
    /// The same over a year.
    case fundingAnnualised = "funding_annualised"
    /// Traded in the last 24 hours.
    case volumeUSD = "volume_usd"
    /// What the venues reported as liquidated in the last 24 hours: a lower bound.
    case reportedLongLiquidationsUSD = "reported_long_liquidations_usd"
    case reportedShortLiquidationsUSD = "reported_short_liquidations_usd"
    case longShortRatio = "long_short_ratio"
  }

  public var name: Name
  public var value: Double
  /// Relative change over 24 hours; for rates the difference.
  public var change24h: Double?
  public var change7d: Double?
  /// Share of the trailing 90 days' values below this one, 0 to 1; absent before 30 days are known.
  public var percentile90d: Double?

  enum CodingKeys: String, CodingKey {
    case name, value
    case change24h = "change_24h"
    case change7d = "change_7d"
    case percentile90d = "percentile_90d"
  }
}

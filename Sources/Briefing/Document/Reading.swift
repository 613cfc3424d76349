import Market

/// The crowd's psychology as the numbers show it. Each section carries its figures and the plain
/// sentences made from them; one that has no data is absent.
public struct Reading: Hashable, Sendable, Codable {
  public var trappedLongs: TrappedReport
  public var trappedShorts: TrappedReport
  /// Short pools overhead.
  public var squeeze: PressureReport
  /// Long pools below.
  public var flush: PressureReport
  public var funding: FundingBias?
  public var crowding: CrowdingReport?
  /// Absent where no venue shows wallets.
  public var whales: WhaleReport?
  public var regime: RegimeReport?
  public var sweeps: SweepReport

  enum CodingKeys: String, CodingKey {
    case trappedLongs = "trapped_longs"
    case trappedShorts = "trapped_shorts"
    case squeeze, flush, funding, crowding, whales, regime, sweeps
  }
}

/// An estimate as the document writes it.
public typealias RangedFigure = Estimate

/// Positions under water by more than one daily standard deviation.
public struct TrappedReport: Hashable, Sendable, Codable {
  public var side: Side
  public var quantityBase: RangedFigure
  /// At the close.
  public var usd: RangedFigure
  /// Share of the side's open interest, 0 to 1.
  public var share: RangedFigure
  /// Mean entry price; absent where nobody is trapped, as the next three.
  public var meanEntry: RangedFigure?
  /// Unrealised loss in dollars, positive.
  public var loss: RangedFigure?
  /// Median distance from the close to their liquidation price, as a positive fraction, over those
  /// that have one.
  public var medianDistance: RangedFigure?
  /// Net funding they have paid since entry in dollars; negative where they received.
  public var fundingPaid: RangedFigure?
  /// Percentile of the share among the trailing 90 days, 0 to 1.
  public var percentile90d: Double?
  /// Share of the side that is under water at all.
  public var underWaterShare: RangedFigure
  public var sentences: [String]

  enum CodingKeys: String, CodingKey {
    case side
    case quantityBase = "quantity_base"
    case usd, share
    case meanEntry = "mean_entry"
    case loss
    case medianDistance = "median_distance"
    case fundingPaid = "funding_paid"
    case percentile90d = "percentile_90d"
    case underWaterShare = "under_water_share"
    case sentences
  }
}

/// How much pressure the pools on one side could add to a move towards them.
public struct PressureReport: Hashable, Sendable, Codable {
  /// The side that would be liquidated: shorts in a squeeze, longs in a flush.
  public var side: Side
  /// 0 to 100: the sum of the parts' points.
  public var score: Double
  public var parts: [ScorePart]
  /// Dollars that would be liquidated within two daily standard deviations.
  public var nearUSD: RangedFigure
  /// Percentile of the score among the trailing 90 days, 0 to 1.
  public var percentile90d: Double?
  public var sentences: [String]

  enum CodingKeys: String, CodingKey {
    case side, score, parts
    case nearUSD = "near_usd"
    case percentile90d = "percentile_90d"
    case sentences
  }
}

/// One term of a score.
public struct ScorePart: Hashable, Sendable, Codable {
  /// The term's name for readers.
  public var name: String
  /// The figure behind it, in words: `$120 M within 2 daily moves, 2.1 % of open interest`.
  public var figure: String
  /// What it adds to the score.
  public var points: Double
  /// The most it could add.
  public var maximum: Double
}

/// What the crowd pays to hold its side.
public struct FundingBias: Hashable, Sendable, Codable {
  /// Last settled rate, fraction of notional for one interval; positive when longs pay.
  public var rate: Double
  public var intervalHours: Double
  /// `rate * 24 / interval * 365`
  public var annualised: Double
  /// Mean of the settled rates of the last 24 hours and of the last seven days.
  public var mean24h: Double
  public var mean7d: Double
  /// Percentile of the rate among the trailing 90 days' settlements, 0 to 1.
  public var percentile90d: Double?
  /// Settlements in a row of this sign, the last included.
  public var streak: Int
  /// The side that pays at the last settlement; absent at a rate of zero.
  public var paying: Side?
  /// Net payment of the longs to the shorts over seven days in dollars; negative where shorts paid.
  public var cost7dUSD: Double
  /// Venue by venue; absent in older documents.
  public var venues: [VenueFundingReport]?
  public var sentences: [String]

  enum CodingKeys: String, CodingKey {
    case rate
    case intervalHours = "interval_hours"
    case annualised
    case mean24h = "mean_24h"
    case mean7d = "mean_7d"
    case percentile90d = "percentile_90d"
    case streak, paying
    case cost7dUSD = "cost_7d_usd"
    case venues, sentences
  }
}

/// What one venue charges.
public struct VenueFundingReport: Hashable, Sendable, Codable {
  public var venue: Venue
  public var symbol: String
  /// Last settled rate, fraction of notional for one interval; positive when longs pay.
  public var rate: Double
  public var intervalHours: Double
  /// `rate * 24 / interval * 365`
  public var annualised: Double
  /// Percentile of the rate among the instrument's own settlements of the trailing 90 days, 0 to 1.
  public var percentile90d: Double?
  /// The 10th and the 90th percentile of those settlements, annualised; absent with fewer than ten.
  public var usualLow: Double?
  public var usualHigh: Double?
  /// What was held when it was settled, in dollars.
  public var openInterestUSD: Double
  /// Net payment of the longs to the shorts over seven days in dollars.
  public var cost7dUSD: Double

  enum CodingKeys: String, CodingKey {
    case venue, symbol, rate
    case intervalHours = "interval_hours"
    case annualised
    case percentile90d = "percentile_90d"
    case usualLow = "usual_low"
    case usualHigh = "usual_high"
    case openInterestUSD = "open_interest_usd"
    case cost7dUSD = "cost_7d_usd"
  }
}

/// What the venues publish of who stands where, and how hard the day was traded.
public struct CrowdingReport: Hashable, Sendable, Codable {
  public var gauges: [GaugeReport]
  /// Share of accounts that are long less the share of the top traders' positions that are.
  public var gap: Double?
  public var sentences: [String]
}

/// One published figure of the crowd.
public struct GaugeReport: Hashable, Sendable, Codable {
  public enum Name: String, Hashable, Sendable, Codable, CaseIterable {
    /// Share of all accounts that are net long, 0 to 1.
    case longAccounts = "long_accounts"
    /// Share of the top traders' positions that are long, 0 to 1.
    case topTraderLongs = "top_trader_longs"
    /// Share of the day's volume in which the buyer took the price, 0 to 1.
    case takerBuys = "taker_buys"
    /// In days.
    case openInterestToVolume = "open_interest_to_volume"
  }

  public var name: Name
  public var value: Double
  /// Difference to the day before.
  public var change24h: Double?
  public var percentile90d: Double?

  enum CodingKeys: String, CodingKey {
    case name, value
    case change24h = "change_24h"
    case percentile90d = "percentile_90d"
  }
}

/// What kind of market the last week was, by the table in `Guides/Reading.md`.
public struct RegimeReport: Hashable, Sendable, Codable {
  /// The row of the table, such as `leveraged_rally`.
  public var label: String
  /// The same for readers.
  public var name: String
  public var days: Int
  public var change: Double
  public var sigmas: Double
  public var openInterestChange: Double
  public var fundingAnnualised: Double?
  public var sentences: [String]

  enum CodingKeys: String, CodingKey {
    case label, name, days, change, sigmas
    case openInterestChange = "open_interest_change"
    case fundingAnnualised = "funding_annualised"
    case sentences
  }
}

/// Yesterday's zones that the day's price traded through, and what was liquidated.
public struct SweepReport: Hashable, Sendable, Codable {
  /// In order of time.
  public var zones: [SweptZone]
  /// What the books say was liquidated in the day, by the side liquidated.
  public var longUSD: RangedFigure
  public var shortUSD: RangedFigure
  /// What the venues reported: a lower bound. Absent where none is recorded.
  public var reportedLongUSD: Double?
  public var reportedShortUSD: Double?
  /// What followed the sweeps of earlier days; absent in older documents.
  public var records: [SweepRecordReport]?
  public var sentences: [String]

  enum CodingKeys: String, CodingKey {
    case zones
    case longUSD = "long_usd"
    case shortUSD = "short_usd"
    case reportedLongUSD = "reported_long_usd"
    case reportedShortUSD = "reported_short_usd"
    case records, sentences
  }
}

/// What the price did in the 24 hours after zones of one side were swept on earlier days.
public struct SweepRecordReport: Hashable, Sendable, Codable {
  public var side: Side
  public var count: Int
  /// Median return of the price.
  public var median: Double
  /// The median's 95 % range; absent with fewer than six.
  public var low: Double?
  public var high: Double?
  /// Share of them after which the price stood higher.
  public var shareHigher: Double

  enum CodingKeys: String, CodingKey {
    case side, count, median, low, high
    case shareHigher = "share_higher"
  }
}

public struct SweptZone: Hashable, Sendable, Codable {
  public var side: Side
  public var low: Price
  public var high: Price
  /// What yesterday's map held there.
  public var usd: Double
  /// The bar in which the price first entered the band.
  public var time: Timestamp
  /// True where the price went through to the far edge.
  public var through: Bool
  /// Price one and four hours after that bar's close, relative to it; absent past the cut-off.
  public var return1h: Double?
  public var return4h: Double?

  enum CodingKeys: String, CodingKey {
    case side, low, high, usd, time, through
    case return1h = "return_1h"
    case return4h = "return_4h"
  }
}

/// What was missing or wrong in the data behind a briefing.
public struct DataHealth: Hashable, Sendable, Codable {
  /// Findings of the day itself, most serious first.
  public var findings: [DataFinding]
  /// Over everything read up to the cut-off.
  public var gaps: Int
  public var refused: Int
  public var duplicates: Int
  /// Complete days of data before this one: below 30 the percentiles are left out.
  public var daysOfHistory: Int
  /// Configured and not on the map, because there is no data of it or no open interest yet; absent
  /// where all are there.
  public var missingInstruments: [MissingInstrument]?
  public var sentences: [String]

  enum CodingKeys: String, CodingKey {
    case findings, gaps, refused, duplicates
    case daysOfHistory = "days_of_history"
    case missingInstruments = "missing_instruments"
    case sentences
  }
}

/// An instrument of the configuration that a briefing has to do without.
public struct MissingInstrument: Hashable, Sendable, Codable {
  public var venue: Venue
  public var symbol: String
}

import Market

/// One instrument at the close, its book and the files it was made from.
public struct InstrumentReport: Hashable, Sendable, Codable {
  public var venue: Venue
  public var symbol: String
  public var kind: ContractKind
  public var close: Price
  /// One-sided.
  public var openInterestBase: Base
  public var openInterestUSD: USD
  /// Of the market's open interest in dollars, 0 to 1.
  public var openInterestShare: Double
  /// The end of its last bar. Before the cut-off its state is aged: carried along another instrument's
  /// prices with open interest as it was then.
  public var dataThrough: Timestamp
  public var book: BookReport
  public var inputs: [InputFile]

  enum CodingKeys: String, CodingKey {
    case venue, symbol, kind, close
    case openInterestBase = "open_interest_base"
    case openInterestUSD = "open_interest_usd"
    case openInterestShare = "open_interest_share"
    case dataThrough = "data_through"
    case book, inputs
  }
}

/// The position book at the close; longs and shorts each equal the open interest.
public struct BookReport: Hashable, Sendable, Codable {
  public var longBase: Base
  public var shortBase: Base
  /// The part of each side that is hedged or unlevered and is never liquidated.
  public var hedgedBase: Base
  /// Price bins that hold anything.
  public var bins: Int
  /// When the oldest positions still held were opened.
  public var oldestEntry: Timestamp
  /// The part of the open interest that was there before the first bar: its entries are assumed.
  public var seededShare: Double

  enum CodingKeys: String, CodingKey {
    case longBase = "long_base"
    case shortBase = "short_base"
    case hedgedBase = "hedged_base"
    case bins
    case oldestEntry = "oldest_entry"
    case seededShare = "seeded_share"
  }
}

import Market

/// What the wallets that a venue shows hold: measured, not modelled, so without ranges.
/// `Guides/Reading.md` says which wallets count.
public struct WhaleReport: Hashable, Sendable, Codable {
  /// Those that show wallets, in the instruments' order.
  public var venues: [Venue]
  /// Wallets that were looked at, whether they hold anything or not.
  public var looked: Int
  /// Of these, those that hold a position.
  public var wallets: Int
  /// The oldest look that counts.
  public var since: Timestamp
  public var long: WhaleSide
  public var short: WhaleSide
  /// The largest positions by value at the close, largest first.
  public var largest: [WhalePosition]
  public var sentences: [String] = []

  public func side(_ side: Side) -> WhaleSide { side == .long ? long : short }
}

/// What the wallets hold on one side.
public struct WhaleSide: Hashable, Sendable, Codable {
  public var positions: Int
  public var quantityBase: Double
  /// At the close.
  public var usd: Double
  /// Share of the open interest of the venues that show wallets.
  public var share: Double
  /// Half of their value that can be liquidated is liquidated by a move of this size, as a positive
  /// fraction of the close; absent where none can be.
  public var medianDistance: Double?

  enum CodingKeys: String, CodingKey {
    case positions
    case quantityBase = "quantity_base"
    case usd, share
    case medianDistance = "median_distance"
  }
}

/// One wallet's position.
public struct WhalePosition: Hashable, Sendable, Codable {
  public var venue: Venue
  /// Shortened: `0x1234…abcd`.
  public var wallet: String
  public var side: Side
  public var quantityBase: Double
  /// At the close.
  public var usd: Double
  public var entry: Price
  /// As the venue gives it; absent where nothing would liquidate the position, as the distance.
  public var liquidationPrice: Price?
  /// From the close to there as a fraction of the close: negative below.
  public var distance: Double?

  enum CodingKeys: String, CodingKey {
    case venue, wallet, side
    case quantityBase = "quantity_base"
    case usd, entry
    case liquidationPrice = "liquidation_price"
    case distance
  }
}

/// What is scored: the book's map, and what it has to beat.
public enum ForecastKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// The map of the briefing.
  case book
  /// The same book with the prior's mix of leverage, not fitted to any report.
  case prior
  /// The book's map of the other side, mirrored about the close.
  case mirrored
  /// Every cell alike.
  case uniform
  /// Nearer cells denser: `exp(-distance / sigma)`.
  case distance
  /// Time spent at the price in the trailing fortnight.
  case timeAtPrice = "time_at_price"
  /// Coins traded at the price in the trailing fortnight.
  case volumeAtPrice = "volume_at_price"
  /// Prices with many zeros.
  case roundNumbers = "round_numbers"
  /// 1/L from the last close for 5x to 100x.
  case ladder
  /// Each rise in open interest at the close, long or short by the candle's colour.
  case openInterestRule = "open_interest_rule"
  /// Each bar's taker imbalance, in full at each of 10x to 100x.
  case takerRule = "taker_rule"
}

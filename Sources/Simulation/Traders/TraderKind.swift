/// The kinds of traders that make the market, told apart by what they look at and how long they
/// hold.
public enum TraderKind: String, Sendable, CaseIterable {
  /// Follows the last minutes at high leverage, out again within the hour.
  case scalper
  /// Small accounts, mostly long, high leverage, slow to take a loss.
  case retail
  /// Buys what has risen over hours or days and adds to what gains.
  case trendFollower
  /// Buys what is cheap by its own opinion of value and adds to what loses.
  case valueTrader
  /// Large, cross-margined with spare collateral, builds positions over hours.
  case whale
  /// Holds the coin and sells the perpetual while funding pays for it, or the other way round where
  /// it is negative; covered, so it cannot be liquidated.
  case hedgedHolder
}

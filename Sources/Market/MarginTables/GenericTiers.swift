// What stands in for symbols of which no table is configured: assumptions, on the cautious side.

extension MarginTierTable {
  /// Any dollar-margined contract but Bitcoin's. Notional in US dollars.
  ///
  /// Of thirty tables that Binance had in October 2024, nine begin with 75x at 1 % and go on with
  /// 1.5, 2, 2.5, 5, 10, 12.5, 25 and 50 %: no first rate is higher among the coins with 75x. This
  /// is their shape, with the caps of the middle of the nine. The other coins' first rates are
  /// 0.4 to 0.65 %, so that their real liquidation prices lie up to 0.6 % of the price further
  /// away than this table says; configure a symbol's own table where that matters.
  static let genericLinear = MarginTierTable(builtIn: [
    BuiltInTier(upTo: 10_000, 75, 0.01),
    BuiltInTier(upTo: 80_000, 50, 0.015),
    BuiltInTier(upTo: 400_000, 25, 0.02),
    BuiltInTier(upTo: 800_000, 20, 0.025),
    BuiltInTier(upTo: 4_000_000, 10, 0.05),
    BuiltInTier(upTo: 8_000_000, 5, 0.1),
    BuiltInTier(upTo: 10_000_000, 4, 0.125),
    BuiltInTier(upTo: 20_000_000, 2, 0.25),
    BuiltInTier(upTo: 40_000_000, 1, 0.5),
  ])

  /// Any coin-margined contract but Bitcoin's: the first tier of the above for every size, since
  /// floors in coins cannot be told without knowing the coin.
  static let genericInverse = MarginTierTable(builtIn: [BuiltInTier(upTo: .infinity, 75, 0.01)])
}

extension MarginTierTable {
  /// Hyperliquid's tables as its documentation lists them (trading, margin tiers; read in 2026).
  /// Notional in US dollars. The maintenance rate is half the initial rate at the tier's highest
  /// leverage, and the deduction follows from continuity.
  ///
  /// - Returns: `nil` for a coin that the page does not name.
  static func hyperliquid(coin: String) -> MarginTierTable? {
    switch coin {
    case "BTC": hyperliquid(40, upTo: 150_000_000, then: 20)
    case "ETH": hyperliquid(25, upTo: 100_000_000, then: 15)
    case "SOL": hyperliquid(20, upTo: 70_000_000, then: 10)
    case "XRP": hyperliquid(20, upTo: 40_000_000, then: 10)
    case "DOGE", "kPEPE", "SUI", "WLD", "TRUMP", "LTC", "ENA", "POPCAT", "WIF", "AAVE", "kBONK",
      "LINK", "CRV", "AVAX", "ADA", "UNI", "NEAR", "TIA", "APT", "BCH", "HYPE", "FARTCOIN":
      hyperliquid(10, upTo: 20_000_000, then: 5)
    case "OP", "ARB", "LDO", "TON", "MKR", "ONDO", "JUP", "INJ", "kSHIB", "SEI", "TRX", "BNB",
      "DOT":
      hyperliquid(10, upTo: 3_000_000, then: 5)
    default: nil
    }
  }

  private static func hyperliquid(
    _ leverage: Double, upTo cap: Double, then next: Double
  ) -> MarginTierTable {
    MarginTierTable(builtIn: [
      BuiltInTier(upTo: cap, leverage, 0.5 / leverage),
      BuiltInTier(upTo: .infinity, next, 0.5 / next),
    ])
  }

  /// A coin that the page does not name: 5x at 10 % for every size, **assumed**. Such coins have a
  /// single tier of 3x to 10x.
  static let hyperliquidGeneric = MarginTierTable(builtIn: [
    BuiltInTier(upTo: .infinity, 5, 0.1)
  ])
}

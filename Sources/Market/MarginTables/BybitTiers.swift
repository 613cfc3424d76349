extension MarginTierTable {
  /// Bybit's BTCUSDT, as `/v5/market/risk-limit` gave it on 29 December 2025. Notional in US
  /// dollars. The first twenty tiers are also those of the venue's own page of margin parameters.
  static let bybitBitcoin = MarginTierTable(builtIn: [
    BuiltInTier(upTo: 2_000_000, 100, 0.005),
    BuiltInTier(upTo: 2_600_000, 90, 0.0056),
    BuiltInTier(upTo: 3_200_000, 80, 0.0063),
    BuiltInTier(upTo: 3_800_000, 75, 0.0067),
    BuiltInTier(upTo: 4_400_000, 70, 0.0071),
    BuiltInTier(upTo: 5_000_000, 65, 0.0077),
    BuiltInTier(upTo: 5_600_000, 55, 0.0091),
    BuiltInTier(upTo: 8_500_000, 50, 0.01),
    BuiltInTier(upTo: 10_000_000, 45, 0.013),
    BuiltInTier(upTo: 14_000_000, 40, 0.015),
    BuiltInTier(upTo: 20_000_000, 35, 0.016),
    BuiltInTier(upTo: 28_000_000, 30, 0.02),
    BuiltInTier(upTo: 38_000_000, 25, 0.025),
    BuiltInTier(upTo: 50_000_000, 20, 0.029),
    BuiltInTier(upTo: 55_000_000, 19, 0.03),
    BuiltInTier(upTo: 60_000_000, 18, 0.035),
    BuiltInTier(upTo: 65_000_000, 17, 0.036),
    BuiltInTier(upTo: 70_000_000, 16, 0.038),
    BuiltInTier(upTo: 75_000_000, 15, 0.04),
    BuiltInTier(upTo: 80_000_000, 14, 0.045),
    BuiltInTier(upTo: 85_000_000, 13, 0.05),
    BuiltInTier(upTo: 90_000_000, 12, 0.055),
    BuiltInTier(upTo: 95_000_000, 11, 0.06),
    BuiltInTier(upTo: 100_000_000, 10, 0.065),
    BuiltInTier(upTo: 105_000_000, 9, 0.07),
    BuiltInTier(upTo: 110_000_000, 8, 0.085),
    BuiltInTier(upTo: 115_000_000, 7, 0.095),
    BuiltInTier(upTo: 120_000_000, 6, 0.1),
    BuiltInTier(upTo: 150_000_000, 5, 0.12),
    BuiltInTier(upTo: 200_000_000, 4, 0.14),
    BuiltInTier(upTo: 250_000_000, 3, 0.18),
    BuiltInTier(upTo: 400_000_000, 2, 0.3),
    BuiltInTier(upTo: 600_000_000, 1.43, 0.42),
    BuiltInTier(upTo: 800_000_000, 1.28, 0.5),
    BuiltInTier(upTo: 1_200_000_000, 1, 0.6),
  ])

  /// Bybit's BTCUSD, margined in coins: the first tier of the example in the venue's interface
  /// documentation (150 BTC, 100x, 0.5 %), **assumed** for every size.
  static let bybitBitcoinInverse = MarginTierTable(builtIn: [
    BuiltInTier(upTo: .infinity, 100, 0.005)
  ])
}

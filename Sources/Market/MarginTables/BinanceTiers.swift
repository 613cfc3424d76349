// Binance's tables for Bitcoin. The venue gives them to signed requests only, so that they are
// known from notices and from snapshots that others took: each holds from the day of its notice or
// snapshot, though it may have been in force some time before.

extension MarginTierTable {
  /// BTCUSDT, by the venue's notice of March 2021. Notional in US dollars.
  static let binanceBitcoin2021 = MarginTierTable(builtIn: [
    BuiltInTier(upTo: 50_000, 125, 0.004),
    BuiltInTier(upTo: 250_000, 100, 0.005),
    BuiltInTier(upTo: 1_000_000, 50, 0.01),
    BuiltInTier(upTo: 10_000_000, 20, 0.025),
    BuiltInTier(upTo: 20_000_000, 10, 0.05),
    BuiltInTier(upTo: 50_000_000, 5, 0.1),
    BuiltInTier(upTo: 100_000_000, 4, 0.125),
    BuiltInTier(upTo: 200_000_000, 3, 0.15),
    BuiltInTier(upTo: 300_000_000, 2, 0.25),
    BuiltInTier(upTo: 500_000_000, 1, 0.5),
  ])

  /// BTCUSDT, snapshot of 24 October 2024. Notional in US dollars.
  static let binanceBitcoin2024 = bitcoin(first: 50_000, second: 600_000)

  /// BTCUSDT, snapshot of mid-2025. Notional in US dollars. A later snapshot, of unknown day, has
  /// the same rates and amounts with 150x instead of 125x in the first tier.
  static let binanceBitcoin2025 = bitcoin(first: 300_000, second: 800_000)

  /// Of the twelve tiers, only the first two caps differ between the snapshots.
  private static func bitcoin(first: Double, second: Double) -> MarginTierTable {
    MarginTierTable(builtIn: [
      BuiltInTier(upTo: first, 125, 0.004),
      BuiltInTier(upTo: second, 100, 0.005),
      BuiltInTier(upTo: 3_000_000, 75, 0.0065),
      BuiltInTier(upTo: 12_000_000, 50, 0.01),
      BuiltInTier(upTo: 70_000_000, 25, 0.02),
      BuiltInTier(upTo: 100_000_000, 20, 0.025),
      BuiltInTier(upTo: 230_000_000, 10, 0.05),
      BuiltInTier(upTo: 480_000_000, 5, 0.1),
      BuiltInTier(upTo: 600_000_000, 4, 0.125),
      BuiltInTier(upTo: 800_000_000, 3, 0.15),
      BuiltInTier(upTo: 1_200_000_000, 2, 0.25),
      BuiltInTier(upTo: 1_800_000_000, 1, 0.5),
    ])
  }

  /// The coin-margined BTCUSD contracts. Notional in **coins**.
  ///
  /// The venue's help page on COIN-M margin gives two points: the fifth tier starts at 50 BTC with
  /// 5 % after 2.5 % and has an amount of 50 x (5 % - 2.5 %) + 0.56 = 1.81 BTC, and a position of
  /// 300 BTC stands at 12.5 % with an amount of 11.81 BTC. The floors 10, 20, 30, 50, 100 and 200
  /// with the rates below meet both exactly. **Assumed** are the first three rates and floors as
  /// such (others could give the same 0.56), the leverage of each tier (as of the dollar-margined
  /// contract of 2021) and all from 400 BTC up.
  static let binanceBitcoinInverse = MarginTierTable(builtIn: [
    BuiltInTier(upTo: 10, 125, 0.004),
    BuiltInTier(upTo: 20, 100, 0.005),
    BuiltInTier(upTo: 30, 50, 0.01),
    BuiltInTier(upTo: 50, 20, 0.025),
    BuiltInTier(upTo: 100, 10, 0.05),
    BuiltInTier(upTo: 200, 5, 0.1),
    BuiltInTier(upTo: 400, 4, 0.125),
    BuiltInTier(upTo: 1_000, 3, 0.15),
    BuiltInTier(upTo: 1_500, 2, 0.25),
    BuiltInTier(upTo: .infinity, 1, 0.5),
  ])
}

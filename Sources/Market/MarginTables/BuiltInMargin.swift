extension MarginSchedule {
  /// The tables that are used where the configuration names none: those that the venue has
  /// published for the symbol, by date, or else an assumption (see `isBuiltInAssumed(for:)`).
  public static func builtIn(for instrument: Instrument) -> MarginSchedule {
    published(for: instrument) ?? assumed(for: instrument)
  }

  /// Whether `builtIn(for:)` gives a table that is assumed, in whole or in part, and not published
  /// by the venue for the symbol: a briefing should say so.
  public static func isBuiltInAssumed(for instrument: Instrument) -> Bool {
    published(for: instrument) == nil
  }

  private static func published(for instrument: Instrument) -> MarginSchedule? {
    guard instrument.kind == .linear else { return nil }
    switch (instrument.venue, instrument.symbol) {
    case (.binance, "BTCUSDT"): return binanceBitcoin
    case (.bybit, "BTCUSDT"): return always(.bybitBitcoin)
    case (.okx, "BTC-USDT-SWAP"): return always(.okxBitcoin)
    case (.hyperliquid, let coin): return MarginTierTable.hyperliquid(coin: coin).map(always)
    default: return nil
    }
  }

  private static func assumed(for instrument: Instrument) -> MarginSchedule {
    let bitcoin = instrument.baseAsset == "BTC"
    switch (instrument.venue, instrument.kind) {
    case (.binance, .inverse) where bitcoin: return always(.binanceBitcoinInverse)
    case (.bybit, .inverse) where bitcoin: return always(.bybitBitcoinInverse)
    case (.okx, .inverse) where bitcoin: return always(.okxBitcoinInverse)
    case (.okx, _): return always(.okxGeneric)
    case (.hyperliquid, _): return always(.hyperliquidGeneric)
    case (.bitfinex, _): return always(.bitfinex)
    case (_, .linear): return always(.genericLinear)
    case (_, .inverse): return always(.genericInverse)
    }
  }

  private static let binanceBitcoin = MarginSchedule(
    builtIn: (from: Day(number: 18_687), table: .binanceBitcoin2021),  // 2021-03-01
    (Day(number: 20_020), .binanceBitcoin2024),  // 2024-10-24
    (Day(number: 20_240), .binanceBitcoin2025))  // 2025-06-01

  /// One table is known, and serves all days.
  private static func always(_ table: MarginTierTable) -> MarginSchedule {
    MarginSchedule(builtIn: (from: Day(number: 0), table: table))
  }
}

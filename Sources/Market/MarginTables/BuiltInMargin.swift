extension MarginSchedule {
  /// The tables that are used where the configuration names none.
  ///
  /// Binance's Bitcoin contracts have their own, by date. Everything else has a generic table,
  /// which is an assumption: see `isBuiltInAssumed(for:)`. Linear tables are in US dollars, inverse
  /// ones in coins.
  public static func builtIn(for instrument: Instrument) -> MarginSchedule {
    switch (isBinanceBitcoin(instrument), instrument.kind) {
    case (true, .linear): binanceBitcoin
    case (true, .inverse): always(.binanceBitcoinInverse)
    case (false, .linear): always(.genericLinear)
    case (false, .inverse): always(.genericInverse)
    }
  }

  /// Whether `builtIn(for:)` gives a table that is assumed, in whole or in part, and not published
  /// by the venue for the symbol: a briefing should say so.
  public static func isBuiltInAssumed(for instrument: Instrument) -> Bool {
    !(isBinanceBitcoin(instrument) && instrument.kind == .linear)
  }

  private static func isBinanceBitcoin(_ instrument: Instrument) -> Bool {
    guard instrument.venue == .binance else { return false }
    switch instrument.kind {
    case .linear: return instrument.symbol == "BTCUSDT"
    case .inverse:
      return instrument.symbol == "BTCUSD" || instrument.symbol.hasPrefix("BTCUSD_")
    }
  }

  private static let binanceBitcoin = MarginSchedule(
    builtIn: (from: Day(number: 18_687), table: .binanceBitcoin2021),  // 2021-03-01
    (Day(number: 20_020), .binanceBitcoin2024),  // 2024-10-24
    (Day(number: 20_240), .binanceBitcoin2025))  // 2025-06-01

  private static func always(_ table: MarginTierTable) -> MarginSchedule {
    MarginSchedule(builtIn: (from: Day(number: 0), table: table))
  }
}

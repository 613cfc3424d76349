import Market

/// A seeded random walk of hourly bars with open interest and reports.
enum SyntheticSeries {
  static let instrument = Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear)
  static let start = Timestamp(milliseconds: 1_704_067_200_000)  // 2024-01-01

  /// - Parameters:
  ///   - days: whole days.
  ///   - fork: the day from which another future begins; `nil` for none.
  static func bars(days: Int, seed: UInt64 = 7, fork: Int? = nil) -> [Bar] {
    var random = SeededGenerator(seed: seed)
    var price = 40_000.0
    var held = 30_000.0
    return (0..<days * 24).map { hour in
      if let fork, hour == fork * 24 { random = SeededGenerator(seed: seed &+ 1_000) }
      let open = price
      price *= 1 + (random.uniform() - 0.5) * (random.uniform() < 0.05 ? 0.08 : 0.012)
      held *= 0.99 + 0.02 * random.uniform()
      let high = max(open, price) * (1 + 0.003 * random.uniform())
      let low = min(open, price) * (1 - 0.003 * random.uniform())
      var bar = Bar(
        time: start + .hours(Int64(hour)), open: Price(open), high: Price(high),
        low: Price(low), close: Price(price), volume: Base(500 + 3_000 * random.uniform()),
        openInterest: Base(held))
      bar.takerBuyVolume = bar.volume * random.uniform()
      bar.longLiquidations = Base(40 * (open / low - 1) * 100 * random.uniform())
      bar.shortLiquidations = Base(40 * (high / open - 1) * 100 * random.uniform())
      return bar
    }
  }

  static func series(_ bars: [Bar]) -> BarSeries {
    BarSeries(instrument: instrument, interval: .hour, bars: bars)
  }
}

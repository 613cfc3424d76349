import Archive
import Glibc
import Market

/// A seeded random walk with open interest and funding, enough to move every part of a briefing.
enum SyntheticMarket {
  static let start = Day(number: 19_700)

  /// - Parameters:
  ///   - days: whole days, from `start` on, after some hours of the day before.
  ///   - divergeAfter: from this many days on another seed drives the walk.
  static func data(
    days: Int, seed: UInt64 = 1, divergeAfter: Int = .max, venue: Venue = .binance,
    interval: TimeSpan = .hour, findings: [DataFinding] = []
  ) -> InstrumentData {
    var random = SeededGenerator(seed: seed)
    var price = 50_000.0
    var held = 80_000.0
    var bars: [Bar] = []
    let perDay = Int(TimeSpan.day.milliseconds / interval.milliseconds)
    let before = max(1, perDay / 8)
    let first = start.start - TimeSpan(milliseconds: interval.milliseconds * Int64(before))
    for index in 0..<days * perDay + before {
      let time = first + TimeSpan(milliseconds: interval.milliseconds * Int64(index))
      if divergeAfter < days, time == start.start + .days(Int64(divergeAfter)) {
        random = random.fork(99)
      }
      let scale = 0.03 / Double(perDay).squareRoot()
      let open = price
      price *= exp(scale * (random.uniform() + random.uniform() + random.uniform() - 1.5) * 2)
      let high = max(open, price) * (1 + scale * random.uniform())
      let low = min(open, price) * (1 - scale * random.uniform())
      held = max(20_000, held * (1 + 0.01 * (random.uniform() - 0.5)))
      var bar = Bar(
        time: time, open: Price(open), high: Price(high), low: Price(low), close: Price(price),
        volume: Base(2_000 + 3_000 * random.uniform()), openInterest: Base(held))
      bar.takerBuyVolume = bar.volume * random.uniform()
      bar.longLiquidations = Base(random.uniform())
      bar.shortLiquidations = Base(random.uniform())
      if time.timeOfDay.milliseconds % TimeSpan.hours(8).milliseconds == 0 {
        bar.fundingRate = 0.0002 * (random.uniform() - 0.3)
      }
      bar.longShortRatio = 0.5 + random.uniform()
      bars.append(bar)
    }
    let instrument = Instrument(venue: venue, symbol: "BTCUSDT", kind: .linear)
    let file = InputFile(
      file: "\(venue.rawValue).csv", sha256: "00", rows: bars.count, first: bars[0].time,
      last: bars[bars.count - 1].time, gaps: 0, refused: 0)
    return InstrumentData(
      series: BarSeries(instrument: instrument, interval: interval, bars: bars), inputs: [file],
      findings: findings)
  }
}

extension Bars {
  /// Changes each bar, in order of time.
  mutating func change(_ body: (inout Bar) -> Void) {
    self = Bars(
      map { bar in
        var bar = bar
        body(&bar)
        return bar
      })
  }
}

import Glibc
import Market

@testable import Liquidation

/// Random walks of hourly bars, day by day.
struct WalkedDays {
  static let start = Day(number: 19_723)  // 2024-01-01, a Monday

  private(set) var days: [(day: Day, bars: [Bar])] = []

  /// - Parameters:
  ///   - sigma: one standard deviation of a day's log return, by day.
  ///   - fork: the day from which another future begins; `nil` for none.
  init(
    _ count: Int, from price: Double = 50_000, seed: UInt64, fork: Int? = nil,
    sigma: (Day) -> Double = { _ in 0.03 }
  ) {
    var random = SeededGenerator(seed: seed)
    var last = price
    for offset in 0..<count {
      if offset == fork { random = SeededGenerator(seed: seed &+ 99) }
      let day = WalkedDays.start + offset
      let step = sigma(day) / (24.0 * 12).squareRoot()
      var bars: [Bar] = []
      for hour in 0..<24 {
        let open = last
        var high = last
        var low = last
        for _ in 0..<12 {
          // The sum of three uniforms is near enough to a normal of variance 1/4.
          let draw = random.uniform() + random.uniform() + random.uniform() - 1.5
          last *= exp(2 * step * draw)
          high = max(high, last)
          low = min(low, last)
        }
        bars.append(
          Bar(
            time: day.start + .hours(Int64(hour)), open: Price(open), high: Price(high),
            low: Price(low), close: Price(last), volume: Base(1_000)))
      }
      days.append((day, bars))
    }
  }

  /// The history after the first so many days.
  func history(_ count: Int? = nil) -> PathHistory {
    var history = PathHistory()
    for (day, bars) in days.prefix(count ?? days.count) {
      history.endDay(day, bars: bars, interval: .hour)
    }
    return history
  }
}

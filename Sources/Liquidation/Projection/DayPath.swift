import Glibc
import Market

/// One day's price path, as far as forecasts look at it: how much it moved, and how far it had come
/// every four hours. Prices are logarithms.
struct DayPath: Sendable {
  /// Hours of a slot, and slots of a day.
  static let slotHours = 4
  static let slots = 6

  struct Reached: Sendable {
    var low: Double
    var high: Double
    var last: Double
  }

  let day: Day
  /// The share of the day that its bars cover.
  let coverage: Double
  /// The sum of the hours' variances, scaled up to the whole day.
  let variance: Double
  /// The extremes since the day's start and the last price at each slot's end; `nil` where no bar ends
  /// there, as with bars longer than a slot.
  let reached: [Reached?]
  /// The same for the whole day.
  let whole: Reached
  /// The last price itself.
  let close: Price

  /// - Parameters:
  ///   - bars: the day's, in order of time; impossible ones are passed over.
  ///   - before: the last price of the day before, where it is known.
  /// - Returns: `nil` where no bar is left.
  /// - Complexity: linear in the bars.
  init?(_ day: Day, bars: some Sequence<Bar>, interval: TimeSpan, before: Price?) {
    guard interval.milliseconds > 0 else { return nil }
    var variance = HourlyVariance(before: before.map { log($0.value) })
    var reached = [Reached?](repeating: nil, count: DayPath.slots)
    var whole: Reached?
    var close = Price.zero
    var covered: Int64 = 0
    for bar in bars where bar.isPossible && bar.time.day == day {
      covered += interval.milliseconds
      let now = Reached(
        low: log(bar.triggerLow.value), high: log(bar.triggerHigh.value), last: log(bar.close.value)
      )
      variance.add(now, open: log(bar.open.value), hour: bar.time.timeOfDay.hours.rounded(.down))
      let so = whole ?? now
      let all = Reached(low: min(so.low, now.low), high: max(so.high, now.high), last: now.last)
      whole = all
      close = bar.close
      let slots = (bar.time + interval - day.start).hours / Double(DayPath.slotHours)
      if slots == slots.rounded(), slots >= 1, slots <= Double(DayPath.slots) {
        reached[Int(slots) - 1] = all
      }
    }
    guard let whole else { return nil }
    self.day = day
    self.whole = whole
    self.reached = reached
    self.close = close
    coverage = min(1, Double(covered) / Double(TimeSpan.day.milliseconds))
    self.variance = variance.sum / coverage
  }
}

/// Parkinson's variance, `ln(H/L)^2 / (4 ln 2)`, summed over hours. Finer bars are put together, so that
/// the figure means the same whatever the bars' length and is not fed by the bounce between bid and
/// ask; each hour begins at the price before it, so that nothing between two bars is lost.
private struct HourlyVariance {
  private var before: Double?
  private var hour = -1.0
  private var low = 0.0
  private var high = 0.0
  private var closed = 0.0

  init(before: Double?) { self.before = before }

  var sum: Double { closed + (high - low) * (high - low) / (4 * M_LN2) }

  mutating func add(_ bar: DayPath.Reached, open: Double, hour now: Double) {
    if now == hour {
      low = min(low, bar.low)
      high = max(high, bar.high)
    } else {
      closed = sum
      let start = before ?? open
      low = min(start, bar.low)
      high = max(start, bar.high)
      hour = now
    }
    before = bar.last
  }
}

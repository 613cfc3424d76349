import Glibc
import Market

/// One day's price path, as far as forecasts look at it: how much it moved in each slot of four hours,
/// and how far it had come at each slot's end. Prices are logarithms.
struct DayPath: Sendable {
  /// Hours of a slot, and slots of a day.
  static let slotHours = 4
  static let slots = 6

  let day: Day
  /// The variance of each slot, from hourly ranges; each hour reaches from the price before it.
  let variance: [Double]
  /// The extremes since the day's start and the last price at each slot's end; `nil` where no bar ends
  /// there, as with bars longer than a slot.
  let reached: [Reached?]
  /// The extremes of the whole day and its last price.
  let whole: Reached
  /// The last price itself.
  let close: Price
  /// The share of the day that its bars cover.
  let coverage: Double

  struct Reached: Sendable {
    var low: Double
    var high: Double
    var last: Double
  }

  /// - Parameters:
  ///   - bars: the day's, in order of time; impossible ones are passed over.
  ///   - before: the logarithm of the last price of the day before, where it is known.
  /// - Returns: `nil` where no bar is left.
  /// - Complexity: linear in the bars.
  init?(_ day: Day, bars: some Sequence<Bar>, interval: TimeSpan, before: Double?) {
    guard interval.milliseconds > 0 else { return nil }
    var variance = SlotVariance(start: day.start)
    var reached = [Reached?](repeating: nil, count: DayPath.slots)
    var whole: Reached?
    var hour: (end: Timestamp, start: Timestamp, low: Double, high: Double)?
    var last = before
    var lastPrice = Price.zero
    var covered: Int64 = 0
    for bar in bars where bar.isPossible && bar.time.day == day {
      covered += interval.milliseconds
      let low = log(bar.triggerLow.value)
      let high = log(bar.triggerHigh.value)
      let close = log(bar.close.value)
      let end = bar.time + interval
      if let held = hour, bar.time < held.end {
        hour = (held.end, held.start, min(held.low, low), max(held.high, high))
      } else {
        if let held = hour { variance.add(held.low, held.high, from: held.start, to: held.end) }
        // What happened between two bars is part of the next one's range.
        let from = last ?? log(bar.open.value)
        let start = bar.time
        hour = (max(end, DayPath.hourEnd(start)), start, min(from, low), max(from, high))
      }
      last = close
      lastPrice = bar.close
      let before = whole ?? Reached(low: low, high: high, last: close)
      let now = Reached(low: min(before.low, low), high: max(before.high, high), last: close)
      whole = now
      let offset = (end - day.start).milliseconds
      let slot = TimeSpan.hours(Int64(DayPath.slotHours)).milliseconds
      if offset % slot == 0, (1...Int64(DayPath.slots)).contains(offset / slot) {
        reached[Int(offset / slot) - 1] = now
      }
    }
    guard let whole else { return nil }
    coverage = min(1, Double(covered) / Double(TimeSpan.day.milliseconds))
    if let held = hour { variance.add(held.low, held.high, from: held.start, to: held.end) }
    self.day = day
    self.whole = whole
    self.close = lastPrice
    self.reached = reached
    self.variance = variance.values
  }

  /// The whole day's variance.
  var dayVariance: Double { variance.reduce(0, +) }

  private static func hourEnd(_ time: Timestamp) -> Timestamp {
    let hour = TimeSpan.hour.milliseconds
    return time.day.start
      + TimeSpan(milliseconds: (time.timeOfDay.milliseconds / hour + 1) * hour)
  }
}

/// The variance of a day by slots.
private struct SlotVariance {
  let start: Timestamp
  private(set) var values = [Double](repeating: 0, count: DayPath.slots)

  init(start: Timestamp) { self.start = start }

  /// Parkinson's variance of a range, spread evenly over the slots that it covers.
  mutating func add(_ low: Double, _ high: Double, from: Timestamp, to: Timestamp) {
    let whole = (high - low) * (high - low) / (4 * M_LN2)
    let slot = TimeSpan.hours(Int64(DayPath.slotHours)).milliseconds
    let first = (from - start).milliseconds
    let last = min((to - start).milliseconds, TimeSpan.day.milliseconds)
    guard first >= 0, last > first else { return }
    for index in Int(first / slot)...Int((last - 1) / slot) {
      let overlap = min(last, Int64(index + 1) * slot) - max(first, Int64(index) * slot)
      values[index] += whole * Double(overlap) / Double(last - first)
    }
  }
}

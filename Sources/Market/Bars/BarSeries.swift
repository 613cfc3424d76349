/// One instrument's bars, in order of time, of one interval.
///
/// Bars may be missing; none is doubled or out of place.
public struct BarSeries: Sendable, Codable {
  public var instrument: Instrument
  /// The length of each bar.
  public var interval: TimeSpan
  /// Strictly ascending in time, each a multiple of the interval after the first.
  public var bars: Bars

  public init(instrument: Instrument, interval: TimeSpan, bars: Bars) {
    self.instrument = instrument
    self.interval = interval
    self.bars = bars
  }

  public init(instrument: Instrument, interval: TimeSpan, bars: [Bar]) {
    self.init(instrument: instrument, interval: interval, bars: Bars(bars))
  }

  /// The place of the first bar that ends after a time, which is behind the last where none does.
  public func firstIndex(endingAfter time: Timestamp) -> Int {
    bars.firstIndex(at: time - interval + TimeSpan(milliseconds: 1))
  }

  /// The days that can be briefed: the series covers their start and reaches their close.
  public var completeDays: [Day] {
    bars.first.map { completeDays(since: $0.time) } ?? []
  }

  /// The same where these bars are the last of a series that began at a time.
  public func completeDays(since first: Timestamp) -> [Day] {
    bars.times.map { $0 + interval }
      .filter { $0.timeOfDay.milliseconds == 0 }
      .map { $0.day - 1 }
      .filter { $0.start >= first }
  }
}

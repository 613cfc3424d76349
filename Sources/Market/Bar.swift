/// One interval of one instrument: what was traded, and what stood at its end.
///
/// A field that the source does not give is `nil`, never zero.
public struct Bar: Hashable, Sendable, Codable {
  /// Start of the interval.
  public var time: Timestamp
  public var open: Price
  public var high: Price
  public var low: Price
  public var close: Price
  /// Highest and lowest mark price, which is what liquidations are triggered by.
  public var markHigh: Price?
  public var markLow: Price?
  /// Everything traded in the interval, one-sided.
  public var volume: Base
  /// The part of the volume in which the buyer took the price.
  public var takerBuyVolume: Base?
  /// Contracts outstanding at the interval's end, **one-sided**: each has one long and one short.
  public var openInterest: Base?
  /// Forced sales of longs that the venue reported: a lower bound of those that happened.
  public var longLiquidations: Base?
  /// Forced purchases of shorts that the venue reported.
  public var shortLiquidations: Base?
  /// Funding that was settled within the interval (at its start included), as a fraction of
  /// notional for one funding interval; positive when longs pay shorts.
  public var fundingRate: Double?
  /// Accounts net long divided by accounts net short, over all accounts.
  public var longShortRatio: Double?
  /// Positions long divided by positions short, over the venue's top traders.
  public var topTraderRatio: Double?
  /// How far the contract stood above the index at the interval's end, as a fraction of it: what
  /// funding is made from.
  public var premium: Double?

  public init(
    time: Timestamp, open: Price, high: Price, low: Price, close: Price, volume: Base,
    openInterest: Base? = nil
  ) {
    self.time = time
    self.open = open
    self.high = high
    self.low = low
    self.close = close
    self.volume = volume
    self.openInterest = openInterest
  }

  /// The lowest price that could trigger a liquidation: of the mark price where it is known.
  public var triggerLow: Price { markLow ?? low }
  /// The highest price that could trigger a liquidation: of the mark price where it is known.
  public var triggerHigh: Price { markHigh ?? high }
  /// Mean of high, low and close: the volume-weighted price where the venue gives none.
  public var typicalPrice: Price { (high + low + close) / 3 }
}

/// One instrument's bars, in order of time, of one interval.
///
/// Bars may be missing; none is doubled or out of place.
public struct BarSeries: Sendable, Codable {
  public var instrument: Instrument
  /// The length of each bar.
  public var interval: TimeSpan
  /// Strictly ascending in time, each a multiple of the interval after the first.
  public var bars: [Bar]

  public init(instrument: Instrument, interval: TimeSpan, bars: [Bar]) {
    self.instrument = instrument
    self.interval = interval
    self.bars = bars
  }

  /// The days that can be briefed: the series covers their start and reaches their close.
  public var completeDays: [Day] {
    bars.first.map { completeDays(since: $0.time) } ?? []
  }

  /// The same where these bars are the last of a series that began at a time.
  public func completeDays(since first: Timestamp) -> [Day] {
    bars.lazy.map { $0.time + interval }
      .filter { $0.timeOfDay.milliseconds == 0 }
      .map { $0.day - 1 }
      .filter { $0.start >= first }
  }
}

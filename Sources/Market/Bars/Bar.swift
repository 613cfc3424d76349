/// One interval of one instrument: what was traded, and what stood at its end.
///
/// A field that the source does not give is `nil`, never zero. It takes no more room than a number: bars
/// by the hundred thousand are most of what a long archive takes in memory.
public struct Bar: Hashable, Sendable {
  /// Start of the interval.
  public var time: Timestamp
  public var open: Price
  public var high: Price
  public var low: Price
  public var close: Price
  /// Highest and lowest mark price, which is what liquidations are triggered by.
  public var markHigh: Price? {
    get { given.markHigh.number.map(Price.init) }
    set { given.markHigh.number = newValue?.value }
  }
  public var markLow: Price? {
    get { given.markLow.number.map(Price.init) }
    set { given.markLow.number = newValue?.value }
  }
  /// Everything traded in the interval, one-sided.
  public var volume: Base
  /// The part of the volume in which the buyer took the price.
  public var takerBuyVolume: Base? {
    get { given.takerBuyVolume.number.map(Base.init) }
    set { given.takerBuyVolume.number = newValue?.value }
  }
  /// Contracts outstanding at the interval's end, **one-sided**: each has one long and one short.
  public var openInterest: Base? {
    get { given.openInterest.number.map(Base.init) }
    set { given.openInterest.number = newValue?.value }
  }
  /// Forced sales of longs that the venue reported: a lower bound of those that happened.
  public var longLiquidations: Base? {
    get { given.longLiquidations.number.map(Base.init) }
    set { given.longLiquidations.number = newValue?.value }
  }
  /// Forced purchases of shorts that the venue reported.
  public var shortLiquidations: Base? {
    get { given.shortLiquidations.number.map(Base.init) }
    set { given.shortLiquidations.number = newValue?.value }
  }
  /// Funding that was settled within the interval (at its start included), as a fraction of
  /// notional for one funding interval; positive when longs pay shorts.
  public var fundingRate: Double? {
    get { given.fundingRate.number }
    set { given.fundingRate.number = newValue }
  }
  /// Accounts net long divided by accounts net short, over all accounts.
  public var longShortRatio: Double? {
    get { given.longShortRatio.number }
    set { given.longShortRatio.number = newValue }
  }
  /// Positions long divided by positions short, over the venue's top traders.
  public var topTraderRatio: Double? {
    get { given.topTraderRatio.number }
    set { given.topTraderRatio.number = newValue }
  }
  /// How far the contract stood above the index at the interval's end, as a fraction of it: what
  /// funding is made from.
  public var premium: Double? {
    get { given.premium.number }
    set { given.premium.number = newValue }
  }

  /// What not every source gives.
  var given = GivenNumbers()

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

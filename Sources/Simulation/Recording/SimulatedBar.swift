import Market

/// Open, high, low and close in whole units of some decimal.
public struct PriceRange: Hashable, Sendable {
  public private(set) var open: Int64
  public private(set) var high: Int64
  public private(set) var low: Int64
  public private(set) var close: Int64

  init(first: Int64) {
    open = first
    high = first
    low = first
    close = first
  }

  mutating func observe(_ price: Int64) {
    high = max(high, price)
    low = min(low, price)
    close = price
  }
}

/// What stood at a full minute.
public struct MinuteSample: Hashable, Sendable {
  /// The last price in ticks, the mark price in hundredths of a tick.
  public var traded: Int64
  public var mark: Int64
  /// The perpetual over the index, hundred-millionths.
  public var premium: Int64
  /// One-sided, thousandths of a coin.
  public var openInterest: Int64
}

/// How much can be traded at once before the price has gone so far.
public struct DepthLevel: Hashable, Sendable {
  /// Hundredths of a per cent of the price, below zero for sales.
  public var distance: Int64
  /// Thousandths of a coin, all from the price on.
  public var lots: Int64
}

/// Five minutes of the market, in whole units so that text and sums are exact.
public struct SimulatedBar: Hashable, Sendable {
  public var time: Timestamp
  /// Traded prices in ticks.
  public var traded: PriceRange
  /// Mark prices in hundredths of a tick.
  public var mark: PriceRange
  /// The perpetual over the index, hundred-millionths.
  public var premium: PriceRange
  /// What stood at the end of each of its minutes.
  public var minutes: [MinuteSample]
  /// What an order met at the bar's end.
  public var depth: [DepthLevel]
  /// One-sided volume, thousandths of a coin, and the part in which the buyer was the taker.
  public var volume: Int64
  public var takerBuyVolume: Int64
  /// Volume times price, thousandths of a coin times ticks.
  public var turnover: Double
  public var takerBuyTurnover: Double
  public var trades: Int
  /// At the bar's end, one-sided, thousandths of a coin.
  public var openInterest: Int64
  /// Accounts long over accounts short: top traders, all.
  public var topTraderAccountRatio: Double
  public var accountRatio: Double
  /// Positions long over positions short, top traders.
  public var topTraderPositionRatio: Double

  /// Volume bought by takers over volume sold by takers.
  public var takerRatio: Double {
    ratio(Double(takerBuyVolume), Double(volume - takerBuyVolume))
  }
}

/// A ratio as the venue prints it: neither zero nor infinite.
func ratio(_ a: Double, _ b: Double) -> Double { max(a, 1) / max(b, 1) }

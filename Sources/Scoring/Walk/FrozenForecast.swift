import Liquidation
import Market

/// What was known at a day's close: the map, the baselines, the volatility and how far the price may
/// go. Nothing in it changes after the close.
public struct FrozenForecast: Hashable, Sendable, Codable {
  public var instrument: Instrument
  public var day: Day
  public var close: Price
  /// One standard deviation of the daily log return.
  public var sigma: Double
  public var longs: [ForecastKind: SideMap]
  public var shorts: [ForecastKind: SideMap]
  /// `nil` where there is too little history for one.
  public var projection: Projection?

  public func map(_ kind: ForecastKind, _ side: Side) -> SideMap? {
    side == .long ? longs[kind] : shorts[kind]
  }
}

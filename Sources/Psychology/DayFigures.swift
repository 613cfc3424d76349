import Glibc
import Liquidation
import Market

/// Everything that a day's sentences are made from, as of its close.
public struct DayFigures: Sendable {
  /// The coin, such as `BTC`.
  public var asset: String
  /// Whether the day is not over: its close is then where the price stands.
  public var isOpen = false
  public var open: Price
  public var high: Price
  public var low: Price
  public var close: Price
  /// The close of the day before; `nil` on the first day.
  public var previousClose: Price?
  /// One standard deviation of the daily log return, known at the close.
  public var sigma: Double
  /// The same as it was known a day before: what the day's move is measured by.
  public var previousSigma: Double?
  /// One-sided, over all instruments.
  public var openInterest: Base
  public var openInterestUSD: USD
  /// In coins; `nil` on the first day.
  public var previousOpenInterest: Base?
  public var trappedLongs: TrappedPositions
  public var trappedShorts: TrappedPositions
  /// The mean trapped shares a day before.
  public var previousTrappedLongShare: Double?
  public var previousTrappedShortShare: Double?
  /// Short pools overhead and long pools below.
  public var squeeze: Pressure
  public var flush: Pressure
  public var funding: FundingPosition?
  /// The last rate of the day before, over a year.
  public var previousFunding: Double?
  /// `nil` where the venues publish nothing of it.
  public var crowding: Crowding?
  /// `nil` on the first day.
  public var regime: Regime?
  public var sweeps: DaySweeps
  /// The map at this close.
  public var zones: [Zone]
  /// The chance that a zone is touched within 24 hours, 0 to 1; empty where nothing is forecast.
  public var reach: [Zone: Double]

  public init(
    asset: String, isOpen: Bool = false, open: Price, high: Price, low: Price, close: Price,
    previousClose: Price?,
    sigma: Double, previousSigma: Double?, openInterest: Base, openInterestUSD: USD,
    previousOpenInterest: Base?, trappedLongs: TrappedPositions, trappedShorts: TrappedPositions,
    previousTrappedLongShare: Double?, previousTrappedShortShare: Double?, squeeze: Pressure,
    flush: Pressure, funding: FundingPosition?, previousFunding: Double? = nil,
    crowding: Crowding? = nil, regime: Regime? = nil, sweeps: DaySweeps, zones: [Zone],
    reach: [Zone: Double] = [:]
  ) {
    self.asset = asset
    self.isOpen = isOpen
    self.open = open
    self.high = high
    self.low = low
    self.close = close
    self.previousClose = previousClose
    self.sigma = sigma
    self.previousSigma = previousSigma
    self.openInterest = openInterest
    self.openInterestUSD = openInterestUSD
    self.previousOpenInterest = previousOpenInterest
    self.trappedLongs = trappedLongs
    self.trappedShorts = trappedShorts
    self.previousTrappedLongShare = previousTrappedLongShare
    self.previousTrappedShortShare = previousTrappedShortShare
    self.squeeze = squeeze
    self.flush = flush
    self.funding = funding
    self.previousFunding = previousFunding
    self.crowding = crowding
    self.regime = regime
    self.sweeps = sweeps
    self.zones = zones
    self.reach = reach
  }

  /// Close over the close of the day before, minus one.
  public var change: Double? { previousClose.map { close / $0 - 1 } }
  /// Relative change in coins, which a move of the price alone does not cause.
  public var openInterestChange: Double? {
    previousOpenInterest.flatMap { $0.value > 0 ? openInterest / $0 - 1 : nil }
  }
  /// A price's distance from the previous close in the daily moves known then.
  func moves(to price: Price) -> Double? {
    let scale = previousSigma ?? sigma
    guard let previousClose, previousClose.value > 0, price.value > 0, scale > 0 else { return nil }
    return log(price / previousClose) / scale
  }

  func trapped(_ side: Side) -> TrappedPositions { side == .long ? trappedLongs : trappedShorts }
  func previousTrappedShare(_ side: Side) -> Double? {
    side == .long ? previousTrappedLongShare : previousTrappedShortShare
  }
  func pressure(on side: Side) -> Pressure { side == .long ? flush : squeeze }
  /// The nearest zone of a side that holds at least a fifth of what the side's largest does: what
  /// lies before it would hardly be felt.
  func nextZone(of side: Side) -> Zone? {
    let zones = zones(of: side)
    let largest = zones.map(\.usd.value).max() ?? 0
    return zones.first { $0.usd.value >= largest / 5 }
  }
  /// One side's zones, nearest first.
  func zones(of side: Side) -> [Zone] {
    zones.filter { $0.side == side }.sorted { abs($0.distance) < abs($1.distance) }
  }
}

import Market

/// A contiguous price band that holds a pool much denser than its surroundings.
public struct Zone: Sendable, Hashable, Codable {
  /// The side that would be liquidated: longs below the close, shorts above.
  public var side: Side
  public var low: Price
  public var high: Price
  /// Where in the band it is densest.
  public var peak: Price
  public var usd: Estimate
  /// From the close to the band's near edge, as a fraction of the close: negative below.
  public var distance: Double
  /// The distance in daily standard deviations, with its sign.
  public var sigmas: Double
  /// Dollars by leverage band, those that hold something.
  public var bands: [LeverageBand: USD]
  /// Dollars by venue, those that hold something.
  public var venues: [Venue: USD]
  /// Half of the band's dollars belong to positions older than this.
  public var medianAge: TimeSpan
  /// How far the peak rises over the higher of its two saddles, as a share of the peak: 0 to 1.
  public var prominence: Double

  public init(
    side: Side, low: Price, high: Price, peak: Price, usd: Estimate, distance: Double,
    sigmas: Double, bands: [LeverageBand: USD], venues: [Venue: USD], medianAge: TimeSpan,
    prominence: Double
  ) {
    self.side = side
    self.low = low
    self.high = high
    self.peak = peak
    self.usd = usd
    self.distance = distance
    self.sigmas = sigmas
    self.bands = bands
    self.venues = venues
    self.medianAge = medianAge
    self.prominence = prominence
  }
}

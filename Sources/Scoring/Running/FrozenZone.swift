import Market

/// A zone as it was published: where it lies and how likely its near edge was to be touched.
public struct FrozenZone: Hashable, Sendable, Codable {
  public var side: Side
  public var low: Price
  public var high: Price
  /// 0 to 1, by the days of the window.
  public var probabilities: [Int: Double]

  public init(side: Side, low: Price, high: Price, probabilities: [Int: Double]) {
    self.side = side
    self.low = low
    self.high = high
    self.probabilities = probabilities
  }

  /// The edge nearer to the close: longs are liquidated from above, shorts from below.
  public var nearEdge: Price { side == .long ? high : low }
}

/// What became of a frozen zone in one window.
public struct ZoneFate: Hashable, Sendable, Codable {
  public var side: Side
  public var low: Price
  public var high: Price
  /// As frozen, for the window's length.
  public var probability: Double
  /// Start of the first bar that touched the near edge; `nil` where none did.
  public var reached: Timestamp?

  /// - Parameter bars: the window's, in order of time; mark prices count where they are known.
  init?(_ zone: FrozenZone, days: Int, bars: [Bar]) {
    guard let probability = zone.probabilities[days] else { return nil }
    side = zone.side
    low = zone.low
    high = zone.high
    self.probability = probability
    reached =
      bars.first {
        zone.side == .long ? $0.triggerLow <= zone.high : $0.triggerHigh >= zone.low
      }?.time
  }
}

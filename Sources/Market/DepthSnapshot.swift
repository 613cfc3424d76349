/// What lay in a venue's order book at a moment, by distance from the price.
public struct DepthSnapshot: Hashable, Sendable {
  /// Everything between the price and a distance from it.
  public struct Level: Hashable, Sendable {
    /// As a share of the price: -0.01 for the bids down to 1 % below, 0.01 for the asks above.
    public var distance: Double
    public var quantity: Base
    public var value: USD

    public init(distance: Double, quantity: Base, value: USD) {
      self.distance = distance
      self.quantity = quantity
      self.value = value
    }
  }

  public var time: Timestamp
  /// Ascending by distance: bids from the farthest to the nearest, then asks.
  public var levels: [Level]

  public init(time: Timestamp, levels: [Level]) {
    self.time = time
    self.levels = levels.sorted { $0.distance < $1.distance }
  }
}

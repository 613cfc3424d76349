import Glibc
import Market

/// How much stood in an order book within a distance of its middle, as Binance's `bookDepth` files
/// record it: notional by percentage, negative for bids.
public struct BookDepth: Sendable, Hashable {
  /// What stands from the middle to a distance from it.
  public struct Level: Sendable, Hashable {
    /// As a positive fraction of the price, below 1.
    public var distance: Double
    /// All orders up to there, in dollars.
    public var usd: USD

    public init(distance: Double, usd: USD) {
      self.distance = distance
      self.usd = usd
    }
  }

  /// Cumulative dollars by distance in the price's logarithm, from zero, both ascending.
  private let bids: [(distance: Double, usd: Double)]
  private let asks: [(distance: Double, usd: Double)]

  /// - Parameters:
  ///   - bids: below the middle; `asks`: above. In any order.
  /// - Returns: `nil` where a side has no level with anything in it, or a figure is impossible or falls
  ///   with distance.
  public init?(bids: [Level], asks: [Level]) {
    guard let bids = BookDepth.curve(bids, sign: -1), let asks = BookDepth.curve(asks, sign: 1)
    else { return nil }
    self.bids = bids
    self.asks = asks
  }

  private static func curve(
    _ levels: [Level], sign: Double
  ) -> [(distance: Double, usd: Double)]? {
    var curve = [(distance: 0.0, usd: 0.0)]
    for level in levels.sorted(by: { $0.distance < $1.distance }) {
      let last = curve[curve.count - 1]
      let distance = abs(log1p(sign * level.distance))
      guard level.distance > 0, distance.isFinite, distance > last.distance,
        level.usd.value.isFinite, level.usd.value >= last.usd
      else { return nil }
      // What adds nothing would be a wall of no height.
      if level.usd.value > last.usd { curve.append((distance, level.usd.value)) }
    }
    return curve.count > 1 ? curve : nil
  }

  /// How far the price goes until the book has taken an amount, in its logarithm. Beyond the last level
  /// the book is taken to go on as between the last two.
  func distance(absorbing usd: USD, of liquidated: Side) -> Double {
    let curve = liquidated == .long ? bids : asks
    var index = 1
    while index < curve.count - 1, curve[index].usd < usd.value { index += 1 }
    let low = curve[index - 1]
    let high = curve[index]
    return low.distance
      + (usd.value - low.usd) * (high.distance - low.distance) / (high.usd - low.usd)
  }

  /// Dollars a unit of the price's logarithm at a distance; `nil` beyond what was recorded.
  func density(at distance: Double, _ liquidated: Side) -> Double? {
    let curve = liquidated == .long ? bids : asks
    guard let index = curve.firstIndex(where: { $0.distance > distance }), index > 0 else {
      return nil
    }
    let low = curve[index - 1]
    let high = curve[index]
    return (high.usd - low.usd) / (high.distance - low.distance)
  }

  /// The same over all that was recorded.
  func meanDensity(_ liquidated: Side) -> Double {
    let last = (liquidated == .long ? bids : asks).last ?? (1, 0)
    return last.usd / last.distance
  }

  public static func == (a: BookDepth, b: BookDepth) -> Bool {
    a.bids.elementsEqual(b.bids, by: ==) && a.asks.elementsEqual(b.asks, by: ==)
  }

  public func hash(into hasher: inout Hasher) {
    for level in bids + asks {
      hasher.combine(level.distance)
      hasher.combine(level.usd)
    }
  }
}

import Market

/// An order by which the venue closed a position, or a part of one: large positions take many.
public struct ForcedClose: Hashable, Sendable {
  public var time: Timestamp
  /// Side of the position: a long is closed by a sale.
  public var side: Side
  /// Thousandths of a coin.
  public var lots: Int64
  /// Price at which it was closed on average, in ticks.
  public var averageTicks: Int64
  /// The venue's number of the position, which all orders that close it share, and its average
  /// entry.
  public var position: Int
  public var entryPrice: Price
  /// Limit of the venue's order, the price at which the margin is used up, in ticks.
  public var limitTicks: Int64

  public var quantity: Base { Base(lots.base) }
}

/// The venue's stream of forced orders: at most one a second, whatever happens.
struct LiquidationStream {
  private static let interval: Int64 = 1_000
  private var last: Timestamp?
  private var generator: SeededGenerator
  private let offered: Double

  /// - Parameter offered: share of the orders that reach the stream at all, 0 to 1.
  init(offered: Double, generator: SeededGenerator) {
    self.offered = offered
    self.generator = generator
  }

  /// Whether an order is reported; orders must come in order of time.
  mutating func reports(_ close: ForcedClose) -> Bool {
    guard generator.chance(offered) else { return false }
    if let last, (close.time - last).milliseconds < Self.interval { return false }
    last = close.time
    return true
  }
}

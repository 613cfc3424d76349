import Market

/// A position as it stands at a close: the truth that an estimated map is held against.
public struct SimulatedPosition: Hashable, Sendable {
  public var side: Side
  /// Average entry of what is held.
  public var entryPrice: Price
  /// The trader's setting; how far it is to liquidation depends on the wallet as well.
  public var leverage: Int
  public var marginMode: MarginMode
  /// Thousandths of a coin, positive on both sides.
  public var lots: Int64
  /// `nil` where no price liquidates the position.
  public var liquidationPrice: Price?
  /// Isolated margin or cross balance, before the position's own gain or loss.
  public var wallet: USD
  /// Covered by coins or by positions on other venues.
  public var isHedged: Bool
  /// Since when the liquidation price has been what it is.
  public var settled: Timestamp

  public var quantity: Base { Base(lots.base) }
}

/// A forced close that a venue reported, one by one. The reports of most venues are a sample: at
/// most one a second.
public struct ReportedLiquidation: Hashable, Sendable {
  public var time: Timestamp
  /// The side of the position that was closed.
  public var side: Side
  public var quantity: Base
  /// At which it was closed, by the venue's account: the mean fill (Binance), the bankruptcy price
  /// (OKX), the price at which the venue took it over (Bitfinex). `nil` where it does not say.
  public var price: Price?
  /// The position's mean entry price, which only Bitfinex tells.
  public var entryPrice: Price?

  public init(
    time: Timestamp, side: Side, quantity: Base, price: Price?, entryPrice: Price? = nil
  ) {
    self.time = time
    self.side = side
    self.quantity = quantity
    self.price = price
    self.entryPrice = entryPrice
  }
}

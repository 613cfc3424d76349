import Market

/// What one side holds in one leverage bucket, entered in one price bin.
public struct Cohort: Sendable, Hashable {
  public var side: Side
  /// Effective: of the isolated position with the same distance to liquidation. 1 where never
  /// liquidated.
  public var leverage: Double
  /// `nil` for the hedged or unlevered bucket.
  public var band: LeverageBand?
  /// The middle of the bin in which it was entered.
  public var entryPrice: Price
  /// In coins; of inverse contracts their dollars at the last close.
  public var quantity: Base
  /// Net funding since entry; positive where the position paid.
  public var fundingPaid: USD
  /// The mean, weighted by quantity. Positions seeded at the start count from the first bar.
  public var meanEntryTime: Timestamp
  /// `nil` for the hedged or unlevered bucket.
  public var liquidationPrice: Price?
  /// The part that was there before the first bar and whose entry is assumed, 0 to 1.
  public var seededShare: Double

  public init(
    side: Side, leverage: Double, band: LeverageBand?, entryPrice: Price, quantity: Base,
    fundingPaid: USD, meanEntryTime: Timestamp, liquidationPrice: Price?, seededShare: Double
  ) {
    self.side = side
    self.leverage = leverage
    self.band = band
    self.entryPrice = entryPrice
    self.quantity = quantity
    self.fundingPaid = fundingPaid
    self.meanEntryTime = meanEntryTime
    self.liquidationPrice = liquidationPrice
    self.seededShare = seededShare
  }
}

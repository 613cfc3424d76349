import Archive
import Market

/// Every position that was open at a close, as a simulated market knows it.
public struct TrueMap: Sendable, Hashable {
  /// One position.
  public struct Position: Sendable, Hashable {
    public var side: Side
    /// Positive on both sides.
    public var quantity: Base
    /// `nil` where no price liquidates the position.
    public var liquidationPrice: Price?

    public init(side: Side, quantity: Base, liquidationPrice: Price?) {
      self.side = side
      self.quantity = quantity
      self.liquidationPrice = liquidationPrice
    }
  }

  public var day: Day
  public var positions: [Position]

  public init(day: Day, positions: [Position]) {
    self.day = day
    self.positions = positions
  }

  /// Reads `FOLDER/SYMBOL-YYYY-MM-DD.csv.gz`, as `simulate --truth` writes it.
  ///
  /// - Throws: `ArchiveError.noInput` where the day has no file; `.refusedRow`, with the line, where a
  ///   number is missing, not finite or outside its range, or a word is not one of those written.
  public static func read(folder: String, symbol: String, day: Day) throws(ArchiveError) -> TrueMap
  {
    let name = "\(symbol)-\(day).csv.gz"
    let table = PlainTable(
      path: "\(folder)/\(name)", name: name,
      columns: [
        .init("side", .text), .init("entry_price", .number), .init("leverage", .number),
        .init("margin_mode", .text), .init("quantity_base", .number),
        .init("liquidation_price", .optionalNumber),
      ])
    return TrueMap(day: day, positions: try table.read(position))
  }

  /// No price or amount of a market is above this, so that no product of two overflows.
  private static let largest = 1e15

  private static func position(_ row: PlainTable.Row) throws(PlainTable.Fault) -> Position {
    guard let side = Side(rawValue: row.text(0)) else {
      throw PlainTable.Fault(column: 0, expected: "long or short")
    }
    for column in [1, 4] {
      guard row.number(column) > 0, row.number(column) <= largest else {
        throw PlainTable.Fault(column: column, expected: "a number above 0 and at most 1e15")
      }
    }
    guard row.number(2) >= 1, row.number(2) <= 1_000 else {
      throw PlainTable.Fault(column: 2, expected: "a leverage from 1 to 1,000")
    }
    guard ["isolated", "cross"].contains(row.text(3)) else {
      throw PlainTable.Fault(column: 3, expected: "isolated or cross")
    }
    // A long that only a price of almost nothing would liquidate has one that rounds to 0.
    let price = row.optionalNumber(5)
    if let price, !(0...largest).contains(price) {
      throw PlainTable.Fault(column: 5, expected: "a price from 0 to 1e15, or a blank")
    }
    return Position(
      side: side, quantity: Base(row.number(4)), liquidationPrice: price.map { Price($0) })
  }
}

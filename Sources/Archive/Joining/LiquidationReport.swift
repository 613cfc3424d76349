import Market

/// One forced order that a venue reported.
struct LiquidationReport: PlacedRow {
  var time: Timestamp
  var place: RowPlace
  /// The side of the position, not of the order that closed it.
  var side: Side
  /// In the venue's unit.
  var quantity: Double
  /// At which it was closed, by the venue's account; NaN where it does not say.
  var price: Double
  /// The position's mean entry price; NaN where the venue does not say.
  var entryPrice = Double.nan
  /// Of all fields: what comes again with every one of them equal is the same report.
  var fingerprint: UInt64

  func agrees(with other: LiquidationReport) -> Bool { fingerprint == other.fingerprint }

  /// The report as the rest of the program knows it. Contracts of a fixed worth in dollars need
  /// its price to become coins.
  func reported(size: ContractSize) -> ReportedLiquidation {
    ReportedLiquidation(
      time: time, side: side, quantity: size.coins(quantity, at: Price(price)),
      price: price.isNaN ? nil : Price(price),
      entryPrice: entryPrice.isNaN ? nil : Price(entryPrice))
  }
}

/// A digest of a row's fields, to know rows again that the venue publishes twice.
struct Fingerprint {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes { mix(UInt64(byte)) }
    mix(0x2C)
  }

  mutating func add(_ text: String) { for byte in text.utf8 { mix(UInt64(byte)) } }
  mutating func add(_ number: Double) { mix(number.bitPattern) }

  /// FNV-1a over words, with a shift so that high bits reach the low ones.
  private mutating func mix(_ word: UInt64) {
    value = (value ^ word) &* 0x100_0000_01B3
    value ^= value &>> 29
  }
}

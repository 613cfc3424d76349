/// A decimal unit, 1 to 10^-10, and the number of units that others are counted from.
struct DecimalScale: Sendable {
  /// Powers of ten up to the tenth are exact as `Float`.
  static let mostPlaces = 10
  /// Added to a number below 2^51, it leaves the nearest whole number in the lowest bits.
  private static let rounding = 0x1.8p52

  private var base: Double
  private var unitsInOne: Float
  /// Whether the greatest offset stands for no number.
  private(set) var hasNone = false

  /// The scale that counts from a number, where it is a whole number of units, to the bit.
  ///
  /// - Returns: with the number's own `whole`; `nil` where it is not, or is too large to be counted.
  static func holding(_ bits: UInt64, places: Int) -> (scale: DecimalScale, origin: UInt64)? {
    let units = (0..<places).reduce(Float(1)) { power, _ in power * 10 }
    let whole = (Double(bitPattern: bits) * Double(units)).rounded(.toNearestOrEven)
    guard abs(whole) < 0x1p50, (whole / Double(units)).bitPattern == bits else { return nil }
    let scale = DecimalScale(base: whole, unitsInOne: units)
    return (scale, scale.rounded(bits).whole)
  }

  /// The same unit, counted from so many units above the base.
  func counting(from offset: Double, hasNone: Bool = false) -> DecimalScale {
    DecimalScale(base: base + offset, unitsInOne: unitsInOne, hasNone: hasNone)
  }

  /// A number as whole units, counted from wherever, and the bits of what these are: other bits where the
  /// number is none of whole units.
  @inline(__always)
  func rounded(_ bits: UInt64) -> (whole: UInt64, number: UInt64) {
    let shifted = Double(bitPattern: bits) * Double(unitsInOne) + Self.rounding
    return (shifted.bitPattern, ((shifted - Self.rounding) / Double(unitsInOne)).bitPattern)
  }

  /// The bits of the number that lies so many units above the base.
  @inline(__always)
  func bits(_ offset: Double) -> UInt64 { ((base + offset) / Double(unitsInOne)).bitPattern }
}

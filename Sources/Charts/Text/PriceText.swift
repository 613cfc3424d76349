import Glibc
import Market

/// Prices as charts write them. Those of a millionth and less take the short form that exchanges of
/// such coins use: `0.0₈1234` has eight noughts after the point.
enum PriceText {
  private static let plainFrom = 1e-6

  /// A price with as many digits as traders quote.
  static func price(_ price: Double) -> String {
    guard price > 0, price < plainFrom else { return NumberText.price(price) }
    return short(price, decimals: 3 - Int(floor(log10(price))))
  }

  /// Prices that stand in a column, all with the same decimals.
  static func fixed(_ price: Double, decimals: Int) -> String {
    guard price > 0, price < plainFrom else { return NumberText.fixed(price, decimals: decimals) }
    return short(price, decimals: decimals)
  }

  private static func short(_ price: Double, decimals: Int) -> String {
    let scaled = (price * pow(10, Double(decimals))).rounded()
    guard scaled >= 1, scaled < 1e15 else { return "0" }
    let digits = String(Int(scaled))
    let noughts = String(max(decimals - digits.count, 0)).unicodeScalars.map { digit in
      // U+2080 is the subscript nought, the others follow it.
      String(UnicodeScalar(digit.value - 48 + 0x2080).map(Character.init) ?? "?")
    }
    return "0.0" + noughts.joined() + digits
  }
}

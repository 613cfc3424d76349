/// Text of numbers as the venue's files have it: plain decimals, no exponent.
extension [UInt8] {
  mutating func append(_ text: String) { append(contentsOf: text.utf8) }

  mutating func append(_ number: Int64) { append(units: number, decimals: 0) }

  /// A number counted in units of its last decimal.
  mutating func append(units: Int64, decimals: Int) {
    if units < 0 { append(UInt8(ascii: "-")) }
    var rest = units.magnitude
    var digits: [UInt8] = []
    while rest > 0 || digits.count <= decimals {
      if digits.count == decimals, decimals > 0 { digits.append(UInt8(ascii: ".")) }
      digits.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
      if rest == 0, digits.count > decimals { break }
    }
    append(contentsOf: digits.reversed())
  }

  /// A number rounded to some decimals; what does not fit 64 bits of them is cut off there.
  mutating func append(_ number: Double, decimals: Int) {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (number * scale).rounded(.toNearestOrAwayFromZero)
    append(units: Int64(Swift.min(9e18, Swift.max(-9e18, scaled))), decimals: decimals)
  }

  mutating func appendComma() { append(UInt8(ascii: ",")) }
  mutating func appendNewline() { append(UInt8(ascii: "\n")) }
}

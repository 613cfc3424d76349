/// Numbers as decimal text, written straight into bytes.
extension [UInt8] {
  mutating func append(decimal value: Int64) {
    if value < 0 { append(UInt8(ascii: "-")) }
    append(digits: value.magnitude)
  }

  /// The shortest decimal that reads back as the same number, without a fraction of nought: `12`, `0.5`,
  /// `1e-07`.
  ///
  /// - Parameter value: finite.
  mutating func append(shortest value: Double) {
    if value == 0 {
      append(contentsOf: value.sign == .minus ? [0x2D, 0x30] : [0x30])
      return
    }
    let magnitude = value.magnitude
    // At most fifteen digits: no two such decimals are the same number, so one that reads back as the
    // number is the shortest once its noughts are off. Most amounts are whole cents.
    if magnitude >= 0.0001, magnitude < 1e9 {
      for (scale, decimals) in [(1.0, 0), (100.0, 2), (1e6, 6)] {
        let scaled = (magnitude * scale).rounded()
        guard scaled / scale == magnitude else { continue }
        if value < 0 { append(UInt8(ascii: "-")) }
        append(UInt64(scaled), decimals: decimals)
        return
      }
    } else if magnitude < 1e15, magnitude == magnitude.rounded() {
      return append(decimal: Int64(value))
    }
    append(trimmed: value.description)
  }

  /// A number's description without a fraction of nought.
  mutating func append(trimmed description: String) {
    var text = description
    text.withUTF8 { utf8 in
      let isWhole = utf8.count > 2 && utf8[utf8.count - 2] == 0x2E && utf8[utf8.count - 1] == 0x30
      append(contentsOf: isWhole ? utf8.dropLast(2) : utf8[...])
    }
  }

  /// A number counted in units of its last decimal, without noughts at its end.
  private mutating func append(_ units: UInt64, decimals: Int) {
    var scale: UInt64 = 1
    for _ in 0..<decimals { scale *= 10 }
    append(digits: units / scale)
    var rest = units % scale
    guard rest > 0 else { return }
    append(UInt8(ascii: "."))
    while rest > 0 {
      scale /= 10
      append(UInt8(ascii: "0") + UInt8(rest / scale))
      rest %= scale
    }
  }

  private mutating func append(digits number: UInt64) {
    var divisor: UInt64 = 1
    while number / divisor >= 10 { divisor *= 10 }
    var rest = number
    while divisor > 0 {
      append(UInt8(ascii: "0") + UInt8(rest / divisor))
      rest %= divisor
      divisor /= 10
    }
  }
}

/// Numbers as decimal text, written straight into bytes.
extension [UInt8] {
  mutating func append(decimal value: Int64) {
    if value < 0 { append(UInt8(ascii: "-")) }
    append(value.magnitude, decimals: 0)
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

  /// - Parameter numbers: finite.
  mutating func append(_ numbers: some Sequence<Double>, eachBehind separator: [UInt8]) {
    for number in numbers {
      append(contentsOf: separator)
      append(shortest: number)
    }
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
    var (rest, decimals) = (units, decimals)
    while decimals > 0, rest % 10 == 0 { (rest, decimals) = (rest / 10, decimals - 1) }
    // Last digit first, and then turned round.
    let start = count
    func appendDigit(to text: inout [UInt8]) {
      text.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    if decimals > 0 {
      for _ in 0..<decimals { appendDigit(to: &self) }
      append(UInt8(ascii: "."))
    }
    repeat { appendDigit(to: &self) } while rest > 0
    var (first, last) = (start, count - 1)
    while first < last {
      swapAt(first, last)
      (first, last) = (first + 1, last - 1)
    }
  }
}

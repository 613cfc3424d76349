import Market
import Testing

@testable import Site

@Suite struct DecimalBytesTests {
  @Test("numbers have the shortest text that reads back")
  func numbers() {
    var numbers: [Double] = [
      0, -0.0, 1, -1, 0.1, 0.01, 123.45, 1e5, 99_999.99, 1e9, 123_456_789.01, 1e15, 1e16, 2.5e15,
      9_007_199_254_740_992, 1e20, 1e-4, 0.000123, 0.00001, 1e-7, 1.7976931348623157e308,
      .leastNonzeroMagnitude, .ulpOfOne, 1 / 3, 2.0 / 3, 1e15 - 0.125, 4_503_599_627_370_497.5,
      0.1 + 0.2, 1.005, 999_999_999.999999, 1_000_000_000.000001, 100.0 / 3,
    ]
    var random = SeededGenerator(seed: 5)
    for _ in 0..<20_000 {
      numbers.append(Double(bitPattern: random.next()))
      let scale: Double = [1, 10, 100, 1e4, 1e6, 1e8][Int(random.next() % 6)]
      numbers.append(Double(random.next() % 1_000_000_000_000_000) / scale)
      numbers.append(-Double(random.next() % 1_000_000) / scale)
    }
    for number in numbers where number.isFinite {
      var bytes: [UInt8] = []
      bytes.append(shortest: number)
      let described = number.description
      #expect(
        String(decoding: bytes, as: UTF8.self)
          == (described.hasSuffix(".0") ? String(described.dropLast(2)) : described))
    }
  }
}

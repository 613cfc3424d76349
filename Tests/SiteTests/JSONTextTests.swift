import Briefing
import FoundationEssentials
import Market
import Testing

@testable import Site

@Suite struct JSONTextTests {
  /// What another encoder makes of a value, as the reference.
  private static func reference(_ value: some Encodable, pretty: Bool) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  private static func expectSame(_ value: some Encodable) throws {
    for pretty in [false, true] {
      let text = String(decoding: try JSONText.encode(value, pretty: pretty), as: UTF8.self)
      #expect(text == (try reference(value, pretty: pretty)))
    }
  }

  @Test("a document is written as a library writes it")
  func documents() throws {
    try JSONTextTests.expectSame(TinyEdition.briefing())
    try JSONTextTests.expectSame(ExplorerData(TinyEdition.briefing()))
  }

  @Test("numbers have the shortest text that reads back")
  func numbers() throws {
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
    numbers.removeAll { !$0.isFinite }
    let bytes = try JSONText.encode(numbers, pretty: false)
    let lines = String(decoding: bytes.dropFirst().dropLast(2), as: UTF8.self).split(separator: ",")
    #expect(lines.count == numbers.count)
    for (line, number) in zip(lines, numbers) {
      let described = number.description
      #expect(line == (described.hasSuffix(".0") ? described.dropLast(2) : described[...]))
    }
    try JSONTextTests.expectSame([Float(0.1), 1, 1e20])
    try JSONTextTests.expectSame([UInt64.max, UInt64(3)])
    try JSONTextTests.expectSame([Int64.min, Int64.max, 0])
    try JSONTextTests.expectSame([Int8(-5)])
  }

  @Test("a number that JSON has no text for is refused", arguments: [Double.nan, .infinity])
  func refused(number: Double) {
    #expect(throws: SiteError.self) { try JSONText.encode([number], pretty: false) }
    #expect(throws: SiteError.self) { try JSONText.encode(["x": number], pretty: false) }
    #expect(throws: SiteError.self) { try JSONText.encode([Float(number)], pretty: false) }
  }

  @Test("text is escaped where it has to be and nowhere else")
  func text() throws {
    let every = String(String.UnicodeScalarView((0...0x17F).compactMap(Unicode.Scalar.init)))
    try JSONTextTests.expectSame([every, "</script>", "a/b", "\u{2028}", "\u{1F600}", ""])
    try JSONTextTests.expectSame([every: 1, "\u{FFFD}": 2, "\u{1F600}": 3, "a\"": 4])
  }

  private struct Odd: Encodable {
    enum Choice: Encodable { case nothing, number(Int, of: String), list([Int]) }
    var z: [Choice] = [.nothing, .number(1, of: "x"), .list([1, 2]), .list([])]
    var b: [String: [Int: Double]] = ["q": [10: 1.5, 9: 2], "p": [:]]
    var a: Int?
    var some: [Int?] = [nil, 1]
    var none: [[Double]] = [[], [1, 2.5]]
    var flag = true
    var nested: [String: [String: [String]]] = ["x": ["y": ["z"], "w": []]]

    enum CodingKeys: String, CodingKey { case z, b, a, some, none, flag, nested, later }

    func encode(to encoder: any Encoder) throws {
      var fields = encoder.container(keyedBy: CodingKeys.self)
      // Two that are written side by side.
      var later = fields.nestedUnkeyedContainer(forKey: .later)
      try fields.encode(z, forKey: .z)
      try later.encode(1.5)
      var first = later.nestedContainer(keyedBy: CodingKeys.self)
      try fields.encode(b, forKey: .b)
      try first.encode("late", forKey: .z)
      try first.encodeNil(forKey: .a)
      try fields.encodeIfPresent(a, forKey: .a)
      try fields.encode(some, forKey: .some)
      try later.encodeNil()
      try fields.encode(none, forKey: .none)
      try fields.encode(flag, forKey: .flag)
      try fields.encode(nested, forKey: .nested)
    }
  }

  @Test("keys come in order, whatever the order in which a value writes itself")
  func order() throws {
    try JSONTextTests.expectSame(Odd())
    try JSONTextTests.expectSame([Odd(), Odd()])
    try JSONTextTests.expectSame(["top": nil as Int?])
    try JSONTextTests.expectSame([String: Int]())
    try JSONTextTests.expectSame([[Odd]]())
    try JSONTextTests.expectSame("text")
  }
}

import Foundation
import Market
import Testing

@testable import Briefing
@testable import Site

@Suite("JSON")
struct JSONTextTests {
  /// What the library writes of a value.
  private func expected(_ value: some Encodable, pretty: Bool) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  private func expectSame(_ value: some Encodable) throws {
    for pretty in [false, true] {
      let text = String(decoding: try JSONText.encode(value, pretty: pretty), as: UTF8.self)
      #expect(text == (try expected(value, pretty: pretty)))
    }
  }

  private struct Forms: Encodable {
    var zebra = 1.5
    var apple: Float = 0.1
    var p9 = Int8.min
    var p10 = UInt64.max
    var absent: Int?
    var present: Int? = -3
    var flags = [true, false]
    var gaps: [Double?] = [1, nil, 2.25]
    var rows = [[0.0, -0.0], [], [1e-7, 1e21]]
    var none: [String: Int] = [:]
    var some = ["b": [1, 2], "a": [], "é": [3], "B": [4]]
    var side = Side.long
    var sides: [Side: Double] = [.long: 1, .short: 2]
  }

  @Test("all forms of values are written as the library writes them")
  func forms() throws {
    try expectSame(Forms())
    try expectSame([Forms(), Forms(zebra: 2)])
    try expectSame([String: Int]())
    try expectSame([Int]())
    try expectSame(3)
    try expectSame("text")
  }

  /// Writes itself by hand, its parts in turns and by all ways that there are.
  private struct ByHand: Encodable {
    private struct Rest: Encodable { var last = "rest" }

    func encode(to encoder: any Encoder) throws {
      var fields = encoder.container(keyedBy: JSONKey.self)
      var inner = fields.nestedContainer(keyedBy: JSONKey.self, forKey: JSONKey(stringValue: "y"))
      try inner.encode(1, forKey: JSONKey(stringValue: "two"))
      var deep = inner.nestedUnkeyedContainer(forKey: JSONKey(stringValue: "one"))
      try deep.encode("a")
      var deeper = deep.nestedContainer(keyedBy: JSONKey.self)
      try deeper.encodeNil(forKey: JSONKey(stringValue: "nothing"))
      _ = deep.nestedUnkeyedContainer()
      try deep.encodeNil()
      try "above".encode(to: deep.superEncoder())
      try fields.encode(2.5, forKey: JSONKey(stringValue: "x"))
      try [1, 2].encode(to: fields.superEncoder(forKey: JSONKey(stringValue: "w")))
      try Rest().encode(to: fields.superEncoder())
      // A second container of the same kind is the first.
      var again = encoder.container(keyedBy: JSONKey.self)
      try again.encode(true, forKey: JSONKey(stringValue: "a"))
    }
  }

  @Test("so are nested containers")
  func nested() throws {
    try expectSame(ByHand())
    try expectSame(["k": ByHand()])
  }

  @Test("every character is escaped as the library does, or not")
  func characters() throws {
    let ascii = String(String.UnicodeScalarView((0..<0x80).compactMap(UnicodeScalar.init)))
    try expectSame([ascii, "\u{2028}\u{2029}\u{7F}", "ö €·𝄞", "/", "", "\"", "back\\slash"])
    try expectSame([ascii: 1])
  }

  @Test("numbers of any size are written as the library writes them")
  func numbers() throws {
    var random = SeededGenerator(seed: 11)
    var numbers: [Double] = []
    for _ in 0..<2_000 {
      numbers.append(Double(bitPattern: random.next()))
      numbers.append(Double(random.next() % 1_000_000_000) / 100)
    }
    try expectSame(numbers.filter(\.isFinite))
  }

  @Test("a whole briefing is written as the library writes it, and reads back")
  func briefing() throws {
    let briefing = WholeBriefing.briefing
    try expectSame(briefing)
    try expectSame(ExplorerData(briefing))
    #expect(
      try BriefingJSON.decode(try BriefingJSON.encode(briefing), path: "briefing.json") == briefing)
  }

  @Test("what JSON cannot say is refused by its place")
  func refused() {
    let values: [String: [[Double]]] = ["a": [[0]], "b": [[1], [2, .nan]]]
    let error = #expect(throws: SiteError.self) { try JSONText.encode(values, pretty: false) }
    guard case .unwritableJSON(let reason) = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    for word in ["no such number", "b[1][1]"] where !reason.contains(word) {
      Issue.record("\(word) is missing: \(reason)")
    }
  }

  private struct Nothing: Encodable {
    func encode(to encoder: any Encoder) {}
  }

  @Test("a value without any text is refused")
  func nothing() {
    #expect(throws: SiteError.self) { try JSONText.encode(["a": Nothing()], pretty: false) }
  }
}

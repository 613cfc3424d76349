import Market
import Testing

@testable import Briefing

@Suite("Checkpoint coding")
struct BinaryCodingTests {
  private struct Sample: Codable, Equatable {
    enum Colour: String, Codable { case red, green }
    struct Part: Codable, Equatable {
      var time: Timestamp
      var names: [String]
    }

    var flag = true
    var number = -7
    var real = 0.1
    var small: [Float] = [1.5, -0.0]
    var text: String? = "\u{202F}π"
    var none: Double?
    var cells: [SIMD4<Double>] = [SIMD4(1, 2, 3, 4)]
    var parts = [
      Part(time: Timestamp(milliseconds: .min), names: ["a", ""]),
      Part(time: Timestamp(milliseconds: 1), names: []),
    ]
    var bins: [Int: Double] = [3: 1, -1: 2]
    var named: [Colour: [Price]] = [.red: [Price(1)], .green: []]
  }

  private func encode(_ value: some Encodable) throws -> [UInt8] {
    let output = BinaryOutput()
    try BinaryEncoder(output: output).encode(value)
    return output.bytes
  }

  private func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
    let input = BinaryInput(bytes)
    let value = try BinaryDecoder(input: input).decode(type)
    guard input.isAtEnd else { throw CheckpointError.damaged }
    return value
  }

  @Test("values come back as they were, whatever they are made of")
  func roundTrip() throws {
    var sample = Sample()
    #expect(try decode(Sample.self, encode(sample)) == sample)
    sample.none = 2
    sample.text = nil
    #expect(try decode(Sample.self, encode(sample)) == sample)
  }

  @Test("doubles come back bit for bit, what is no number too")
  func bits() throws {
    let patterns: [UInt64] = [0, 1 << 63, 0x7FF0_0000_0000_0001, 0xFFF8_1234_5678_9ABC, 1, .max]
    let values = patterns.map { Double(bitPattern: $0) }
    #expect(try decode([Double].self, encode(values)).map(\.bitPattern) == patterns)
    for value in values {
      #expect(try decode(Price.self, encode(Price(value))).value.bitPattern == value.bitPattern)
    }
  }

  @Test("equal dictionaries give equal bytes, in whatever order they were filled")
  func ordered() throws {
    var random = SeededGenerator(seed: 4)
    let pairs = (0..<200).map { _ in (Int(random.next() % 1_000), random.uniform()) }
    var one: [Int: Double] = [:]
    for (key, value) in pairs { one[key] = value }
    var other: [Int: Double] = [:]
    other.reserveCapacity(5_000)
    for (key, value) in one.sorted(by: { $0.key > $1.key }) { other[key] = value }
    #expect(try encode(one) == encode(other))
    func names(_ order: [LeverageBand]) throws -> [UInt8] {
      var named: [LeverageBand: Double] = [:]
      for band in order { named[band] = Double(band.rawValue.count) }
      return try encode(named)
    }
    #expect(try names(LeverageBand.allCases) == names(LeverageBand.allCases.reversed()))
  }

  @Test("bytes cut short throw, bytes changed never crash")
  func damage() throws {
    let bytes = try encode(Sample())
    for cut in bytes.indices {
      #expect(throws: (any Error).self) { try decode(Sample.self, Array(bytes[..<cut])) }
    }
    var refused = 0
    var random = SeededGenerator(seed: 8)
    for _ in 0..<2_000 {
      var changed = bytes
      for _ in 0...random.next() % 3 {
        changed[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
      }
      if (try? decode(Sample.self, changed)) == nil { refused += 1 }
    }
    #expect(refused > 100)
  }

  @Test("another layout of a type has another sum")
  func layout() throws {
    struct One: Codable { var first = 1, second = 2 }
    struct Two: Codable { var second = 1, first = 2 }
    let output = BinaryOutput()
    try BinaryEncoder(output: output).encode(One())
    let input = BinaryInput(output.bytes)
    _ = try BinaryDecoder(input: input).decode(One.self)
    #expect(input.layout == output.layout)
    let swapped = BinaryInput(output.bytes)
    _ = try BinaryDecoder(input: swapped).decode(Two.self)
    #expect(swapped.layout != output.layout)
  }
}

/// Reads what a `BinaryEncoder` has written. Lengths are checked against the bytes that are left.
struct BinaryDecoder: Decoder {
  let input: BinaryInput
  var userInfo: [CodingUserInfoKey: Any] = [:]

  var codingPath: [any CodingKey] { [] }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    switch input.coding.kind(of: type) {
    case .plain: return try input.plain(type)
    case .plainArray:
      return try taken((type as? any PlainArray.Type)?.read(from: input))
    case .pairs:
      return try taken((type as? any OrderedPairs.Type)?.read(from: self))
    case .flag: return try taken(input.flag())
    case .text: return try taken(input.text())
    case .fields: return try Value(from: self)
    }
  }

  private func taken<Value>(_ value: Any?) throws(CheckpointError) -> Value {
    guard let value = value as? Value else { throw .damaged }
    return value
  }

  func container<Key>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(Fields(decoder: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try Elements(decoder: self) }

  func singleValueContainer() -> any SingleValueDecodingContainer { Single(decoder: self) }
}

extension BinaryDecoder {
  private struct Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: BinaryDecoder
    var codingPath: [any CodingKey] { [] }
    /// Names are not written: a type has to ask for its fields in their order.
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { true }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
      decoder.input.note(key.stringValue)
      return try decoder.decode(type)
    }
    // The most common ones without asking what they are.
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
      decoder.input.note(key.stringValue)
      return try decoder.input.plain(type)
    }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
      decoder.input.note(key.stringValue)
      return try decoder.input.plain(type)
    }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
      decoder.input.note(key.stringValue)
      return try decoder.input.flag()
    }
    func decode(_ type: String.Type, forKey key: Key) throws -> String {
      decoder.input.note(key.stringValue)
      return try decoder.input.text()
    }

    private func take<Value: Decodable>(_ key: Key) throws -> Value? {
      decoder.input.note(key.stringValue)
      return try decoder.input.flag() ? try decoder.decode(Value.self) : nil
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
      try take(key)
    }
    // One by one, as they are encoded.
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try take(key) }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
      decoder.input.note(key.stringValue)
      return try decoder.input.flag() ? try decoder.input.text() : nil
    }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? {
      decoder.input.note(key.stringValue)
      return try decoder.input.flag() ? try decoder.input.plain(type) : nil
    }
    func decodeIfPresent(_ type: Float.Type, forKey key: Key) throws -> Float? { try take(key) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try take(key) }
    func decodeIfPresent(_ type: Int8.Type, forKey key: Key) throws -> Int8? { try take(key) }
    func decodeIfPresent(_ type: Int16.Type, forKey key: Key) throws -> Int16? { try take(key) }
    func decodeIfPresent(_ type: Int32.Type, forKey key: Key) throws -> Int32? { try take(key) }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? { try take(key) }
    func decodeIfPresent(_ type: UInt.Type, forKey key: Key) throws -> UInt? { try take(key) }
    func decodeIfPresent(_ type: UInt8.Type, forKey key: Key) throws -> UInt8? { try take(key) }
    func decodeIfPresent(_ type: UInt16.Type, forKey key: Key) throws -> UInt16? { try take(key) }
    func decodeIfPresent(_ type: UInt32.Type, forKey key: Key) throws -> UInt32? { try take(key) }
    func decodeIfPresent(_ type: UInt64.Type, forKey key: Key) throws -> UInt64? { try take(key) }

    func decodeNil(forKey key: Key) throws -> Bool { throw CheckpointError.damaged }

    func nestedContainer<Nested>(
      keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { decoder.container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      try decoder.unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { decoder }
    func superDecoder(forKey key: Key) throws -> any Decoder { decoder }
  }

  private struct Elements: UnkeyedDecodingContainer {
    let decoder: BinaryDecoder
    let count: Int?
    private(set) var currentIndex = 0
    private let end: Int
    var codingPath: [any CodingKey] { [] }
    var isAtEnd: Bool { currentIndex >= end }

    init(decoder: BinaryDecoder) throws(CheckpointError) {
      self.decoder = decoder
      end = try decoder.input.count(ofSize: 1)
      count = end
    }

    private mutating func begin() throws(CheckpointError) {
      guard !isAtEnd else { throw .damaged }
      currentIndex += 1
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
      try begin()
      return try decoder.decode(type)
    }

    mutating func decodeNil() throws -> Bool { throw CheckpointError.damaged }

    mutating func nestedContainer<Nested>(
      keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
      try begin()
      return decoder.container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
      try begin()
      return try decoder.unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder {
      try begin()
      return decoder
    }
  }

  private struct Single: SingleValueDecodingContainer {
    let decoder: BinaryDecoder
    var codingPath: [any CodingKey] { [] }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.decode(type) }
    /// Only a field may be nothing.
    func decodeNil() -> Bool { false }
  }
}

/// Writes values bit for bit: fields without their names, in the order of their declaration; arrays of
/// numbers in one piece; dictionaries by ascending keys. Equal values give equal bytes.
///
/// For conformances that the compiler makes, and others that decode in the order in which they encode.
struct BinaryEncoder: Encoder {
  let output: BinaryOutput

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func encode<Value: Encodable>(_ value: Value) throws {
    switch output.coding.kind(of: Value.self) {
    case .plain: withUnsafeBytes(of: value) { output.write($0) }
    case .plainArray: (value as? any PlainArray)?.write(to: output)
    case .pairs: try (value as? any OrderedPairs)?.write(to: output)
    case .flag: if let flag = value as? Bool { output.write(flag: flag) }
    case .text: if let text = value as? String { output.write(text: text) }
    case .fields: try value.encode(to: self)
    }
  }

  func container<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(Fields(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer { Elements(encoder: self) }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoder: self) }

  fileprivate static func noNil() -> EncodingError {
    EncodingError.invalidValue(
      (), EncodingError.Context(codingPath: [], debugDescription: "nothing, outside of a field"))
  }
}

extension BinaryEncoder {
  private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: BinaryEncoder
    var codingPath: [any CodingKey] { [] }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
      encoder.output.note(key.stringValue)
      try encoder.encode(value)
    }
    // The most common ones without asking what they are.
    func encode(_ value: Double, forKey key: Key) throws {
      encoder.output.note(key.stringValue)
      encoder.output.write(plain: value)
    }
    func encode(_ value: Int, forKey key: Key) throws {
      encoder.output.note(key.stringValue)
      encoder.output.write(plain: value)
    }
    func encode(_ value: Bool, forKey key: Key) throws {
      encoder.output.note(key.stringValue)
      encoder.output.write(flag: value)
    }
    func encode(_ value: String, forKey key: Key) throws {
      encoder.output.note(key.stringValue)
      encoder.output.write(text: value)
    }

    private func put(_ value: (some Encodable)?, _ key: Key) throws {
      encoder.output.note(key.stringValue)
      encoder.output.write(flag: value != nil)
      if let value { try encoder.encode(value) }
    }

    func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
      try put(value, key)
    }
    // One by one, since the standard library would leave out what is not there.
    func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try put(value, key) }
    func encodeIfPresent(_ value: String?, forKey key: Key) throws { try put(value, key) }
    func encodeIfPresent(_ value: Double?, forKey key: Key) throws {
      encoder.output.note(key.stringValue)
      encoder.output.write(flag: value != nil)
      if let value { encoder.output.write(plain: value) }
    }
    func encodeIfPresent(_ value: Float?, forKey key: Key) throws { try put(value, key) }
    func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try put(value, key) }
    func encodeIfPresent(_ value: Int8?, forKey key: Key) throws { try put(value, key) }
    func encodeIfPresent(_ value: Int16?, forKey key: Key) throws { try put(value, key) }
    func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { try put(value, key) }
    func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try put(value, key) }
    func encodeIfPresent(_ value: UInt?, forKey key: Key) throws { try put(value, key) }
    func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws { try put(value, key) }
    func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws { try put(value, key) }
    func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws { try put(value, key) }
    func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws { try put(value, key) }

    func encodeNil(forKey key: Key) throws { throw BinaryEncoder.noNil() }

    func nestedContainer<Nested>(
      keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { encoder.container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      encoder.unkeyedContainer()
    }

    func superEncoder() -> any Encoder { encoder }
    func superEncoder(forKey key: Key) -> any Encoder { encoder }
  }

  private struct Elements: UnkeyedEncodingContainer {
    let encoder: BinaryEncoder
    private let offset: Int
    private(set) var count = 0
    var codingPath: [any CodingKey] { [] }

    init(encoder: BinaryEncoder) {
      self.encoder = encoder
      offset = encoder.output.bytes.count
      encoder.output.write(plain: 0)
    }

    private mutating func begin() {
      count += 1
      encoder.output.replace(at: offset, with: count)
    }

    mutating func encode<Value: Encodable>(_ value: Value) throws {
      begin()
      try encoder.encode(value)
    }

    func encodeNil() throws { throw BinaryEncoder.noNil() }

    mutating func nestedContainer<Nested>(
      keyedBy type: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
      begin()
      return encoder.container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
      begin()
      return encoder.unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder {
      begin()
      return encoder
    }
  }

  private struct Single: SingleValueEncodingContainer {
    let encoder: BinaryEncoder
    var codingPath: [any CodingKey] { [] }

    func encode<Value: Encodable>(_ value: Value) throws { try encoder.encode(value) }
    func encodeNil() throws { throw BinaryEncoder.noNil() }
  }
}

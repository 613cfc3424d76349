/// Writes values as the library's `JSONEncoder` does with sorted keys and plain slashes, byte for byte, in
/// a fraction of its time: nothing stands between a value and its text (`Guides/Speed.md`, "Where the
/// time goes").
///
/// Dates, binary data and addresses, which that one writes in forms of their own, are not known here.
struct JSONTextEncoder: Encoder {
  let output: JSONOutput
  /// How many containers the value lies in.
  let depth: Int

  var codingPath: [any CodingKey] { output.path(to: depth) }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func write(_ value: some Encodable) throws {
    let start = output.bytes.count
    try value.encode(to: self)
    guard output.bytes.count > start else { throw refusal(of: value, "it has no text") }
  }

  func container<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    output.open(isObject: true, at: depth)
    return KeyedEncodingContainer(Fields(output: output, depth: depth))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    output.open(isObject: false, at: depth)
    return Elements(output: output, depth: depth)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { self }

  private func refusal(of value: Any, _ words: String) -> EncodingError {
    .invalidValue(value, EncodingError.Context(codingPath: codingPath, debugDescription: words))
  }
}

extension JSONTextEncoder: SingleValueEncodingContainer {
  func encode(_ value: Double) throws {
    guard value.isFinite else { throw refusal(of: value, "JSON has no such number") }
    output.append(value)
  }
  func encode(_ value: Float) throws {
    guard value.isFinite else { throw refusal(of: value, "JSON has no such number") }
    output.append(value)
  }
  func encode(_ value: String) { output.append(value) }
  func encode(_ value: Bool) { output.append(literal: value ? "true" : "false") }
  func encodeNil() { output.append(literal: "null") }

  func encode(_ value: Int) { output.append(literal: value.description) }
  func encode(_ value: Int8) { output.append(literal: value.description) }
  func encode(_ value: Int16) { output.append(literal: value.description) }
  func encode(_ value: Int32) { output.append(literal: value.description) }
  func encode(_ value: Int64) { output.append(literal: value.description) }
  func encode(_ value: UInt) { output.append(literal: value.description) }
  func encode(_ value: UInt8) { output.append(literal: value.description) }
  func encode(_ value: UInt16) { output.append(literal: value.description) }
  func encode(_ value: UInt32) { output.append(literal: value.description) }
  func encode(_ value: UInt64) { output.append(literal: value.description) }

  func encode(_ value: some Encodable) throws { try write(value) }
}

extension JSONTextEncoder {
  private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let output: JSONOutput
    let depth: Int
    var codingPath: [any CodingKey] { output.path(to: depth) }

    /// The encoder of a field's value.
    private func begin(_ key: String) -> JSONTextEncoder {
      output.beginField(key, at: depth)
      return JSONTextEncoder(output: output, depth: depth + 1)
    }

    func encode(_ value: some Encodable, forKey key: Key) throws {
      try begin(key.stringValue).write(value)
    }
    // The most common ones without a way round.
    func encode(_ value: Double, forKey key: Key) throws {
      try begin(key.stringValue).encode(value)
    }
    func encode(_ value: String, forKey key: Key) { begin(key.stringValue).encode(value) }
    func encodeNil(forKey key: Key) { begin(key.stringValue).encodeNil() }

    func nestedContainer<Nested>(
      keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { begin(key.stringValue).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      begin(key.stringValue).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { begin("super") }
    func superEncoder(forKey key: Key) -> any Encoder { begin(key.stringValue) }
  }

  private struct Elements: UnkeyedEncodingContainer {
    let output: JSONOutput
    let depth: Int
    var codingPath: [any CodingKey] { output.path(to: depth) }
    var count: Int { output.count(at: depth) }

    /// The encoder of the next element.
    private func begin() -> JSONTextEncoder {
      output.beginElement(at: depth)
      return JSONTextEncoder(output: output, depth: depth + 1)
    }

    func encode(_ value: some Encodable) throws { try begin().write(value) }
    func encode(_ value: Double) throws { try begin().encode(value) }
    func encodeNil() { begin().encodeNil() }

    func encode(contentsOf numbers: some Sequence<Double>) throws {
      let numbers = Array(numbers)
      if numbers.allSatisfy(\.isFinite) {
        output.append(numbers, at: depth)
      } else {
        // The first that is not will be refused by its place.
        for number in numbers { try encode(number) }
      }
    }

    func nestedContainer<Nested>(
      keyedBy type: Nested.Type
    ) -> KeyedEncodingContainer<Nested> { begin().container(keyedBy: type) }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { begin().unkeyedContainer() }

    func superEncoder() -> any Encoder { begin() }
  }
}

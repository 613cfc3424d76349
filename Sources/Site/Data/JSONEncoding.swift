/// How a value writes itself to a `JSONOutput`: an object, an array, or a single value.
final class JSONEncoding: Encoder {
  let output: JSONOutput
  private var shape: Shape?
  private var fields: [(key: String, start: Int)] = []
  fileprivate private(set) var count = 0
  /// What is written beside its neighbours, with the place of its bytes among theirs.
  private var asides: [(place: Int, encoding: JSONEncoding)] = []

  private enum Shape { case object, array, single }

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(output: JSONOutput) { self.output = output }

  func container<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if shape == nil { output.open("{") }
    shape = .object
    return KeyedEncodingContainer(Fields(encoding: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if shape == nil { output.open("[") }
    shape = .array
    return Elements(encoding: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    shape = .single
    return Single(output: output)
  }

  /// Call when the value has written itself.
  func finish() throws {
    for (place, encoding) in asides.reversed() {
      try encoding.finish()
      output.insert(encoding.output, at: place)
      for index in fields.indices where fields[index].start > place {
        fields[index].start += encoding.output.bytes.count
      }
    }
    switch shape {
    case .object:
      output.order(fields)
      output.close("}")
    case .array: output.close("]")
    case .single: break
    case nil:
      output.open("{")
      output.close("}")
    }
  }

  fileprivate func begin(_ key: String) {
    fields.append((key, output.begin(isFirst: fields.isEmpty)))
    output.write(key: key)
  }

  fileprivate func beginElement() {
    _ = output.begin(isFirst: count == 0)
    count += 1
  }

  fileprivate func aside() -> JSONEncoding {
    let encoding = JSONEncoding(output: output.aside())
    asides.append((output.bytes.count, encoding))
    return encoding
  }
}

extension JSONEncoding {
  private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoding: JSONEncoding
    var codingPath: [any CodingKey] { [] }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
      encoding.begin(key.stringValue)
      try encoding.output.write(value)
    }

    func encode(_ value: Double, forKey key: Key) throws {
      encoding.begin(key.stringValue)
      try encoding.output.write(value)
    }

    func encode(_ value: String, forKey key: Key) throws {
      encoding.begin(key.stringValue)
      encoding.output.write(value)
    }

    func encodeNil(forKey key: Key) throws {
      encoding.begin(key.stringValue)
      encoding.output.writeNull()
    }

    func nestedContainer<Nested>(
      keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
      encoding.begin(key.stringValue)
      return encoding.aside().container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      encoding.begin(key.stringValue)
      return encoding.aside().unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
      encoding.begin("super")
      return encoding.aside()
    }

    func superEncoder(forKey key: Key) -> any Encoder {
      encoding.begin(key.stringValue)
      return encoding.aside()
    }
  }

  private struct Elements: UnkeyedEncodingContainer {
    let encoding: JSONEncoding
    var codingPath: [any CodingKey] { [] }
    var count: Int { encoding.count }

    func encode<Value: Encodable>(_ value: Value) throws {
      encoding.beginElement()
      try encoding.output.write(value)
    }

    func encode(_ value: Double) throws {
      encoding.beginElement()
      try encoding.output.write(value)
    }

    func encode(_ value: String) throws {
      encoding.beginElement()
      encoding.output.write(value)
    }

    func encodeNil() throws {
      encoding.beginElement()
      encoding.output.writeNull()
    }

    func nestedContainer<Nested>(
      keyedBy type: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
      encoding.beginElement()
      return encoding.aside().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
      encoding.beginElement()
      return encoding.aside().unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
      encoding.beginElement()
      return encoding.aside()
    }
  }

  private struct Single: SingleValueEncodingContainer {
    let output: JSONOutput
    var codingPath: [any CodingKey] { [] }

    func encode<Value: Encodable>(_ value: Value) throws { try output.write(value) }
    func encode<Value: Encodable & BinaryInteger>(_ value: Value) throws {
      output.write(whole: value)
    }
    func encode(_ value: Bool) throws { output.write(value) }
    func encode(_ value: String) throws { output.write(value) }
    func encode(_ value: Double) throws { try output.write(value) }
    func encode(_ value: Float) throws { try output.write(value) }
    func encodeNil() throws { output.writeNull() }
  }
}

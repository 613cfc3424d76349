/// JSON as it is written: into bytes at once, without a tree of values between. A briefing has fifty
/// thousand numbers, which take a library's encoder longer than a chart is drawn.
final class JSONOutput {
  private(set) var bytes: [UInt8] = []
  private let pretty: Bool
  /// How many objects and arrays the next value stands in.
  private var depth: Int

  init(pretty: Bool, depth: Int = 0) {
    self.pretty = pretty
    self.depth = depth
  }

  /// - Throws: `EncodingError` for a number that JSON has no text for, or what the value throws.
  func write<Value: Encodable>(_ value: Value) throws {
    if Value.self == [Double].self, let numbers = value as? [Double] {
      try writeElements(numbers) { try write($0) }
    } else if Value.self == String.self, let text = value as? String {
      write(text)
    } else {
      let encoding = JSONEncoding(output: self)
      try value.encode(to: encoding)
      try encoding.finish()
    }
  }

  func write(_ value: Double) throws {
    try check(value)
    bytes.append(shortest: value)
  }

  func write(_ value: Float) throws {
    try check(value)
    bytes.append(trimmed: value.description)
  }

  private func check(_ value: some BinaryFloatingPoint) throws {
    guard value.isFinite else {
      throw EncodingError.invalidValue(
        value,
        EncodingError.Context(codingPath: [], debugDescription: "JSON has no number \(value)"))
    }
  }

  func write(whole value: some BinaryInteger) {
    if let small = Int64(exactly: value) {
      bytes.append(decimal: small)
    } else {
      bytes.append(contentsOf: value.description.utf8)
    }
  }

  func write(_ value: Bool) { write(plain: value ? "true" : "false") }

  func writeNull() { write(plain: "null") }

  private func write(plain text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  func write(_ text: String) {
    bytes.append(JSONOutput.quote)
    var text = text
    text.withUTF8 { utf8 in
      if utf8.allSatisfy({ $0 >= 0x20 && $0 != JSONOutput.quote && $0 != JSONOutput.backslash }) {
        bytes.append(contentsOf: utf8)
      } else {
        for byte in utf8 { writeEscaped(byte) }
      }
    }
    bytes.append(JSONOutput.quote)
  }

  private func writeEscaped(_ byte: UInt8) {
    switch byte {
    case JSONOutput.quote: write(plain: "\\\"")
    case JSONOutput.backslash: write(plain: "\\\\")
    case 0x08: write(plain: "\\b")
    case 0x09: write(plain: "\\t")
    case 0x0A: write(plain: "\\n")
    case 0x0C: write(plain: "\\f")
    case 0x0D: write(plain: "\\r")
    case ..<0x20:
      write(plain: byte < 0x10 ? "\\u000" : "\\u001")
      bytes.append(contentsOf: String(byte & 0x0F, radix: 16).utf8)
    default: bytes.append(byte)
    }
  }

  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")
}

// MARK: Objects and arrays

extension JSONOutput {
  private func writeElements<Element>(
    _ elements: [Element], _ write: (Element) throws -> Void
  ) rethrows {
    open("[")
    for (place, element) in elements.enumerated() {
      _ = begin(isFirst: place == 0)
      try write(element)
    }
    close("]")
  }

  func open(_ bracket: Unicode.Scalar) {
    bytes.append(UInt8(ascii: bracket))
    depth += 1
  }

  /// Begins an element of what was opened.
  ///
  /// - Returns: where its bytes begin, behind the comma.
  func begin(isFirst: Bool) -> Int {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    let start = bytes.count
    if pretty { breakLine() }
    return start
  }

  func close(_ bracket: Unicode.Scalar) {
    depth -= 1
    if pretty {
      if bytes.last == UInt8(ascii: "[") || bytes.last == UInt8(ascii: "{") {
        bytes.append(UInt8(ascii: "\n"))
      }
      breakLine()
    }
    bytes.append(UInt8(ascii: bracket))
  }

  private func breakLine() {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  func write(key: String) {
    write(key)
    if pretty { bytes.append(UInt8(ascii: " ")) }
    bytes.append(UInt8(ascii: ":"))
    if pretty { bytes.append(UInt8(ascii: " ")) }
  }

  /// For a value that is written while its neighbours are: its own bytes, to be inserted in the end.
  func aside() -> JSONOutput { JSONOutput(pretty: pretty, depth: depth) }

  func insert(_ other: JSONOutput, at place: Int) {
    bytes.insert(contentsOf: other.bytes, at: place)
  }

  /// Puts the fields of the object that was opened last in the order of their keys. Of two that have the
  /// same key the later one stays.
  ///
  /// - Parameter fields: their keys, each with where its bytes begin.
  func order(_ fields: [(key: String, start: Int)]) {
    guard let start = fields.first?.start,
      !zip(fields, fields.dropFirst()).allSatisfy({ $0.key < $1.key })
    else { return }
    let body = Array(bytes[start...])
    let ends = fields.dropFirst().map { $0.start - 1 } + [bytes.count]
    var places: [String: Range<Int>] = [:]
    for (field, end) in zip(fields, ends) {
      places[field.key] = field.start - start..<end - start
    }
    bytes.removeLast(body.count)
    for (number, field) in places.sorted(by: { $0.key < $1.key }).enumerated() {
      if number > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: body[field.value])
    }
  }
}

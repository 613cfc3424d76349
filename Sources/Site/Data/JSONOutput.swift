/// JSON while it is written: each value straight behind the one before it, an object's fields in their
/// order once it is closed.
///
/// Containers are known by how deep they lie. Whoever goes on with one has done with those inside it,
/// which are closed then.
final class JSONOutput {
  private(set) var bytes: [UInt8] = []
  private var open: [Container] = []
  /// Those of all open objects, the outermost object's first.
  private var fields: [Field] = []
  private let pretty: Bool

  private struct Container {
    var isObject: Bool
    /// Where its first element begins, of `bytes`; and its first field, of `fields`.
    var start: Int
    var firstField: Int
    var count = 0
  }

  private struct Field {
    var key: String
    var start: Int
  }

  /// - Parameter pretty: a line for each value, indented.
  init(pretty: Bool) { self.pretty = pretty }

  /// Opens a container for the value at a depth, or goes on with the one that it has opened.
  func open(isObject: Bool, at depth: Int) {
    guard open.count == depth else { return }
    bytes.append(UInt8(ascii: isObject ? "{" : "["))
    open.append(Container(isObject: isObject, start: bytes.count, firstField: fields.count))
  }

  /// Begins the next element of the container at a depth.
  func beginElement(at depth: Int) {
    close(downTo: depth + 1)
    bytes += open[depth].count > 0 ? separator : lineBreak
    open[depth].count += 1
  }

  func beginField(_ key: String, at depth: Int) {
    beginElement(at: depth)
    fields.append(Field(key: key, start: bytes.count))
    append(key)
    bytes.append(contentsOf: pretty ? [0x20, 0x3A, 0x20] : [0x3A])
  }

  /// How many elements the container at a depth has.
  func count(at depth: Int) -> Int { open[depth].count }

  /// Where the value at a depth stands: the keys and places of what holds it.
  func path(to depth: Int) -> [any CodingKey] {
    open.prefix(depth).enumerated().map { place, container in
      guard container.isObject else { return JSONKey(intValue: container.count - 1) }
      let end = place + 1 < open.count ? open[place + 1].firstField : fields.count
      return JSONKey(stringValue: end > container.firstField ? fields[end - 1].key : "")
    }
  }

  /// What was written, closed, and a line end.
  func document() -> [UInt8] {
    close(downTo: 0)
    return bytes + [UInt8(ascii: "\n")]
  }

  /// Closes what lies as deep or deeper.
  private func close(downTo depth: Int) { while open.count > depth { closeInnermost() } }

  private func closeInnermost() {
    guard let closed = open.last else { return }
    if closed.isObject { sortFields(of: closed) }
    open.removeLast()
    // An empty container has an empty line.
    if pretty, closed.count == 0 { bytes.append(UInt8(ascii: "\n")) }
    bytes += lineBreak
    bytes.append(UInt8(ascii: closed.isObject ? "}" : "]"))
  }

  private func sortFields(of object: Container) {
    defer { fields.removeSubrange(object.firstField...) }
    let own = fields[object.firstField...]
    guard zip(own, own.dropFirst()).contains(where: { $0.key >= $1.key }) else { return }
    let separator = separator
    let ends = own.dropFirst().map { $0.start - separator.count } + [bytes.count]
    let texts = zip(own, ends).map { (key: $0.key, text: Array(bytes[$0.start..<$1])) }
    bytes.removeSubrange(object.start...)
    for (place, field) in texts.sorted(by: { $0.key < $1.key }).enumerated() {
      bytes += place > 0 ? separator : lineBreak
      bytes += field.text
    }
  }

  /// What stands before the first element of the innermost container, and behind its last.
  private var lineBreak: [UInt8] {
    pretty ? [UInt8(ascii: "\n")] + repeatElement(UInt8(ascii: " "), count: 2 * open.count) : []
  }

  /// What stands between its elements.
  private var separator: [UInt8] { pretty ? comma + lineBreak : comma }
  private let comma = [UInt8(ascii: ",")]

  /// The next elements of the list at a depth, in one go: most of a document is such lists.
  ///
  /// - Parameter numbers: finite.
  func append(_ numbers: [Double], at depth: Int) {
    guard let first = numbers.first else { return }
    beginElement(at: depth)
    append(first)
    bytes.append(numbers.dropFirst(), eachBehind: separator)
    open[depth].count += numbers.count - 1
  }

  /// - Parameter number: finite.
  func append(_ number: Double) { bytes.append(shortest: number) }

  /// - Parameter number: finite.
  func append(_ number: Float) { bytes.append(trimmed: number.description) }

  func append(literal: String) { bytes.append(contentsOf: literal.utf8) }

  func append(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    if text.utf8.contains(where: JSONOutput.isEscaped) {
      for byte in text.utf8 { append(escaping: byte) }
    } else {
      bytes.append(contentsOf: text.utf8)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private func append(escaping byte: UInt8) {
    guard JSONOutput.isEscaped(byte) else { return bytes.append(byte) }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
    case 0x08: append(literal: "\\b")
    case 0x09: append(literal: "\\t")
    case 0x0A: append(literal: "\\n")
    case 0x0C: append(literal: "\\f")
    case 0x0D: append(literal: "\\r")
    default: append(literal: (byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16))
    }
  }
}

/// A key of a document, or a place in a list.
struct JSONKey: CodingKey {
  var stringValue: String
  var intValue: Int?

  init(stringValue: String) { self.stringValue = stringValue }

  init(intValue: Int) {
    stringValue = "\(intValue)"
    self.intValue = intValue
  }
}

import Glibc

/// A place in JSON text, and steps from there: no tree is built.
///
/// Checks what a cut-off or foreign body would break: brackets that match, strings that end,
/// nothing after the value. 16 readable bytes that are no digits must follow the text.
struct JSONCursor {
  /// Lists and objects within each other: responses have six at most.
  static let depthLimit = 32

  let base: UnsafePointer<UInt8>
  let count: Int
  private(set) var at = 0

  init(_ base: UnsafePointer<UInt8>, count: Int) {
    self.base = base
    self.count = count
    // A byte order mark.
    if count >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF { at = 3 }
  }

  /// The next byte that is no white space; `nil` at the text's end.
  @inline(__always)
  mutating func peek() -> UInt8? {
    while at < count {
      let byte = base[at]
      if byte > 0x20 { return byte }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      at &+= 1
    }
    return nil
  }

  @inline(__always)
  mutating func step() { at &+= 1 }

  mutating func jump(to place: Int) { at = place }

  /// Goes past a byte that has to be next.
  @inline(__always)
  mutating func take(_ byte: UInt8) throws(ResponseFault) {
    guard peek() == byte else { throw unexpected("'\(Character(Unicode.Scalar(byte)))'") }
    at &+= 1
  }

  /// Goes past the start of a string's content at the quotes here, and past its end.
  @inline(__always)
  mutating func string() throws(ResponseFault) -> Range<Int> {
    try take(0x22)
    let start = at
    while true {
      guard at < count, let quote = memchr(base + at, 0x22, count - at) else {
        throw .cutShort
      }
      let end = UnsafeRawPointer(quote) - UnsafeRawPointer(base)
      var escapes = end
      while escapes > start, base[escapes - 1] == 0x5C { escapes -= 1 }
      at = end + 1
      // Quotes after an odd number of backslashes belong to the content.
      if (end - escapes) % 2 == 0 { return start..<end }
    }
  }

  /// Goes past a number, `true`, `false` or `null`.
  @inline(__always)
  mutating func literal() throws(ResponseFault) -> Range<Int> {
    guard let first = peek() else { throw .cutShort }
    guard Self.isLiteral(first) else { throw unexpected("a value") }
    let start = at
    while at < count, Self.isLiteral(base[at]) { at &+= 1 }
    return start..<at
  }

  /// Goes past any value.
  mutating func skip() throws(ResponseFault) {
    // One bit a level: set for an object.
    var objects: UInt64 = 0
    var depth = 0
    repeat {
      guard let byte = peek() else { throw .cutShort }
      switch byte {
      case 0x22: _ = try string()
      case 0x5B, 0x7B:
        depth += 1
        guard depth <= Self.depthLimit else { throw .tooDeep(limit: Self.depthLimit) }
        objects = objects << 1 | (byte == 0x7B ? 1 : 0)
        step()
      case 0x5D, 0x7D:
        guard depth > 0, objects & 1 == (byte == 0x7D ? 1 : 0) else {
          throw unexpected("a value")
        }
        depth -= 1
        objects >>= 1
        step()
      case 0x2C, 0x3A:
        guard depth > 0 else { throw unexpected("a value") }
        step()
      default: _ = try literal()
      }
    } while depth > 0
  }

  /// Checks that nothing but white space is left.
  mutating func end() throws(ResponseFault) {
    guard peek() == nil else { throw unexpected("the end") }
  }

  func unexpected(_ expected: String) -> ResponseFault {
    guard at < count else { return .cutShort }
    let rest = UnsafeBufferPointer(start: base + at, count: min(12, count - at))
    return .notJSON(offset: at, found: excerpt(UnsafeRawBufferPointer(rest)), expected: expected)
  }

  /// Whether a byte may stand in a number or in `true`, `false` and `null`: a digit, a letter, a sign
  /// or a point.
  @inline(__always)
  private static func isLiteral(_ byte: UInt8) -> Bool {
    // One bit a character: those below 64, and those from there.
    let (low, high): (UInt64, UInt64) = (0x03FF_6800_0000_0000, 0x07FF_FFFE_07FF_FFFE)
    let map = byte & 0x40 == 0 ? low : high
    return byte < 0x80 && map &>> UInt64(byte & 0x3F) & 1 == 1
  }
}

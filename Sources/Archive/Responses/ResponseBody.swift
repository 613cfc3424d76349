/// A stored response that was gone through once: it is whole, it is no refusal, and its list of
/// rows is found.
struct ResponseBody {
  let cursor: JSONCursor
  /// Where the list of rows starts.
  private(set) var list = 0
  private var foundList = false
  private var code: String?
  private var message = ""
  private var contract: String?

  /// - Parameters:
  ///   - symbol: what the answer has to be about, where the envelope says.
  init(_ bytes: UnsafeRawBufferPointer, _ envelope: ResponseEnvelope, symbol: String)
    throws(ResponseFault)
  {
    guard let base = bytes.assumingMemoryBound(to: UInt8.self).baseAddress, !bytes.isEmpty else {
      throw .cutShort
    }
    cursor = JSONCursor(base, count: bytes.count)
    var cursor = cursor
    switch cursor.peek() {
    case 0x5B:
      list = cursor.at
      foundList = envelope.list.isEmpty
      try refuseErrorList(cursor)
      try cursor.skip()
    case 0x7B: try walk(&cursor, envelope, level: 0)
    // `null`, with which Hyperliquid answers what it does not know.
    case 0x6E: try cursor.skip()
    default: throw cursor.unexpected("a list or an object")
    }
    try cursor.end()
    if let expected = envelope.code?.success, code != expected {
      throw .refusal(code: code ?? "no code", message: message)
    }
    guard foundList else {
      // Where the list is outermost, an object is the venue's refusal.
      if envelope.list.isEmpty, code != nil || !message.isEmpty {
        throw .refusal(code: code ?? "no code", message: message)
      }
      let place =
        envelope.list.isEmpty ? "the outermost place" : envelope.list.joined(separator: ".")
      throw .noList(place: place)
    }
    if let contract, contract != symbol {
      throw .otherContract(found: contract, expected: symbol)
    }
  }

  /// A list at a place of text that was gone through.
  init(_ cursor: JSONCursor, list: Int) {
    self.cursor = cursor
    self.list = list
    foundList = true
  }

  /// The two lists of Hyperliquid's `[{"universe": […], …}, […]]`.
  static func metaAndContexts(_ bytes: UnsafeRawBufferPointer) throws(ResponseFault) -> (
    universe: ResponseBody, contexts: ResponseBody
  ) {
    guard let base = bytes.assumingMemoryBound(to: UInt8.self).baseAddress, !bytes.isEmpty else {
      throw .cutShort
    }
    let start = JSONCursor(base, count: bytes.count)
    var cursor = start
    try cursor.take(0x5B)
    let envelope = ResponseEnvelope(list: ["universe"], code: nil, message: "error")
    var meta = ResponseBody(start, list: 0)
    meta.foundList = false
    try meta.walk(&cursor, envelope, level: 0)
    guard meta.foundList else { throw .noList(place: "universe") }
    try cursor.take(0x2C)
    guard cursor.peek() == 0x5B else { throw cursor.unexpected("a list") }
    let contexts = cursor.at
    try cursor.skip()
    try cursor.take(0x5D)
    try cursor.end()
    return (meta, ResponseBody(start, list: contexts))
  }

  /// Goes through an object on the way to the list.
  private mutating func walk(
    _ cursor: inout JSONCursor, _ envelope: ResponseEnvelope, level: Int
  ) throws(ResponseFault) {
    try cursor.take(0x7B)
    if cursor.peek() == 0x7D { return cursor.step() }
    while true {
      let key = Self.text(cursor, try cursor.string())
      try cursor.take(0x3A)
      let next = cursor.peek()
      if level < envelope.list.count, key == envelope.list[level] {
        if level + 1 < envelope.list.count, next == 0x7B {
          try walk(&cursor, envelope, level: level + 1)
        } else {
          foundList = level + 1 == envelope.list.count && next == 0x5B
          list = cursor.at
          try cursor.skip()
        }
      } else if next == 0x22 {
        try note(key, cursor, try cursor.string(), envelope, level)
      } else if next == 0x7B || next == 0x5B {
        try cursor.skip()
      } else {
        try note(key, cursor, try cursor.literal(), envelope, level)
      }
      guard cursor.peek() == 0x2C else { return try cursor.take(0x7D) }
      cursor.step()
    }
  }

  private mutating func note(
    _ key: String, _ cursor: JSONCursor, _ value: Range<Int>, _ envelope: ResponseEnvelope,
    _ level: Int
  ) throws(ResponseFault) {
    if level == 0, key == envelope.code?.key ?? "code" { code = Self.text(cursor, value) }
    if level == 0, key == envelope.message { message = Self.text(cursor, value) }
    if level > 0, key == envelope.contract { contract = Self.text(cursor, value) }
  }

  /// Bitfinex refuses with `["error", 10020, "limit: invalid"]`.
  private func refuseErrorList(_ start: JSONCursor) throws(ResponseFault) {
    var cursor = start
    cursor.step()
    guard cursor.peek() == 0x22, Self.text(cursor, try cursor.string()) == "error" else { return }
    var rest: [String] = []
    while cursor.peek() == 0x2C {
      cursor.step()
      rest.append(
        Self.text(cursor, cursor.peek() == 0x22 ? try cursor.string() : try cursor.literal()))
    }
    throw .refusal(code: rest.first ?? "no code", message: rest.dropFirst().joined(separator: " "))
  }

  /// Short texts of the venue's, for comparison and messages.
  private static func text(_ cursor: JSONCursor, _ place: Range<Int>) -> String {
    let bytes = UnsafeRawBufferPointer(
      start: cursor.base + place.lowerBound, count: min(place.count, 200))
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The links and the anchors of an HTML page, in order, each link once.
struct HTMLReferences {
  private(set) var links: [String] = []
  private(set) var ids: Set<String> = []
  private var seen: Set<String> = []

  /// Reads well-formed HTML: tags with quoted or bare attributes, comments, declarations.
  init(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[(start + 1)...]
      if rest.starts(with: "!--".utf8) {
        skip(&rest, past: "-->")
      } else if let first = rest.first, isLetter(first) {
        _ = take(&rest) { !isSpace($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
        readAttributes(&rest)
      }
    }
  }

  private mutating func readAttributes(_ rest: inout ArraySlice<UInt8>) {
    while true {
      rest = rest.drop { isSpace($0) || $0 == UInt8(ascii: "/") }
      guard let byte = rest.first, byte != UInt8(ascii: ">") else { return }
      let name = take(&rest) {
        !isSpace($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">")
          && $0 != UInt8(ascii: "/")
      }
      rest = rest.drop(while: isSpace)
      var value = rest[rest.startIndex..<rest.startIndex]
      if rest.first == UInt8(ascii: "=") {
        rest = rest.dropFirst().drop(while: isSpace)
        if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
          rest = rest.dropFirst()
          value = take(&rest) { $0 != quote }
          rest = rest.dropFirst()
        } else {
          value = take(&rest) { !isSpace($0) && $0 != UInt8(ascii: ">") }
        }
      } else if name.isEmpty {
        // A stray sign; step over it so that the page's end is reached.
        rest = rest.dropFirst()
      }
      note(name, value)
    }
  }

  /// Few attributes are of interest, so that the others are not made text.
  private mutating func note(_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) {
    guard (2...6).contains(name.count) else { return }
    switch String(decoding: name, as: UTF8.self).lowercased() {
    case "id": ids.insert(unescaped(value))
    case "href", "src": add(unescaped(value))
    case "srcset":
      for candidate in unescaped(value).split(separator: ",") {
        if let url = candidate.split(whereSeparator: \.isWhitespace).first { add(String(url)) }
      }
    default: break
    }
  }

  private mutating func add(_ link: String) {
    if seen.insert(link).inserted { links.append(link) }
  }
}

private func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || (0x09...0x0D).contains(byte)
}

private func isLetter(_ byte: UInt8) -> Bool {
  (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
}

private func take(
  _ rest: inout ArraySlice<UInt8>, while holds: (UInt8) -> Bool
) -> ArraySlice<UInt8> {
  let taken = rest.prefix(while: holds)
  rest = rest[taken.endIndex...]
  return taken
}

private func skip(_ rest: inout ArraySlice<UInt8>, past end: String) {
  while !rest.isEmpty, !rest.starts(with: end.utf8) { rest = rest.dropFirst() }
  rest = rest.dropFirst(end.utf8.count)
}

private let entities = [
  ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
].map { (entity: Array($0.0.utf8), sign: Array($0.1.utf8)) }

private func unescaped(_ value: ArraySlice<UInt8>) -> String {
  guard value.contains(UInt8(ascii: "&")) else { return String(decoding: value, as: UTF8.self) }
  var bytes: [UInt8] = []
  var rest = value
  while let byte = rest.first {
    if byte == UInt8(ascii: "&"),
      let found = entities.first(where: { rest.starts(with: $0.entity) })
    {
      bytes += found.sign
      rest = rest.dropFirst(found.entity.count)
    } else {
      bytes.append(byte)
      rest = rest.dropFirst()
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

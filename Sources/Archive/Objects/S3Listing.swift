/// What a bucket lists, and the few other texts that its answers hold.
struct S3Listing {
  /// The objects' names, in the store's order.
  let keys: [String]
  /// What to ask on with; `nil` where this was the last page.
  let next: String?

  /// - Parameter body: the answer to `ListObjectsV2`.
  init(_ body: [UInt8]) {
    keys = Self.all("Key", in: body)
    next =
      Self.first("IsTruncated", in: body) == "true"
      ? Self.first("NextContinuationToken", in: body) : nil
  }

  /// The text of the first element of a name; elements of the answers in question hold no others of it.
  static func first(_ element: String, in body: [UInt8]) -> String? {
    all(element, in: body, most: 1).first
  }

  private static func all(_ element: String, in body: [UInt8], most: Int = .max) -> [String] {
    let (opening, closing) = (Array("<\(element)>".utf8), Array("</\(element)>".utf8))
    var found: [String] = []
    var rest = body[...]
    while found.count < most, let start = end(of: opening, in: rest) {
      rest = rest[start...]
      guard let end = end(of: closing, in: rest) else { break }
      found.append(plain(rest[..<(end - closing.count)]))
      rest = rest[end...]
    }
    return found
  }

  /// Where the first occurrence ends.
  private static func end(of mark: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    var place = bytes.startIndex
    while let start = bytes[place...].firstIndex(of: mark[0]) {
      if bytes[start...].starts(with: mark) { return start + mark.count }
      place = start + 1
    }
    return nil
  }

  private static func plain(_ bytes: ArraySlice<UInt8>) -> String {
    var text = String(decoding: bytes, as: UTF8.self)
    guard text.contains("&") else { return text }
    for (name, character) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&"),
    ] {
      text = text.split(separator: name, omittingEmptySubsequences: false)
        .joined(separator: character)
    }
    return text
  }

  /// As it stands in an address: all but letters, digits and `-._~` in percent form.
  ///
  /// - Parameter keeps: characters that stay besides.
  static func escaped(_ text: String, keeps: String = "") -> String {
    let plain = Set(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~\(keeps)".utf8)
    let digits = Array("0123456789ABCDEF")
    return text.utf8.reduce(into: "") { escaped, byte in
      if plain.contains(byte) {
        escaped.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        escaped += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
  }
}

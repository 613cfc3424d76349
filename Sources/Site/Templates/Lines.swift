extension String {
  /// The text's lines, empty ones too, without their ends. Found by bytes: stepping from character to
  /// character takes longer than rendering.
  var lines: [Substring] {
    utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Substring.init)
  }
}

extension Substring {
  /// Whether a mustache tag may begin in it.
  var hasTag: Bool {
    var before: UInt8 = 0
    for byte in utf8 {
      if byte == UInt8(ascii: "{"), before == byte { return true }
      before = byte
    }
    return false
  }
}

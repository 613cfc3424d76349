extension String {
  /// The text's lines, empty ones too, without their ends. Found by bytes: stepping from character to
  /// character takes longer than rendering.
  var lines: [Substring] {
    let newline = UInt8(ascii: "\n")
    let ends = utf8.withContiguousStorageIfAvailable { bytes in
      bytes.indices.filter { bytes[$0] == newline }
    }
    guard let ends else {
      return utf8.split(separator: newline, omittingEmptySubsequences: false).map(Substring.init)
    }
    var lines: [Substring] = []
    lines.reserveCapacity(ends.count + 1)
    var start = utf8.startIndex
    var offset = 0
    for end in ends {
      let stop = utf8.index(start, offsetBy: end - offset)
      lines.append(self[start..<stop])
      start = utf8.index(after: stop)
      offset = end + 1
    }
    lines.append(self[start...])
    return lines
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

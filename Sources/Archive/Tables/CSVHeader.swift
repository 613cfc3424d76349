/// The first line of a CSV, where there is one, and where the rows start.
struct CSVHeader {
  /// The columns' names, spaces around them taken off.
  var names: [String]
  /// Where the first row starts.
  var rowsStart: Int
  /// Lines before the first row.
  var lines: Int

  /// - Parameter published: the columns where the file has no header, as in older files of
  ///   the venues: where its first character is a digit. `nil`: there has to be a header.
  /// - Returns: `nil` for a file without a line.
  init?(_ bytes: UnsafeRawBufferPointer, published: [String]? = nil) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = bytes.prefix(3).elementsEqual(mark) ? 3 : 0
    guard let base = bytes.assumingMemoryBound(to: UInt8.self).baseAddress, start < bytes.count
    else { return nil }
    if let published, (0x30...0x39).contains(base[start]) {
      (names, rowsStart, lines) = (published, start, 0)
      return
    }
    var row = QuotedRow()
    let split = row.split(base, from: start, count: bytes.count)
    guard split.fault == nil, !row.isBlankLine else { return nil }
    names = (0..<row.fieldCount).map { field in
      let text = row.field(field)
      let first = text.firstIndex { $0 != 0x20 } ?? text.endIndex
      let last = text.lastIndex { $0 != 0x20 } ?? first
      return first == text.endIndex ? "" : String(decoding: text[first...last], as: UTF8.self)
    }
    (rowsStart, lines) = (split.next, split.lines)
  }
}

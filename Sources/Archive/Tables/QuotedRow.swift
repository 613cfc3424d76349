/// One row of a CSV split into fields by the rules of RFC 4180, quotes taken off.
///
/// Slower than the scanner's own way, and used where a file has quotes and for messages.
struct QuotedRow: ~Copyable {
  /// The fields' bytes, a zero byte after each; stable until the next row.
  let content: UnsafeMutablePointer<UInt8>
  private var ends: [Int] = []
  private var used = 0
  private var wasQuoted = false

  init() { content = .allocate(capacity: CSVScanner.rowLimit + 32) }
  deinit { content.deallocate() }

  var fieldCount: Int { ends.count }
  /// One field that is empty and has no quotes.
  var isBlankLine: Bool { ends == [0] && !wasQuoted }

  /// Where a field lies in `content`.
  func bounds(_ field: Int) -> Range<Int> {
    (field == 0 ? 0 : ends[field - 1] + 1)..<ends[field]
  }

  func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let bounds = bounds(index)
    return UnsafeBufferPointer(start: content + bounds.lowerBound, count: bounds.count)
  }

  /// Splits the row that starts at a place.
  ///
  /// What was split.
  struct Split {
    /// Where the next row starts. After a fault that is the next line, so that one stray quote does
    /// not swallow the rest of the file.
    var next: Int
    /// How many lines the row takes.
    var lines: Int
    var fault: CSVFault?
    /// Whether the bytes ended before the row did.
    var reachedEnd = false
  }

  mutating func split(_ base: UnsafePointer<UInt8>, from start: Int, count: Int) -> Split {
    ends.removeAll(keepingCapacity: true)
    used = 0
    wasQuoted = false
    var at = start
    var lines = 1
    while true {
      if at < count, base[at] == 0x22 {
        wasQuoted = true
        at += 1
        while true {
          guard at < count else {
            return broken(.openQuote, base, start, count, reachedEnd: true)
          }
          let byte = base[at]
          at += 1
          if byte == 0x22 {
            guard at < count, base[at] == 0x22 else { break }
            at += 1
          }
          if byte == 0x0A { lines += 1 }
          guard append(byte) else { return broken(.tooLong, base, start, count) }
        }
        if at + 1 < count, base[at] == 0x0D, base[at + 1] == 0x0A { at += 1 }
        guard at == count || base[at] == 0x2C || base[at] == 0x0A else {
          return broken(
            .openQuote, base, start, count, reachedEnd: at + 1 == count && base[at] == 0x0D)
        }
      } else {
        while at < count, base[at] != 0x2C, base[at] != 0x0A {
          guard append(base[at]) else { return broken(.tooLong, base, start, count) }
          at += 1
        }
        let isLast = at == count || base[at] == 0x0A
        if isLast, used > (ends.last.map { $0 + 1 } ?? 0), content[used - 1] == 0x0D { used -= 1 }
      }
      ends.append(used)
      guard append(0) else { return broken(.tooLong, base, start, count) }
      if at == count { return Split(next: count, lines: lines, reachedEnd: true) }
      at += 1
      if base[at - 1] == 0x0A { return Split(next: at, lines: lines) }
    }
  }

  private mutating func append(_ byte: UInt8) -> Bool {
    guard used < CSVScanner.rowLimit else { return false }
    content[used] = byte
    used += 1
    return true
  }

  private func broken(
    _ fault: CSVFault, _ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int,
    reachedEnd: Bool = false
  ) -> Split {
    let lineEnd = Words.lineEnd(base, from: start, count: count)
    return Split(
      next: min(count, lineEnd + 1), lines: 1, fault: fault,
      reachedEnd: reachedEnd || lineEnd == count)
  }
}

import Glibc

/// Scans the rows of a CSV in memory into numbers, without a string a field.
///
/// Understands LF and CRLF, quoted fields (RFC 4180), a byte order mark, blank lines and a last
/// line without end. Numbers and times are read where they stand, eight bytes at a step; columns
/// that nobody asked for are left alone. Each row must have as many fields as the plan says.
///
/// Bytes: 16 readable zero bytes must follow the text.
struct CSVScanner: ~Copyable {
  enum Outcome {
    case row
    /// A row that cannot be used, and the slot of the field to blame, where it is one.
    case refused(CSVFault, slot: Int?)
    /// No whole row is left of the bytes. What is left of them starts at `place`.
    case end
  }

  /// Bytes that a row may have.
  static let rowLimit = 1 << 16

  /// The line on which the row last scanned starts, from 1.
  private(set) var line: Int
  /// The row's numbers, by the plan's slots; a blank optional one is NaN.
  let values: UnsafeMutablePointer<Double>
  /// The row's fields of kind `text`, by slot; the others are stale.
  let texts: UnsafeMutablePointer<UnsafeRawBufferPointer>

  private var base: UnsafePointer<UInt8>
  private var count: Int
  private var at: Int
  private var rowStart: Int
  private var isLast: Bool
  /// Whether the rest of a row that is too long has yet to be passed over.
  private var isInLongRow = false
  private var linesInRow = 1
  private let steps: UnsafeMutablePointer<CSVPlan.Step>
  private let stepCount: Int
  private let columnCount: Int
  private var hasQuotes: Bool
  private var ends = FieldEnds()
  private var times = TimeParser()
  private var quoted = QuotedRow()

  /// - Parameters:
  ///   - bytes: the text's first.
  ///   - offset: where the first row starts.
  ///   - line: the lines before it.
  ///   - isLast: whether the text ends with the bytes.
  init(
    _ bytes: UnsafeRawBufferPointer, from offset: Int, linesBefore line: Int, plan: CSVPlan,
    isLast: Bool = true
  ) {
    count = bytes.count
    at = offset
    rowStart = offset
    self.isLast = isLast
    self.line = line
    stepCount = plan.steps.count
    columnCount = plan.columnCount
    steps = .allocate(capacity: max(1, stepCount))
    steps.initialize(from: plan.steps, count: stepCount)
    values = .allocate(capacity: max(1, stepCount))
    values.initialize(repeating: 0, count: stepCount)
    texts = .allocate(capacity: max(1, stepCount))
    texts.initialize(repeating: UnsafeRawBufferPointer(start: nil, count: 0), count: stepCount)
    // Without bytes nothing is read, so any pointer will do.
    base = (bytes.baseAddress ?? UnsafeRawPointer(values)).assumingMemoryBound(to: UInt8.self)
    hasQuotes = Self.hasQuotes(bytes.dropFirst(offset))
    ends.restart(at: offset)
  }

  /// Decided once a block: venues' files have none, and then a row ends at its line's end.
  private static func hasQuotes(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
    let bytes = UnsafeRawBufferPointer(rebasing: bytes)
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return false }
    return memchr(base, 0x22, bytes.count) != nil
  }

  /// Where the rows not scanned yet start.
  var place: Int { min(at, count) }

  /// Goes on with the bytes that follow, the ones left over first.
  mutating func go(on bytes: UnsafeRawBufferPointer, isLast: Bool) {
    guard let start = bytes.baseAddress else { return at = count }
    base = start.assumingMemoryBound(to: UInt8.self)
    count = bytes.count
    (at, rowStart) = (0, 0)
    self.isLast = isLast
    hasQuotes = Self.hasQuotes(bytes[...])
    if isInLongRow {
      let end = Words.lineEnd(base, from: 0, count: count)
      at = min(count, end + 1)
      isInLongRow = end == count
    }
    ends.restart(at: at)
  }

  /// Refuses a row whose end may not even lie in the bytes.
  private mutating func refuseLongRow() -> Outcome {
    let end = Words.lineEnd(base, from: rowStart, count: count)
    at = min(count, end + 1)
    isInLongRow = end == count && !isLast
    ends.restart(at: at)
    return .refused(.tooLong, slot: nil)
  }

  deinit {
    steps.deallocate()
    values.deallocate()
    texts.deallocate()
  }

  /// Scans the next row into `values` and `texts`.
  mutating func next() -> Outcome {
    line += linesInRow - 1
    linesInRow = 1
    while at < count {
      if hasQuotes {
        line += 1
        rowStart = at
        return nextQuoted()
      }
      let text = UnsafeBufferPointer(start: base, count: count)
      let found = ends.nextRow(expecting: columnCount, from: at, in: text, isLast: isLast)
      guard found != nil || count - at > Self.rowLimit else { return .end }
      line += 1
      rowStart = at
      guard let found, found.end - at <= Self.rowLimit else { return refuseLongRow() }
      at = found.end + 1
      if found.fields == 1, ends[0].end == rowStart { continue }
      return found.fields == columnCount ? scanFields() : .refused(.fieldCount, slot: nil)
    }
    return .end
  }

  /// Where the row last scanned stands, its line's end included.
  var row: Range<Int> { rowStart..<min(at, count) }

  /// A field of the row last scanned as messages show it: at most 40 characters, none of them
  /// a control character.
  mutating func excerpt(column: Int) -> String {
    _ = quoted.split(base, from: rowStart, count: count)
    guard column < quoted.fieldCount else { return "nothing" }
    return Archive.excerpt(UnsafeRawBufferPointer(quoted.field(column)))
  }

  /// How many fields the row last scanned has.
  mutating func fieldCount() -> Int {
    _ = quoted.split(base, from: rowStart, count: count)
    return quoted.fieldCount
  }

  /// A row without quotes that has as many fields as it should.
  private mutating func scanFields() -> Outcome {
    for index in 0..<stepCount {
      let step = steps[index]
      let (start, end) = ends[step.column]
      // What nearly all fields are: numbers of few digits, and milliseconds.
      switch step.kind {
      case .number, .optionalNumber:
        if let number = DecimalParser.parseShort(base, from: start, to: end) {
          values[step.slot] = number
          continue
        }
      case .time:
        if end &- start == 13, let milliseconds = DecimalParser.parseThirteen(base, at: start),
          TimeParser.isPlausible(milliseconds)
        {
          values[step.slot] = milliseconds
          continue
        }
      case .text: break
      }
      if let fault = read(step.kind, step.slot, base, start, end) {
        return .refused(fault, slot: step.slot)
      }
    }
    return .row
  }

  /// Any field, however it is written.
  @inline(never)
  private mutating func read(
    _ kind: CSVPlan.Kind, _ slot: Int, _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int
  ) -> CSVFault? {
    switch kind {
    case .text:
      texts[slot] = UnsafeRawBufferPointer(start: base + start, count: end - start)
      return nil
    case .time:
      switch times.parse(base, from: start, to: end) {
      case .success(let milliseconds):
        values[slot] = milliseconds
        return nil
      case .failure(let fault): return fault
      }
    case .number, .optionalNumber:
      switch DecimalParser.parseAny(base, from: start, to: end) {
      case .success(let value):
        values[slot] = value
        return nil
      case .failure(.blank) where kind == .optionalNumber:
        values[slot] = .nan
        return nil
      case .failure(let fault): return fault
      }
    }
  }

  /// A row of a file that has quotes somewhere.
  private mutating func nextQuoted() -> Outcome {
    while true {
      let split = quoted.split(base, from: rowStart, count: count)
      // A row that reaches the bytes' end may go on after it.
      if split.reachedEnd, !isLast {
        guard count - rowStart <= Self.rowLimit else { return refuseLongRow() }
        line -= 1
        at = rowStart
        return .end
      }
      at = split.next
      linesInRow = split.lines
      if let fault = split.fault { return .refused(fault, slot: nil) }
      if quoted.isBlankLine {
        guard at < count else { return .end }
        line += 1
        rowStart = at
        continue
      }
      guard quoted.fieldCount == columnCount else { return .refused(.fieldCount, slot: nil) }
      for index in 0..<stepCount {
        let step = steps[index]
        let bounds = quoted.bounds(step.column)
        if let fault = read(
          step.kind, step.slot, quoted.content, bounds.lowerBound, bounds.upperBound)
        {
          return .refused(fault, slot: step.slot)
        }
      }
      return .row
    }
  }
}

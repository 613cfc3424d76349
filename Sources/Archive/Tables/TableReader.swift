import Market

/// One scanned row, valid until the next is scanned.
struct ScannedRow {
  /// By the slots of the plan; the time stands in slot 0.
  let values: UnsafeMutablePointer<Double>
  let texts: UnsafeMutablePointer<UnsafeRawBufferPointer>
  let place: RowPlace

  /// The row's time, from slot 0.
  var time: Timestamp { Timestamp(milliseconds: Int64(values[0])) }

  /// An optional field: `nil` where it is blank.
  @inline(__always)
  func optional(_ slot: Int) -> Double? { values[slot].isNaN ? nil : values[slot] }
}

/// Reads a file of rows: scans them, has each checked, and enters what becomes of them in the log.
struct TableReader {
  /// Which columns to read, and what they are called in messages.
  struct Layout {
    var plan: CSVPlan
    /// The names of all of the file's columns.
    var names: [String]
  }

  /// Goes through all rows.
  ///
  /// - Parameters:
  ///   - text: at its first block, in which the header was found.
  ///   - file: the file's number in the log.
  ///   - skips: rows that are about something else, and are not counted.
  ///   - take: checks a row and keeps what it wants of it; its slot 0 is the time. What it returns
  ///     refuses the row.
  @inline(__always)
  static func read(
    _ text: inout TableText, header: CSVHeader, plan: CSVPlan, file: Int,
    log: inout ReadingLog, skipping skips: (ScannedRow) -> Bool = { _ in false },
    take: (ScannedRow) -> RowFault?
  ) throws(ArchiveError) {
    var scanner = CSVScanner(
      text.bytes, from: header.rowsStart, linesBefore: header.lines, plan: plan,
      isLast: text.isLast)
    let layout = Layout(plan: plan, names: header.names)
    let number = Int32(truncatingIfNeeded: file)
    var counts = RowCounts()
    defer { log.add(counts, to: file) }
    var days = DayMarks(isOn: text.tellsDays)
    while true {
      switch scanner.next() {
      case .end:
        if text.isLast {
          try days.end(&text, at: scanner.place, counts)
          return log.mark(file, counts.disorder.isEmpty ? days.marks : [])
        }
        try text.advance(to: scanner.place)
        scanner.go(on: text.bytes, isLast: text.isLast)
      case .row:
        let row = ScannedRow(
          values: scanner.values, texts: scanner.texts,
          place: RowPlace(file: number, line: Int32(clamping: scanner.line)))
        if skips(row) { continue }
        if days.isOver(at: row.time) { try days.turn(to: row.time, &text, scanner.row, counts) }
        if let fault = take(row) {
          let time = row.time
          try log.refuse(
            file, describe(fault, &scanner, layout, log.files[file].name), time: time)
        } else {
          counts.add(row.time, line: scanner.line)
          guard counts.rows <= log.rowsLeft else {
            throw .refusedFile(
              file: log.files[file].name, fault: .tooManyRows(limit: ReadingLog.rowLimit))
          }
        }
      case .refused(let fault, let slot):
        let fault = RowFault(slot: slot, expected: expectation(fault, plan))
        try log.refuse(
          file, describe(fault, &scanner, layout, log.files[file].name), after: counts.latest)
      }
    }
  }

  /// The same where every row becomes a value.
  static func read<Row>(
    _ text: inout TableText, header: CSVHeader, plan: CSVPlan, file: Int,
    log: inout ReadingLog, skipping skips: (ScannedRow) -> Bool = { _ in false },
    into rows: inout [Row], make: (ScannedRow) -> Result<Row, RowFault>
  ) throws(ArchiveError) {
    try read(&text, header: header, plan: plan, file: file, log: &log, skipping: skips) { row in
      switch make(row) {
      case .success(let value):
        rows.append(value)
        return nil
      case .failure(let fault): return fault
      }
    }
  }

  private static func describe(
    _ fault: RowFault, _ scanner: inout CSVScanner, _ layout: Layout, _ file: String
  ) -> RefusedRow {
    guard let slot = fault.slot else {
      let found =
        if case .fieldCount = fault.expected { "\(scanner.fieldCount()) fields" } else {
          "a row that starts with \(scanner.excerpt(column: 0))"
        }
      return RefusedRow(
        file: file, row: scanner.line, column: nil, found: found,
        expected: fault.expected.description)
    }
    let column = layout.plan.column(slot: slot)
    return RefusedRow(
      file: file, row: scanner.line, column: layout.names[column],
      found: scanner.excerpt(column: column), expected: fault.expected.description)
  }

  static func expectation(_ fault: CSVFault, _ plan: CSVPlan) -> Expectation {
    switch fault {
    case .blank, .notANumber: .number
    case .notFinite: .finiteNumber
    case .notATime: .time
    case .implausibleTime: .plausibleTime
    case .fieldCount: .fieldCount(plan.columnCount)
    case .openQuote: .closedQuotes
    case .tooLong: .shorterRow
    }
  }
}

/// Takes down what a table held at the end of each day, while its rows come in order.
private struct DayMarks {
  let isOn: Bool
  private(set) var marks: [ReadingLog.File.Mark] = []
  private var day: Day?
  private var end = Timestamp(milliseconds: .min)

  init(isOn: Bool) { self.isOn = isOn }

  @inline(__always)
  func isOver(at time: Timestamp) -> Bool { isOn && time >= end }

  mutating func turn(
    to time: Timestamp, _ text: inout TableText, _ row: Range<Int>, _ counts: RowCounts
  ) throws(ArchiveError) {
    try end(&text, at: row.lowerBound, counts)
    day = time.day
    end = time.day.close
  }

  /// - Parameter place: where the day's last row ends in the block.
  mutating func end(_ text: inout TableText, at place: Int, _ counts: RowCounts)
    throws(ArchiveError)
  {
    // A day without a usable row is no state of its own: its text goes with the next row's.
    guard let day, counts.rows > marks.last?.rows ?? 0 else { return }
    marks.append(
      ReadingLog.File.Mark(
        day: day, bytes: text.length(upTo: place), rows: counts.rows, first: counts.first,
        last: counts.last, sha256: try text.sha256(upTo: place)))
  }
}

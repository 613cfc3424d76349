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

  /// - Parameters:
  ///   - bytes: the text, with padding after it.
  ///   - file: the file's number in the log.
  ///   - skips: rows that are about something else, and are not counted.
  ///   - make: checks a row and makes a value of it; its slot 0 is the time.
  /// - Returns: the values of the rows that are not refused, as they come.
  static func read<Row>(
    _ bytes: UnsafeRawBufferPointer, header: CSVHeader, plan: CSVPlan, file: Int,
    log: inout ReadingLog, skipping skips: (ScannedRow) -> Bool = { _ in false },
    make: (ScannedRow) -> Result<Row, RowFault>
  ) throws(ArchiveError) -> [Row] {
    var scanner = CSVScanner(
      bytes, from: header.rowsStart, linesBefore: header.lines, plan: plan)
    let layout = Layout(plan: plan, names: header.names)
    var rows: [Row] = []
    rows.reserveCapacity(estimate(bytes, header))
    var counts = RowCounts()
    defer { log.add(counts, to: file) }
    while true {
      switch scanner.next() {
      case .end: return rows
      case .row:
        let row = ScannedRow(
          values: scanner.values, texts: scanner.texts,
          place: RowPlace(
            file: Int32(truncatingIfNeeded: file), line: Int32(clamping: scanner.line)))
        if skips(row) { continue }
        switch make(row) {
        case .success(let value):
          counts.add(row.time, line: scanner.line)
          guard counts.rows <= log.rowsLeft else {
            throw .refusedFile(
              file: log.files[file].name, fault: .tooManyRows(limit: ReadingLog.rowLimit))
          }
          rows.append(value)
        case .failure(let fault):
          let time = row.time
          try log.refuse(file, describe(fault, &scanner, layout, log.files[file].name), time: time)
        }
      case .refused(let fault, let slot):
        let fault = RowFault(slot: slot, expected: expectation(fault, plan))
        try log.refuse(file, describe(fault, &scanner, layout, log.files[file].name))
      }
    }
  }

  /// About as many rows as the text holds, judged by its first one.
  private static func estimate(_ bytes: UnsafeRawBufferPointer, _ header: CSVHeader) -> Int {
    let rows = bytes.dropFirst(header.rowsStart)
    let first = rows.prefix { $0 != 0x0A }.count + 1
    return min(ReadingLog.rowLimit, rows.count / max(first, 8) + 16)
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

import Market

/// Reads the stored responses of one contract, endpoint by endpoint and file by file.
struct ResponseReader {
  /// Bytes that one response may have. The largest, a day of Bitfinex's status, has under two
  /// million.
  static let sizeLimit = 64 << 20

  let dataFolder: String
  /// What answers have to be about, where they say.
  let symbol: String
  let envelope: ResponseEnvelope
  let stored: EndpointFiles
  /// Files of which nothing is as late as this day's start are passed over.
  var since: Day?

  func reading(since: Day?) -> ResponseReader {
    var reader = self
    reader.since = since
    return reader
  }

  /// Whether an endpoint has any file, of whatever day.
  func has(_ endpoint: StoredEndpoint) throws(ArchiveError) -> Bool {
    try !all(endpoint).isEmpty
  }

  /// An endpoint's files of whatever day.
  func all(_ endpoint: StoredEndpoint) throws(ArchiveError) -> [StoredFile] {
    try stored.all(endpoint, below: dataFolder)
  }

  /// The days that an endpoint has windows of, by the names of its files.
  func days(_ endpoint: StoredEndpoint) throws(ArchiveError) -> Set<Day> {
    var days: Set<Day> = []
    for file in try all(endpoint) {
      guard case .window(let window, _) = file.response else { continue }
      var day = window.start.day
      while day.start < window.end {
        days.insert(day)
        day = day + 1
      }
    }
    return days
  }

  /// An endpoint's files that are not passed over.
  func files(_ endpoint: StoredEndpoint) throws(ArchiveError) -> [StoredFile] {
    let files = try all(endpoint)
    guard let since else { return files }
    return files.filter { $0.reaches(into: since) }
  }

  /// What one file holds, in order of time.
  struct FileRows<Row> {
    var file: StoredFile
    /// Those of the window, its end excluded.
    var rows: [Row]
    /// Those of the very end, which the next window has too.
    var closing: [Row]
  }

  /// The rows of an endpoint, as they come, file after file in order of time.
  ///
  /// The venues' ends of windows are inclusive: a row of a window's end is taken where the next
  /// window's file has none for that time.
  ///
  /// - Parameters:
  ///   - skips: windows that are not wanted.
  ///   - make: checks a row and makes a value of it; `nil` for one that is about something else.
  func read<Row: PlacedRow>(
    _ endpoint: StoredEndpoint, _ plan: ResponsePlan, log: inout ReadingLog,
    skipping skips: (ResponseWindow) -> Bool = { _ in false },
    make: (ScannedRow) -> Result<Row?, RowFault>
  ) throws(ArchiveError) -> [Row] {
    var rows: [Row] = []
    var closing: [Row] = []
    for file in try files(endpoint) {
      if case .window(let window, _) = file.response, skips(window) { continue }
      guard let read = try self.rows(of: file, endpoint, plan, log: &log, make: make) else {
        continue
      }
      if let first = read.rows.first?.time { closing.removeAll { $0.time >= first } }
      rows += closing
      rows += read.rows
      closing = read.closing
    }
    return rows + closing
  }

  /// The rows of one file; `nil` where it was left out under the lenient policy.
  func rows<Row: PlacedRow>(
    of file: StoredFile, _ endpoint: StoredEndpoint, _ plan: ResponsePlan,
    log: inout ReadingLog, make: (ScannedRow) -> Result<Row?, RowFault>
  ) throws(ArchiveError) -> FileRows<Row>? {
    var opened: Int?
    do throws(ArchiveError) {
      let mapped = try MappedFile(
        dataFolder + "/" + file.name, name: file.name, limit: Self.sizeLimit)
      let body = try file.refused { () throws(ResponseFault) in
        try ResponseBody(mapped.bytes, envelope, symbol: symbol)
      }
      let number = log.open(
        file.name, sha256: SHA256.hexDigest(of: mapped.bytes),
        period: file.promised.map { (first: $0.lowerBound, last: $0.upperBound) })
      opened = number
      return try scan(body, file, number, endpoint.timing, plan, &log, make)
    } catch {
      if let opened { log.leaveOut(opened) }
      try log.refuse(error, of: file.first)
      return nil
    }
  }

  private func scan<Row: PlacedRow>(
    _ body: ResponseBody, _ file: StoredFile, _ number: Int, _ timing: StoredEndpoint.Timing,
    _ plan: ResponsePlan, _ log: inout ReadingLog,
    _ make: (ScannedRow) -> Result<Row?, RowFault>
  ) throws(ArchiveError) -> FileRows<Row> {
    var scanner = ResponseScanner(body, plan: plan)
    let span = file.span
    var rows: [Row] = []
    rows.reserveCapacity(320)
    // What covers several days grows until they are over: each day's rows are told apart.
    let grows = span.map { $0.upperBound - $0.lowerBound > .day } ?? false
    var texts: [(time: Timestamp, text: [UInt8])] = []
    reading: while true {
      let outcome = try file.refused { () throws(ResponseFault) in try scanner.next() }
      switch outcome {
      case .end: break reading
      case .refused(let fault, let slot):
        let fault = RowFault(slot: slot, expected: plan.expectation(fault))
        try log.refuse(
          number, plan.describe(fault, scanner, file.name), after: rows.last?.time)
      case .row:
        let row = ScannedRow(
          values: scanner.values, texts: scanner.texts,
          place: RowPlace(
            file: Int32(truncatingIfNeeded: number), line: Int32(clamping: scanner.number)))
        let time = row.time
        if let span {
          if case .intervals = timing, time == span.upperBound { continue }
          guard time >= span.lowerBound, time <= span.upperBound else {
            let fault = RowFault(slot: 0, expected: .within(span))
            try log.refuse(number, plan.describe(fault, scanner, file.name), time: time)
            continue
          }
        }
        switch make(row) {
        case .success(let value):
          guard let value else { continue }
          rows.append(value)
          if grows { texts.append((value.time, Array(scanner.row) + [0x0A])) }
        case .failure(let fault):
          try log.refuse(number, plan.describe(fault, scanner, file.name), time: time)
        }
      }
      guard rows.count <= log.rowsLeft else {
        throw .refusedFile(file: file.name, fault: .tooManyRows(limit: ReadingLog.rowLimit))
      }
    }
    if grows { log.mark(number, try Self.marks(texts, file.name), wholeName: file.wholeName) }
    return finish(rows, file, number, timing, plan, &log)
  }

  /// What a file held at the close of each of its days: the rows in order of time as they stand, a
  /// line each, are what is digested.
  private static func marks(_ rows: [(time: Timestamp, text: [UInt8])], _ name: String)
    throws(ArchiveError) -> [ReadingLog.File.Mark]
  {
    let rows = rows.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }
    .map(\.element)
    var marks: [ReadingLog.File.Mark] = []
    var running = try RunningSHA256(name)
    for (index, row) in rows.enumerated() {
      row.text.withUnsafeBytes { running.add($0) }
      let day = row.time.day
      guard index + 1 == rows.count || rows[index + 1].time.day != day else { continue }
      marks.append(
        ReadingLog.File.Mark(
          day: day, rows: index + 1, first: rows[0].time, last: row.time,
          sha256: try running.soFar(name)))
    }
    return marks
  }

  /// Puts the rows of a file in order of time, counts them, and sets those aside that belong to
  /// the next window or were not over.
  private func finish<Row: PlacedRow>(
    _ found: [Row], _ file: StoredFile, _ number: Int, _ timing: StoredEndpoint.Timing,
    _ plan: ResponsePlan, _ log: inout ReadingLog
  ) -> FileRows<Row> {
    var rows = found
    // Most venues answer with the newest first, which is their order and no disorder.
    if let first = rows.first, let last = rows.last, first.time > last.time { rows.reverse() }
    // The newest of what was asked for too early was not over, unless the venue says that it was.
    if case .intervals = timing, case .window(_, partial: true) = file.response,
      !plan.tellsUnfinished, let newest = rows.indices.max(by: { rows[$0].time < rows[$1].time })
    {
      rows.remove(at: newest)
    }
    var counts = RowCounts()
    for row in rows { counts.add(row.time, line: Int(row.place.line)) }
    log.add(counts, to: number)
    guard let end = file.span?.upperBound, !timing.isIntervals else {
      return FileRows(file: file, rows: rows, closing: [])
    }
    return FileRows(
      file: file, rows: rows.filter { $0.time < end }, closing: rows.filter { $0.time >= end })
  }
}

extension StoredFile {
  /// The name that the file has when its window is over.
  fileprivate var wholeName: String {
    let ending = ".partial.json"
    return name.hasSuffix(ending) ? String(name.dropLast(ending.count)) + ".json" : name
  }

  /// What the file's rows have to lie in, both ends included; `nil` for snapshots.
  fileprivate var span: Range<Timestamp>? {
    guard case .window(let window, _) = response else { return nil }
    return window.start..<window.end
  }

  /// Makes the file's error of what is wrong with its content.
  func refused<Result>(_ body: () throws(ResponseFault) -> Result) throws(ArchiveError) -> Result {
    do throws(ResponseFault) {
      return try body()
    } catch {
      throw .refusedFile(file: name, fault: .response(error))
    }
  }
}

extension StoredEndpoint.Timing {
  fileprivate var isIntervals: Bool {
    if case .intervals = self { true } else { false }
  }
}

extension ResponsePlan {
  fileprivate func describe(_ fault: RowFault, _ scanner: borrowing ResponseScanner, _ file: String)
    -> RefusedRow
  {
    guard let slot = fault.slot else {
      return RefusedRow(
        file: file, row: scanner.number, column: nil, found: "\(scanner.fieldCount) fields",
        expected: fault.expected.description)
    }
    return RefusedRow(
      file: file, row: scanner.number, column: fields[slot].name,
      found: scanner.excerpt(slot: slot), expected: fault.expected.description)
  }

  fileprivate func expectation(_ fault: CSVFault) -> Expectation {
    switch fault {
    case .blank, .notANumber: .number
    case .notFinite: .finiteNumber
    case .notATime: .time
    case .implausibleTime: .plausibleTime
    case .fieldCount, .openQuote, .tooLong: .fieldCount(fields.count)
    }
  }
}

extension Result {
  /// The same where a row may also be none of ours.
  var orNothing: Result<Success?, Failure> { map(Optional.some) }
}

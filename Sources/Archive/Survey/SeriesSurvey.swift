import Market

extension SeriesReader {
  /// Enters the rows of each day: a file that grows by a day changes no day before.
  func survey(_ surveyor: inout Surveyor) throws(ArchiveError) {
    var text = try open()
    let header = try header(of: text)
    let columns = try SeriesColumns(source: source, header: header.names)
    let time = columns.plan.column(slot: 0)
    var scanner = CSVScanner(
      text.bytes, from: header.rowsStart, linesBefore: header.lines,
      plan: CSVPlan(columns: [(time, .time)], columnCount: header.names.count),
      isLast: text.isLast)
    var days = DayDigests(name: source.path)
    var times: [Timestamp] = []
    scanning: while true {
      switch scanner.next() {
      case .end:
        try days.flush(text.bytes)
        if text.isLast { break scanning }
        try text.advance(to: scanner.place)
        scanner.go(on: text.bytes, isLast: text.isLast)
      // A row that has no time counts with the one before it.
      case .refused: try days.add(scanner.row, of: days.day, text.bytes)
      case .row:
        let time = Timestamp(milliseconds: Int64(scanner.values[0]))
        times.append(time)
        try days.add(scanner.row, of: time.day, text.bytes)
      }
    }
    for (day, sha256) in try days.digests() {
      surveyor.add(SourceSurvey.Part(file: source.path, sha256: sha256, from: day))
    }
    // Which columns there are, and how long a bar is, concern all days.
    times.sort()
    let step = Self.commonStep(times).map { "\($0)" } ?? "none"
    surveyor.add(decision: header.names.joined(separator: ",") + "\n" + step, at: source.path)
  }
}

/// Digests the rows of each day as they stand in a file.
private struct DayDigests: ~Copyable {
  let name: String
  /// Of the rows that came last.
  private(set) var day: Day?
  private var running: RunningSHA256?
  /// Of the block, not digested yet.
  private var pending = 0..<0
  /// The digests of the runs of rows of a day that follow each other: one, where rows are in order.
  private var runs: [Day?: [String]] = [:]

  init(name: String) { self.name = name }

  mutating func add(_ row: Range<Int>, of day: Day?, _ block: UnsafeRawBufferPointer)
    throws(ArchiveError)
  {
    if day != self.day || running == nil {
      try flush(block)
      end()
      self.day = day
      running = try RunningSHA256(name)
    }
    pending = pending.isEmpty ? row : pending.lowerBound..<row.upperBound
  }

  /// Digests what is pending, before the block goes.
  mutating func flush(_ block: UnsafeRawBufferPointer) throws(ArchiveError) {
    running?.add(UnsafeRawBufferPointer(rebasing: block[pending]))
    pending = 0..<0
  }

  private mutating func end() {
    if let running = running.take() { runs[day, default: []].append(running.hexDigest()) }
  }

  /// After the last block was flushed.
  mutating func digests() throws(ArchiveError) -> [(day: Day?, sha256: String)] {
    end()
    return runs.map { day, runs in
      (day, runs.count == 1 ? runs[0] : SHA256.hexDigest(of: runs.joined().utf8))
    }
  }
}

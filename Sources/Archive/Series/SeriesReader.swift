import Market

/// Reads a CSV of bars by the names of its columns.
struct SeriesReader {
  let dataFolder: String
  let policy: Policy
  let instrument: Instrument
  let source: SeriesSource

  func read() throws(ArchiveError) -> InstrumentData {
    var log = ReadingLog(policy: policy)
    var rows = try scan(&log)
    if !rows.isAscending { rows = SeriesRows(try log.ordered(rows.placed)) }
    let interval = try interval(of: rows)
    rows = try onGrid(rows, interval, &log)
    guard !rows.bars.isEmpty else { throw .noInput(.rows(file: source.path)) }
    guard rows.bars.contains(where: { $0.openInterest != nil }) else {
      throw .noInput(
        .openInterestBlank(
          file: source.path,
          column: source.columns[.openInterest] ?? source.columns[.openInterestUSD] ?? ""))
    }
    log.reportGaps(
      in: rows.bars, interval: interval, what: "\(FindingWords.adjective(interval)) bars",
      consequence: "nothing was put in their place")
    let series = BarSeries(instrument: instrument, interval: interval, bars: rows.bars)
    return InstrumentData(series: series, inputs: log.inputs, findings: log.findings)
  }

  /// The file's text, at its first block.
  func open() throws(ArchiveError) -> TableText {
    let file = TableFile(path: dataFolder + "/" + source.path, name: source.path)
    guard Files.isFile(file.path) else { throw .noInput(.file(source.path)) }
    var text = try file.open()
    try text.advance(to: 0)
    return text
  }

  func header(of text: borrowing TableText) throws(ArchiveError) -> CSVHeader {
    guard let header = CSVHeader(text.bytes) else {
      throw .refusedFile(file: source.path, fault: .noHeader)
    }
    return header
  }

  /// The rows as they come.
  private func scan(_ log: inout ReadingLog) throws(ArchiveError) -> SeriesRows {
    var text = try open()
    let header = try header(of: text)
    let columns = try SeriesColumns(source: source, header: header.names)
    let file = log.open(source.path)
    var rows = SeriesRows()
    rows.reserveCapacity(TableReader.estimate(text, header))
    try TableReader.read(
      &text, header: header, plan: columns.plan, file: file, log: &log
    ) { row in columns.take(row, into: &rows) }
    log.close(file, sha256: text.sha256())
    return rows
  }

  private func interval(of rows: SeriesRows) throws(ArchiveError) -> TimeSpan {
    guard rows.bars.count > 1 else {
      guard rows.bars.isEmpty else {
        throw .refusedFile(file: source.path, fault: .interval(found: "unknown, with one row"))
      }
      throw .noInput(.rows(file: source.path))
    }
    let step = Self.commonStep(rows.bars.lazy.map(\.time)) ?? 0
    guard step >= 1_000, TimeSpan.day.milliseconds % step == 0 else {
      throw .refusedFile(
        file: source.path,
        fault: .interval(found: "\(NumberText.fixed(Double(step) / 1_000, decimals: 3)) s"))
    }
    return TimeSpan(milliseconds: step)
  }

  /// The most frequent step in milliseconds, the shortest of those that are equally frequent; `nil`
  /// with less than two times.
  ///
  /// - Parameter times: in order.
  static func commonStep(_ times: some Sequence<Timestamp>) -> Int64? {
    var counts: [Int64: Int] = [:]
    // Steps come in long runs of the same, which are counted run by run.
    var run: (step: Int64, count: Int) = (0, 0)
    var last: Timestamp?
    for time in times {
      if let last, last < time {
        let step = (time - last).milliseconds
        if step != run.step {
          if run.count > 0 { counts[run.step, default: 0] += run.count }
          run = (step, 0)
        }
        run.count += 1
      }
      last = time
    }
    if run.count > 0 { counts[run.step, default: 0] += run.count }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// The rows whose time is a multiple of the interval; the others are refused.
  private func onGrid(_ rows: SeriesRows, _ interval: TimeSpan, _ log: inout ReadingLog)
    throws(ArchiveError) -> SeriesRows
  {
    let step = interval.milliseconds
    let off = rows.bars.count { $0.time.milliseconds % step != 0 }
    guard off > 0 else { return rows }
    guard off * 2 < rows.bars.count else {
      throw .refusedFile(
        file: source.path,
        fault: .offMidnight(
          firstBar: rows.bars[0].time.description, interval: FindingWords.adjective(interval)))
    }
    var kept: [SeriesRow] = []
    kept.reserveCapacity(rows.bars.count - off)
    for row in rows.placed {
      guard row.time.milliseconds % step != 0 else {
        kept.append(row)
        continue
      }
      try log.takeBack(
        Int(row.place.file),
        RefusedRow(
          file: source.path, row: Int(row.place.line), column: source.columns[.time],
          found: row.time.description, expected: Expectation.multiple(of: interval).description),
        time: row.time)
    }
    return SeriesRows(kept)
  }
}

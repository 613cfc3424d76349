import Market

/// Reads a CSV of bars by the names of its columns.
struct SeriesReader: SourceReader {
  let dataFolder: String
  let policy: Policy
  let instrument: Instrument
  let source: SeriesSource

  /// - Parameter day: bars before it are read and not kept; `nil`: all are.
  func read(from day: Day?) throws(ArchiveError) -> InstrumentData {
    var log = ReadingLog(policy: policy)
    var rows = try scan(from: day?.start, &log)
    if let day, try !isInOrder(rows) {
      // What is wrong with rows before the day may bear on those after it.
      return try read(from: nil).suffix(from: day)
    }
    if !rows.steps.isAscending { rows = SeriesRows(try log.ordered(rows.placed)) }
    let interval = try interval(of: rows)
    if !rows.steps.areOnGrid(interval) { rows = try onGrid(rows, interval, &log) }
    guard rows.steps.first != nil else { throw .noInput(.rows(file: source.path)) }
    guard day != nil || rows.bars.contains(where: { $0.openInterest != nil }) else {
      throw .noInput(
        .openInterestBlank(
          file: source.path,
          column: source.columns[.openInterest] ?? source.columns[.openInterestUSD] ?? ""))
    }
    reportGaps(rows, interval, &log)
    let series = BarSeries(instrument: instrument, interval: interval, bars: rows.bars)
    let data = InstrumentData(series: series, log: log)
    return day.map(data.suffix) ?? data
  }

  /// The file's text, at its first block.
  private func open() throws(ArchiveError) -> TableText {
    let file = TableFile(path: dataFolder + "/" + source.path, name: source.path)
    guard Files.isFile(file.path) else { throw .noInput(.file(source.path)) }
    var text = try file.open(tellsDays: true)
    try text.advance(to: 0)
    return text
  }

  private func header(of text: borrowing TableText) throws(ArchiveError) -> CSVHeader {
    guard let header = CSVHeader(text.bytes) else {
      throw .refusedFile(file: source.path, fault: .noHeader)
    }
    return header
  }

  /// The rows as they come.
  ///
  /// - Parameter start: rows before it are not kept; `nil`: all are.
  func scan(from start: Timestamp?, _ log: inout ReadingLog) throws(ArchiveError) -> SeriesRows {
    var text = try open()
    let header = try header(of: text)
    let columns = try SeriesColumns(source: source, header: header.names)
    let file = log.open(source.path)
    var rows = start.map(SeriesRows.init(from:)) ?? SeriesRows()
    try TableReader.read(
      &text, header: header, plan: columns.plan, file: file, log: &log
    ) { row in columns.take(row, into: &rows) }
    log.close(file, sha256: text.sha256())
    return rows
  }

  /// Whether the rows come as they should: each later than the one before, all on their grid.
  func isInOrder(_ rows: SeriesRows) throws(ArchiveError) -> Bool {
    guard rows.steps.isAscending else { return false }
    return rows.steps.areOnGrid(try interval(of: rows))
  }

  private func interval(of rows: SeriesRows) throws(ArchiveError) -> TimeSpan {
    guard let step = rows.steps.common else {
      guard rows.steps.first == nil else {
        throw .refusedFile(file: source.path, fault: .interval(found: "unknown, with one row"))
      }
      throw .noInput(.rows(file: source.path))
    }
    guard step >= 1_000, TimeSpan.day.milliseconds % step == 0 else {
      throw .refusedFile(
        file: source.path,
        fault: .interval(found: "\(NumberText.fixed(Double(step) / 1_000, decimals: 3)) s"))
    }
    return TimeSpan(milliseconds: step)
  }

  /// The rows whose time is a multiple of the interval; the others are refused.
  private func onGrid(_ rows: SeriesRows, _ interval: TimeSpan, _ log: inout ReadingLog)
    throws(ArchiveError) -> SeriesRows
  {
    // What it held at each close was counted with those rows.
    log.mark(0, [])
    let step = interval.milliseconds
    let off = rows.bars.count { $0.time.milliseconds % step != 0 }
    guard off * 2 < rows.bars.count else {
      throw .refusedFile(
        file: source.path,
        fault: .offMidnight(
          firstBar: rows.bars.first?.time.description ?? "",
          interval: FindingWords.adjective(interval)))
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

  private func reportGaps(_ rows: SeriesRows, _ interval: TimeSpan, _ log: inout ReadingLog) {
    var gaps = GapList(
      what: "\(FindingWords.adjective(interval)) bars",
      consequence: "nothing was put in their place")
    rows.steps.forEachGap(interval) { from, count, until in
      log.addGap(0, known: until)
      gaps.add(file: source.path, from: from, count: count, until: until)
    }
    gaps.report(to: &log)
  }
}

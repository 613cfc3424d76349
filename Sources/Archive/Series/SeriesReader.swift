import Market

/// Reads a CSV of bars by the names of its columns.
struct SeriesReader {
  let dataFolder: String
  let policy: Policy
  let instrument: Instrument
  let source: SeriesSource

  func read() throws(ArchiveError) -> InstrumentData {
    let file = TableFile(path: dataFolder + "/" + source.path, name: source.path)
    guard Files.isFile(file.path) else { throw .noInput(.file(source.path)) }
    var log = ReadingLog(policy: policy)
    var rows = try file.read { bytes, digest throws(ArchiveError) in
      guard let header = CSVHeader(bytes) else {
        throw .refusedFile(file: source.path, fault: .noHeader)
      }
      let columns = try SeriesColumns(source: source, header: header.names)
      return try TableReader.read(
        bytes, header: header, plan: columns.plan, file: log.open(source.path, sha256: digest),
        log: &log, make: columns.bar)
    }
    rows = try log.ordered(rows)
    let interval = try interval(of: rows)
    rows = try onGrid(rows, interval, &log)
    guard !rows.isEmpty else { throw .noInput(.rows(file: source.path)) }
    guard rows.contains(where: { $0.bar.openInterest != nil }) else {
      throw .noInput(
        .openInterestBlank(
          file: source.path,
          column: source.columns[.openInterest] ?? source.columns[.openInterestUSD] ?? ""))
    }
    log.reportGaps(
      in: rows, interval: interval, what: "\(FindingWords.adjective(interval)) bars",
      consequence: "nothing was put in their place")
    let series = BarSeries(
      instrument: instrument, interval: interval, bars: rows.map(\.bar))
    return InstrumentData(series: series, inputs: log.inputs, findings: log.findings)
  }

  /// The most frequent step between rows, the shortest of those that are equally frequent.
  private func interval(of rows: [SeriesRow]) throws(ArchiveError) -> TimeSpan {
    guard rows.count > 1 else {
      guard rows.isEmpty else {
        throw .refusedFile(file: source.path, fault: .interval(found: "unknown, with one row"))
      }
      throw .noInput(.rows(file: source.path))
    }
    let step = Self.commonStep(rows.map(\.time)) ?? 0
    guard step >= 1_000, TimeSpan.day.milliseconds % step == 0 else {
      throw .refusedFile(
        file: source.path,
        fault: .interval(found: "\(NumberText.fixed(Double(step) / 1_000, decimals: 3)) s"))
    }
    return TimeSpan(milliseconds: step)
  }

  /// The most frequent step in milliseconds; `nil` with less than two times.
  ///
  /// - Parameter times: in order.
  static func commonStep(_ times: [Timestamp]) -> Int64? {
    var counts: [Int64: Int] = [:]
    for (time, next) in zip(times, times.dropFirst()) where time < next {
      counts[(next - time).milliseconds, default: 0] += 1
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// The rows whose time is a multiple of the interval; the others are refused.
  private func onGrid(_ rows: [SeriesRow], _ interval: TimeSpan, _ log: inout ReadingLog)
    throws(ArchiveError) -> [SeriesRow]
  {
    let step = interval.milliseconds
    let off = rows.count { $0.time.milliseconds % step != 0 }
    guard off > 0 else { return rows }
    guard off * 2 < rows.count else {
      throw .refusedFile(
        file: source.path,
        fault: .offMidnight(
          firstBar: rows[0].time.description, interval: FindingWords.adjective(interval)))
    }
    var kept: [SeriesRow] = []
    kept.reserveCapacity(rows.count - off)
    for row in rows {
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
    return kept
  }
}

/// A bar and where it stood.
struct SeriesRow: PlacedRow {
  var bar: Bar
  var place: RowPlace
  var time: Timestamp { bar.time }
  func agrees(with other: SeriesRow) -> Bool { bar == other.bar }
}

import Market

/// Where a row stands: the file's number in the reading's log, and the line.
struct RowPlace: Hashable {
  var file: Int32
  var line: Int32
}

/// A row of one kind of data that knows its time and place.
protocol PlacedRow {
  var time: Timestamp { get }
  var place: RowPlace { get }
  /// Whether another row for the same time says the same.
  func agrees(with other: Self) -> Bool
}

/// Whether two optional fields agree: both blank (NaN) or equal.
@inline(__always)
func agree(_ a: Double, _ b: Double) -> Bool { a == b || (a.isNaN && b.isNaN) }

extension ReadingLog {
  /// Puts rows in order of time and leaves one for each time: those that came again are counted,
  /// those that contradict the one that came first are refused.
  ///
  /// - Complexity: linear where the rows are in order, or in the opposite one, already.
  mutating func ordered<Row: PlacedRow>(_ rows: [Row]) throws(ArchiveError) -> [Row] {
    let pairs = zip(rows, rows.dropFirst())
    if pairs.allSatisfy({ $0.time < $1.time }) { return rows }
    var sorted = rows
    if pairs.allSatisfy({ $0.time > $1.time }) {
      sorted.reverse()
    } else {
      sorted.sort {
        ($0.time, $0.place.file, $0.place.line) < ($1.time, $1.place.file, $1.place.line)
      }
    }
    var kept: [Row] = []
    kept.reserveCapacity(sorted.count)
    for row in sorted {
      guard let last = kept.last, last.time == row.time else {
        kept.append(row)
        continue
      }
      let file = Int(row.place.file)
      if row.agrees(with: last) {
        addDuplicate(file, line: Int(row.place.line), time: row.time)
      } else {
        let earlier = TimestampText(
          time: row.time, file: files[Int(last.place.file)].name, line: Int(last.place.line))
        try takeBack(
          file,
          RefusedRow(
            file: files[file].name, row: Int(row.place.line), column: nil,
            found: "another row for \(row.time) that says something else",
            expected: Expectation.oneRowATime(earlier).description),
          time: row.time)
      }
    }
    return kept
  }

  /// Reports the places where rows are missing between the first and the last.
  ///
  /// - Parameters:
  ///   - rows: in order, one a time.
  ///   - interval: the step that they should have.
  ///   - what: such as `5-minute bars`.
  ///   - consequence: what is done without them.
  mutating func reportGaps<Row: PlacedRow>(
    in rows: [Row], interval: TimeSpan, what: String, consequence: String
  ) {
    var gaps = GapList(what: what, consequence: consequence)
    for (row, next) in zip(rows, rows.dropFirst()) {
      let missing = (next.time - row.time).milliseconds / interval.milliseconds - 1
      guard missing > 0 else { continue }
      let file = row.place.file == next.place.file ? Int(row.place.file) : nil
      if let file { addGap(file) }
      gaps.add(file: file.map { files[$0].name }, from: row.time + interval, count: Int(missing))
    }
    gaps.report(to: &self)
  }
}

extension ReadingLog {
  /// The same of a file's bars.
  mutating func reportGaps(
    in bars: [Bar], interval: TimeSpan, what: String, consequence: String
  ) {
    var gaps = GapList(what: what, consequence: consequence)
    for index in bars.indices.dropFirst() {
      let (time, next) = (bars[index - 1].time, bars[index].time)
      let missing = (next - time).milliseconds / interval.milliseconds - 1
      guard missing > 0 else { continue }
      addGap(0)
      gaps.add(file: files.first?.name, from: time + interval, count: Int(missing))
    }
    gaps.report(to: &self)
  }
}

/// Collects gaps, and tells the first ones one by one and the rest together.
struct GapList {
  let what: String
  let consequence: String
  private var findings: [DataFinding] = []
  private var further = (places: 0, count: 0)

  init(what: String, consequence: String) {
    self.what = what
    self.consequence = consequence
  }

  mutating func add(file: String?, from: Timestamp, count: Int) {
    guard findings.count < ReadingLog.gapLimit else {
      further = (further.places + 1, further.count + count)
      return
    }
    findings.append(
      FindingWords.gap(what, file: file, from: from, count: count, consequence: consequence))
  }

  func report(to log: inout ReadingLog) {
    for finding in findings { log.add(finding) }
    if further.places > 0 {
      log.add(FindingWords.furtherGaps(what, count: further.count, places: further.places))
    }
  }
}

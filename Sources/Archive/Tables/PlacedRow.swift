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
      gaps.add(
        file: file.map { files[$0].name }, from: row.time + interval, count: Int(missing),
        until: next.time)
    }
    gaps.report(to: &self)
  }
}

/// Collects gaps, and tells the first ones of each day one by one and the rest together.
struct GapList {
  let what: String
  let consequence: String
  private var findings: [KnownFinding] = []
  private var day: (day: Day, told: Int)?
  private var further: (from: Timestamp, until: Timestamp, places: Int, count: Int)?

  init(what: String, consequence: String) {
    self.what = what
    self.consequence = consequence
  }

  /// - Parameters:
  ///   - from: where it begins; not before the gap added last.
  ///   - until: where what is there again begins.
  mutating func add(file: String?, from: Timestamp, count: Int, until: Timestamp) {
    if day?.day != from.day {
      endDay()
      day = (from.day, 0)
    }
    guard let told = day?.told, told < ReadingLog.gapLimit else {
      let before = further ?? (from, until, 0, 0)
      further = (before.from, until, before.places + 1, before.count + count)
      return
    }
    day?.told += 1
    findings.append(
      KnownFinding(
        finding: FindingWords.gap(
          what, file: file, from: from, count: count, consequence: consequence),
        known: until))
  }

  private mutating func endDay() {
    guard let further else { return }
    findings.append(
      KnownFinding(
        finding: FindingWords.furtherGaps(
          what, from: further.from, count: further.count, places: further.places),
        known: further.until))
    self.further = nil
  }

  func report(to log: inout ReadingLog) {
    var whole = self
    whole.endDay()
    for finding in whole.findings { log.add(finding.finding, known: finding.known) }
  }
}

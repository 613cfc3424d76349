import Market

/// The rows of a series as they come. Bars lie apart from their lines, so that they can be handed on
/// as they are.
struct SeriesRows {
  /// What is earlier is counted and not kept.
  let start: Timestamp
  private(set) var bars = Bars()
  private(set) var steps = SeriesSteps()
  /// Of the rows that do not stand on the line after the row before: their places and lines.
  private var jumps: [(row: Int, line: Int32)] = []
  private var nextLine: Int32 = 0

  init(from start: Timestamp = Timestamp(milliseconds: .min)) { self.start = start }

  /// - Parameter rows: in order of time.
  init(_ rows: [SeriesRow]) {
    self.init()
    for row in rows { append(row.bar, line: row.place.line) }
  }

  mutating func append(_ bar: Bar, line: Int32) {
    steps.add(bar.time)
    guard bar.time >= start else { return }
    if line != nextLine { jumps.append((bars.count, line)) }
    nextLine = line &+ 1
    bars.append(bar)
  }

  /// The rows with their places; a series is the first file of its reading and the only one.
  var placed: [SeriesRow] {
    var next = jumps.startIndex
    var line: Int32 = 0
    return bars.enumerated().map { index, bar in
      line &+= 1
      if next < jumps.endIndex, jumps[next].row == index {
        line = jumps[next].line
        next += 1
      }
      return SeriesRow(bar: bar, place: RowPlace(file: 0, line: line))
    }
  }
}

/// A bar and where it stood.
struct SeriesRow: PlacedRow {
  var bar: Bar
  var place: RowPlace
  var time: Timestamp { bar.time }
  func agrees(with other: SeriesRow) -> Bool { bar == other.bar }
}

/// The steps from each row of a series to the next, those that are equal and follow each other
/// together.
struct SeriesSteps {
  struct Run {
    /// Of the row that the first step leads from.
    var start: Timestamp
    /// In milliseconds.
    var step: Int64
    var count: Int
  }

  /// Whether each row is later than the one before.
  private(set) var isAscending = true
  private(set) var first: Timestamp?
  private var last: Timestamp?
  private var finished: [Run] = []
  /// The run that goes on; its count is zero before the second row.
  private var current = Run(start: Timestamp(milliseconds: 0), step: 0, count: 0)

  private var runs: [Run] { current.count > 0 ? finished + [current] : [] }

  @inline(__always)
  mutating func add(_ time: Timestamp) {
    guard let last else { return (first, self.last) = (time, time) }
    self.last = time
    let step = (time - last).milliseconds
    if step == current.step, current.count > 0 { return current.count &+= 1 }
    begin(Run(start: last, step: step, count: 1))
  }

  private mutating func begin(_ run: Run) {
    if run.step <= 0 { isAscending = false }
    if current.count > 0 { finished.append(current) }
    current = run
  }

  /// The most frequent step, the shortest of those that are equally frequent; `nil` with less than two
  /// rows.
  var common: Int64? {
    var counts: [Int64: Int] = [:]
    for run in runs { counts[run.step, default: 0] += run.count }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// Whether all rows stand on multiples of an interval.
  func areOnGrid(_ interval: TimeSpan) -> Bool {
    let step = interval.milliseconds
    return (first?.milliseconds ?? 0) % step == 0 && runs.allSatisfy { $0.step % step == 0 }
  }

  /// Calls with each place where rows are missing: the first that is, how many, the next that is
  /// there.
  func forEachGap(
    _ interval: TimeSpan, _ body: (_ from: Timestamp, _ count: Int, _ until: Timestamp) -> Void
  ) {
    for run in runs where run.step >= interval.milliseconds * 2 {
      for index in 0..<run.count {
        let before = run.start + TimeSpan(milliseconds: run.step * Int64(index))
        body(
          before + interval, Int(run.step / interval.milliseconds - 1),
          before + TimeSpan(milliseconds: run.step))
      }
    }
  }
}

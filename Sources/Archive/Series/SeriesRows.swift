import Market

/// The rows of a series as they come. Bars lie apart from their lines, so that they can be handed on
/// without a copy: they are by far the most memory that reading takes.
struct SeriesRows {
  private(set) var bars: [Bar] = []
  private var lines: [Int32] = []

  init() {}

  init(_ rows: [SeriesRow]) {
    bars = rows.map(\.bar)
    lines = rows.map(\.place.line)
  }

  mutating func reserveCapacity(_ count: Int) {
    bars.reserveCapacity(count)
    lines.reserveCapacity(count)
  }

  mutating func append(_ bar: Bar, line: Int32) {
    bars.append(bar)
    lines.append(line)
  }

  /// Whether each row is later than the one before.
  var isAscending: Bool {
    bars.indices.dropFirst().allSatisfy { bars[$0 - 1].time < bars[$0].time }
  }

  /// The rows with their places; a series is the first file of its reading and the only one.
  var placed: [SeriesRow] {
    zip(bars, lines).map { SeriesRow(bar: $0, place: RowPlace(file: 0, line: $1)) }
  }
}

/// A bar and where it stood.
struct SeriesRow: PlacedRow {
  var bar: Bar
  var place: RowPlace
  var time: Timestamp { bar.time }
  func agrees(with other: SeriesRow) -> Bool { bar == other.bar }
}

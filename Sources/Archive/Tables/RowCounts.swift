import Market

/// Something that happened to rows: how often, and where first.
struct Occurrences {
  var count: Int
  var line: Int
  var time: Timestamp

  static func note(_ occurrences: inout Occurrences?, _ line: Int, _ time: Timestamp) {
    if occurrences == nil { occurrences = Occurrences(count: 0, line: line, time: time) }
    occurrences?.count += 1
  }
}

/// What is counted while the rows of a file are read.
struct RowCounts {
  /// Rows that can be used.
  var rows = 0
  var first = Timestamp(milliseconds: .max)
  var last = Timestamp(milliseconds: .min)
  /// Rows that came after a later one, by their day.
  var disorder: [Day: Occurrences] = [:]

  /// The latest time so far.
  var latest: Timestamp? { rows > 0 ? last : nil }

  @inline(__always)
  mutating func add(_ time: Timestamp, line: Int) {
    rows &+= 1
    if time < first { first = time }
    if time < last {
      Occurrences.note(&disorder[time.day], line, time)
    } else {
      last = time
    }
  }
}

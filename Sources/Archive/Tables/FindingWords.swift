import Market

/// The one place that puts this module's findings into words.
enum FindingWords {
  static func refused(_ row: RefusedRow, time: Timestamp?, count: Int) -> DataFinding {
    let column = row.column.map { ", column '\($0)'" } ?? ""
    return DataFinding(
      kind: .refused, file: row.file, row: row.row, time: time, count: count,
      message: "\(rows(count)) left out, the first in line \(row.row)\(column): found \(row.found),"
        + " expected \(row.expected)")
  }

  static func disorder(_ file: String, _ occurrences: Occurrences) -> DataFinding {
    DataFinding(
      kind: .disorder, file: file, row: occurrences.line, time: occurrences.time,
      count: occurrences.count,
      message: "\(rows(occurrences.count)) came after a later one; put in order of time")
  }

  static func duplicates(_ file: String, _ occurrences: Occurrences) -> DataFinding {
    DataFinding(
      kind: .duplicate, file: file, row: occurrences.line, time: occurrences.time,
      count: occurrences.count,
      message: "\(rows(occurrences.count)) came again with the same values; counted once")
  }

  /// - Parameters:
  ///   - what: what is missing, such as `5-minute bars`.
  ///   - consequence: what was done about it.
  static func gap(
    _ what: String, file: String?, from: Timestamp, count: Int, consequence: String
  ) -> DataFinding {
    DataFinding(
      kind: .gap, file: file, time: from, count: count,
      message: "\(what) missing: \(count) from \(from); \(consequence)")
  }

  static func furtherGaps(_ what: String, from: Timestamp, count: Int, places: Int) -> DataFinding {
    DataFinding(
      kind: .gap, time: from, count: count,
      message: "\(what) missing elsewhere on \(from.day): \(count) in "
        + (places == 1 ? "one place" : "\(places) places"))
  }

  static func missing(_ kind: String, lookedFor: String, consequence: String) -> DataFinding {
    DataFinding(
      kind: .missing, message: "no \(kind): no file in \(lookedFor); \(consequence)")
  }

  static func unpublished(_ kind: String, by venue: Venue, consequence: String) -> DataFinding {
    DataFinding(
      kind: .missing,
      message: "no \(kind): \(venue.name) gives none that could be asked for; \(consequence)")
  }

  static func quietBars(_ count: Int, from: Timestamp, interval: TimeSpan) -> DataFinding {
    DataFinding(
      kind: .gap, time: from, count: count,
      message: "\(count) \(adjective(interval)) candles missing although the venue's status is"
        + " there: nobody traded; bars without volume stand in")
  }

  static func full(_ file: String, rows: Int, from: Timestamp?) -> DataFinding {
    DataFinding(
      kind: .gap, file: file, time: from, count: 1,
      message: "\(rows) rows, as many as one response holds: it may be cut off; its day's sums"
        + " count as unknown")
  }

  static func sparseOpenInterest(_ unknown: Int, of bars: Int) -> DataFinding {
    DataFinding(
      kind: .gap, count: unknown,
      message: "\(unknown) of \(bars) bars have no open interest: the venue tells what stands when"
        + " it is asked; the book is carried over them")
  }

  static func checksum(_ file: String, from: Timestamp) -> DataFinding {
    DataFinding(
      kind: .missing, file: file, time: from,
      message: "no .CHECKSUM beside \(file); read unverified")
  }

  /// `5-minute`, `1-hour`, `1-day`, `90-second`.
  static func adjective(_ span: TimeSpan) -> String {
    let units: [(Int64, String)] = [
      (86_400_000, "day"), (3_600_000, "hour"), (60_000, "minute"), (1_000, "second"),
    ]
    for (length, name) in units where span.milliseconds % length == 0 && span.milliseconds > 0 {
      return "\(span.milliseconds / length)-\(name)"
    }
    return "\(span.milliseconds)-millisecond"
  }

  private static func rows(_ count: Int) -> String {
    count == 1 ? "1 row" : "\(count) rows"
  }
}

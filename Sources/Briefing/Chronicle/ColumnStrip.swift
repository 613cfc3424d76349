import Market

/// Candles and open interest in the heatmap's columns, the last ones only.
struct ColumnStrip: Sendable, Codable {
  struct Column: Sendable, Codable {
    /// Start of the column.
    var time: Timestamp
    var open: Double
    var high: Double
    var low: Double
    var close: Double
    /// Coins at the column's end, over all instruments.
    var openInterest: Double
  }

  let span: TimeSpan
  let limit: Int
  private(set) var columns: [Column] = []

  init(span: TimeSpan, limit: Int) {
    self.span = span
    self.limit = limit
  }

  /// - Parameters:
  ///   - time: the column's start.
  ///   - bars: of the first instrument, those that ended within the column; may be empty.
  ///   - before: the last close before the column, which stands in where it has no bars.
  mutating func record(
    time: Timestamp, bars: ArraySlice<Bar>, before: Double, openInterest: Double
  ) {
    columns.append(
      Column(
        time: time, open: bars.first?.open.value ?? before,
        high: bars.lazy.map(\.high.value).max() ?? before,
        low: bars.lazy.map(\.low.value).min() ?? before, close: bars.last?.close.value ?? before,
        openInterest: openInterest))
    // Cut seldom, so that a long walk does not move the window every hour.
    if columns.count > 2 * limit { columns.removeFirst(columns.count - limit) }
  }

  var window: ArraySlice<Column> { columns.suffix(limit) }

  var candles: CandleReport {
    let window = window
    return CandleReport(
      firstTime: window.first?.time ?? Timestamp(milliseconds: 0),
      intervalSeconds: Int(span.milliseconds / 1_000), open: window.map(\.open),
      high: window.map(\.high), low: window.map(\.low), close: window.map(\.close))
  }
}

import Market

/// What one book's prices crossed, hour by hour and lane by lane, until it is collected.
struct CrossingLog: Sendable, Codable {
  /// The hours that have an entry, ascending, counted from 1970 in spans of `span`.
  private(set) var hours: [Int64] = []
  /// For each hour, dollars by lane.
  private(set) var usd: [Double] = []

  /// The spans that hours are counted in: an hour, or a bar where that is longer.
  static func hour(of time: Timestamp, interval: TimeSpan) -> Int64 {
    let span = max(TimeSpan.hour, interval).milliseconds
    return Int64((Double(time.milliseconds) / Double(span)).rounded(.down))
  }

  mutating func open(_ hour: Int64) {
    guard hours.last != hour else { return }
    hours.append(hour)
    for _ in 0..<CohortStore.lanes { usd.append(0) }
  }

  /// Adds to the open hour; nothing is noted where none is.
  mutating func add(_ dollars: Double, lane: Int) {
    guard !hours.isEmpty else { return }
    usd[usd.count - CohortStore.lanes + lane] += dollars
  }

  mutating func removeAll() {
    hours.removeAll(keepingCapacity: true)
    usd.removeAll(keepingCapacity: true)
  }
}

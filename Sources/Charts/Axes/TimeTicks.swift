import Market

/// Where a time axis is labelled: at whole hours or midnights, and what it says there.
struct TimeTicks: Hashable, Sendable {
  struct Tick: Hashable, Sendable {
    var time: Timestamp
    var label: String
    /// A day's start.
    var isMidnight: Bool
  }

  var ticks: [Tick]

  /// Steps in hours, the finest first.
  private static let steps: [Int64] = [
    1, 2, 3, 6, 12, 24, 48, 72, 96, 120, 168, 336, 672, 1_344, 2_688, 8_064,
  ]

  /// The finest labels of which neighbours do not touch.
  ///
  /// - Parameters:
  ///   - position: pixels of a time.
  ///   - width: a label's width in pixels.
  ///   - clear: pixels to keep between labels.
  init(
    from first: Timestamp, to last: Timestamp, position: (Timestamp) -> Double,
    width: (String) -> Double, clear: Double
  ) {
    ticks = []
    guard last > first else { return }
    for step in TimeTicks.steps where (last - first).hours / Double(step) < 200 {
      let candidate = TimeTicks.ticks(every: step, from: first, to: last)
      let fits = zip(candidate, candidate.dropFirst()).allSatisfy { a, b in
        position(b.time) - position(a.time) >= (width(a.label) + width(b.label)) / 2 + clear
      }
      if fits {
        ticks = candidate
        return
      }
    }
  }

  private static func ticks(every hours: Int64, from first: Timestamp, to last: Timestamp) -> [Tick]
  {
    let step = TimeSpan.hours(hours).milliseconds
    // Weeks start on Mondays; 1970-01-01 was a Thursday.
    let shift = hours % 168 == 0 ? TimeSpan.days(4).milliseconds : 0
    var index = (first.milliseconds - shift) / step
    var ticks: [Tick] = []
    while true {
      let time = Timestamp(milliseconds: index * step + shift)
      if time > last { return ticks }
      if time >= first {
        let isMidnight = time.timeOfDay.milliseconds == 0
        ticks.append(
          Tick(
            time: time, label: isMidnight ? time.day.shortDescription : time.clockTime,
            isMidnight: isMidnight))
      }
      index += 1
    }
  }
}

import Market

/// One of a venue's answers: where it is stored, how it is asked for and how far back it reaches.
struct FetchEndpoint {
  var host: VenueHost
  var stored: StoredEndpoint
  var lane: RequestLane
  var shape: ResponseShape
  var rows = FetchItem.Rows.some
  /// How far back the venue answers; earlier windows are not asked for.
  var reach: TimeSpan?
  /// How old a snapshot has to be before it is taken anew.
  var renewal: TimeSpan = .hours(1)
  /// Path and query, and what is posted, for the time from `start` up to and with `last`.
  var request: @Sendable (_ start: Timestamp, _ last: Timestamp) -> (target: String, body: String?)

  /// - Parameter partial: whether the window is not over yet.
  func item(_ window: ResponseWindow, partial: Bool) -> FetchItem {
    // The row at a window's end belongs to it where it says what stood then, and else to the next.
    let last: Timestamp
    if case .moments = stored.timing {
      last = window.end
    } else {
      last = window.end - TimeSpan(milliseconds: 1)
    }
    let (target, body) = request(window.start, last)
    return FetchItem(
      host: host, target: target, body: body, lane: lane,
      answer: .response(shape, stored, rows),
      file: stored.file(window, partial: partial), window: window,
      absentFrom: window.end + FetchPlan.publication)
  }

  func snapshot(at time: Timestamp) -> FetchItem {
    let (target, body) = request(time, time)
    return FetchItem(
      host: host, target: target, body: body, lane: lane,
      answer: .response(shape, stored, rows),
      file: stored.file(snapshot: time), window: nil, absentFrom: nil)
  }
}

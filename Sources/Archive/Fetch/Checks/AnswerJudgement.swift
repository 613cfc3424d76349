import Market

/// Judges what a venue answered, before any of it comes to the disk.
enum AnswerJudgement {
  /// Rows at the very end of a window may be the next one's first: settlements jitter by
  /// milliseconds, and venues differ in whether an end is included.
  private static let tolerance = TimeSpan.seconds(5)

  /// - Throws: what is wrong with the answer's status.
  static func status(of response: HTTPResponse, item: FetchItem) throws(FetchFault) {
    guard response.status != 200 else { return }
    let seconds = retryAfter(response)
    switch response.status {
    case 429: throw .rateLimited(seconds: seconds)
    case 418: throw .banned(seconds: seconds)
    case 451: throw .blocked(item.host, status: 451)
    case 403:
      // Bybit shuts out for ten minutes whoever comes too often, with the status of a blocked
      // country.
      let words = String(decoding: response.body.prefix(4_096), as: UTF8.self).lowercased()
      throw words.contains("too frequent")
        ? .banned(seconds: seconds ?? 600) : .blocked(item.host, status: 403)
    default: break
    }
    // Some venues put their own words under a status that says less.
    if case .response(let shape, _, _) = item.answer,
      case .refusal(let code, let message)? = try? shape.read(response.body)
    {
      throw refusal(code: code, message: message, item: item)
    }
    if (400..<500).contains(response.status), ![408, 425].contains(response.status) {
      throw .refused(
        code: "HTTP \(response.status)",
        message: String(decoding: response.body.prefix(120), as: UTF8.self))
    }
    throw .status(response.status)
  }

  /// What a body that is to be believed holds.
  enum Content: Hashable {
    case nothing
    case rows
    /// As many rows as the venue gives at most: there may be more.
    case fullPage(limit: Int)
  }

  /// Judges a body that came with status 200.
  static func body(of response: HTTPResponse, item: FetchItem, partial: Bool)
    throws(FetchFault) -> Content
  {
    guard case .response(let shape, let stored, let rows) = item.answer else { return .rows }
    let times: [Int64]
    switch try shape.read(response.body) {
    case .refusal(let code, let message):
      throw refusal(code: code, message: message, item: item)
    case .rows(let found): times = found
    }
    if let window = item.window {
      if !partial, let date = response.headers["date"].flatMap(HTTPDate.time),
        date < window.end
      {
        throw .clock(venue: date, end: window.end)
      }
      try judge(times, window, stored.timing, isWhole: !partial && rows == .all)
    }
    if times.isEmpty {
      guard partial else { throw .empty }
      return rows == .any ? .rows : .nothing
    }
    if let limit = stored.rowLimit, times.count >= limit { return .fullPage(limit: limit) }
    return .rows
  }

  /// - Parameter isWhole: whether every step of the window must have its row.
  private static func judge(
    _ times: [Int64], _ window: ResponseWindow, _ timing: StoredEndpoint.Timing, isWhole: Bool
  ) throws(FetchFault) {
    let allowed = window.start...(window.end + tolerance)
    for time in times where !allowed.contains(Timestamp(milliseconds: time)) {
      throw .outsideWindow(found: Timestamp(milliseconds: time), window: window.name)
    }
    switch timing {
    case .intervals(let step), .moments(let step):
      let sorted = times.sorted()
      for (a, b) in zip(sorted, sorted.dropFirst()) where a == b {
        throw .doubledRow(Timestamp(milliseconds: a))
      }
      let expected = Int((window.end - window.start).milliseconds / step.milliseconds)
      if isWhole, !times.isEmpty, times.count < expected {
        throw .gaps(found: times.count, expected: expected)
      }
    case .events, .snapshots: break
    }
  }

  /// The digest that a `.CHECKSUM` gives for the file: 64 hexadecimal digits, spaces, its name.
  static func digest(in checksum: [UInt8], of file: String) throws(FetchFault) -> String {
    let text = String(decoding: checksum.prefix(400), as: UTF8.self)
    let words = text.split(whereSeparator: \.isWhitespace)
    let name = file.split(separator: "/").last ?? ""
    guard words.count == 2, words[0].utf8.count == 64, words[0].allSatisfy(\.isHexDigit),
      words[1].drop(while: { $0 == "*" }) == name
    else { throw .checksumUnreadable(found: String(text.prefix(100))) }
    return words[0].lowercased()
  }

  /// The venues' own codes: too often, unable just now, or never.
  private static func refusal(code: String, message: String, item: FetchItem) -> FetchFault {
    let often = ["50011", "50061", "10006", "10018", "11010", "-1003", "-1015"]
    let busy = [
      "50001", "50004", "50013", "50026", "10000", "10016", "20060", "-1000", "-1001", "-1007",
      "-1008",
    ]
    if often.contains(code) { return .rateLimited(seconds: nil) }
    if busy.contains(code) { return .busy(code: code, message: String(message.prefix(200))) }
    return .refused(code: code, message: String(message.prefix(200)))
  }

  /// Seconds to wait: as a number, or up to a date.
  private static func retryAfter(_ response: HTTPResponse) -> Int? {
    guard let text = response.headers["retry-after"] else { return nil }
    if let seconds = Int(text), seconds >= 0 { return min(seconds, 7 * 86_400) }
    guard let until = HTTPDate.time(text),
      let now = response.headers["date"].flatMap(HTTPDate.time), now < until
    else { return nil }
    return Int(min((until - now).milliseconds / 1_000 + 1, 7 * 86_400))
  }
}

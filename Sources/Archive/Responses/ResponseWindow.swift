import Market

/// A stretch of time that one stored response covers. Windows of one length tile time, in UTC.
public struct ResponseWindow: Hashable, Comparable, Sendable {
  /// How long a window is. Windows start at the multiples of their length since 1970, months at
  /// their first day.
  public enum Length: Hashable, Sendable {
    /// A divisor of 24.
    case hours(Int)
    case days(Int)
    case month
  }

  public let length: Length
  public let start: Timestamp

  /// The window of a length that holds a moment.
  public init(_ length: Length, containing time: Timestamp) {
    self.length = length
    switch length {
    case .hours(let hours): start = Self.floor(time, to: .hours(Int64(max(1, hours))))
    case .days(let days): start = Self.floor(time, to: .days(Int64(max(1, days))))
    case .month:
      let (_, _, day) = time.day.calendar
      start = (time.day - (day - 1)).start
    }
  }

  /// The window that a file's name stands for; `nil` where no window of the length starts there.
  public init?(_ length: Length, name: String) {
    var name = name
    guard let window = name.withUTF8({ Self(length, name: $0[...]) }) else { return nil }
    self = window
  }

  init?(_ length: Length, name: Slice<UnsafeBufferPointer<UInt8>>) {
    let time: Timestamp?
    switch length {
    case .hours:
      guard name.count == 13, name[name.startIndex + 10] == 0x54,
        let day = NamedDate.day(name.prefix(10)), let hour = NamedDate.number(name.suffix(2)),
        hour < 24
      else { return nil }
      time = day.start + .hours(Int64(hour))
    case .days: time = NamedDate.day(name)?.start
    case .month: time = NamedDate.month(name)?.start
    }
    guard let time else { return nil }
    self.init(length, containing: time)
    guard start == time else { return nil }
  }

  /// Where the next window starts.
  public var end: Timestamp {
    switch length {
    case .hours(let hours): start + .hours(Int64(max(1, hours)))
    case .days(let days): start + .days(Int64(max(1, days)))
    // Day 28 and four more lie in the next month, whichever month it is.
    case .month: Self(.month, containing: start + .days(32)).start
    }
  }

  public var next: ResponseWindow { Self(length, containing: end) }

  /// `2024-08-05T12` (its first hour), `2024-08-05` (its first day) or `2024-08`.
  public var name: String {
    let day = start.day.description
    switch length {
    case .hours: return "\(day)T\(start.clockTime.prefix(2))"
    case .days: return day
    case .month: return String(day.dropLast(3))
    }
  }

  /// The windows that hold anything from one moment up to, and not including, another.
  public static func covering(_ length: Length, from: Timestamp, to: Timestamp)
    -> [ResponseWindow]
  {
    var windows: [ResponseWindow] = []
    var window = ResponseWindow(length, containing: from)
    while window.start < to {
      windows.append(window)
      window = window.next
    }
    return windows
  }

  public static func < (a: ResponseWindow, b: ResponseWindow) -> Bool {
    (a.start, a.end) < (b.start, b.end)
  }

  private static func floor(_ time: Timestamp, to span: TimeSpan) -> Timestamp {
    let rest = time.milliseconds % span.milliseconds
    return Timestamp(
      milliseconds: time.milliseconds - (rest < 0 ? rest + span.milliseconds : rest))
  }
}

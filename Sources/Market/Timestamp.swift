/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Hashable, Comparable, Sendable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }
  public init(seconds: Int64) { self.milliseconds = seconds * 1_000 }

  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }
  public static func + (a: Timestamp, span: TimeSpan) -> Timestamp {
    Timestamp(milliseconds: a.milliseconds + span.milliseconds)
  }
  public static func - (a: Timestamp, span: TimeSpan) -> Timestamp {
    Timestamp(milliseconds: a.milliseconds - span.milliseconds)
  }
  public static func - (a: Timestamp, b: Timestamp) -> TimeSpan {
    TimeSpan(milliseconds: a.milliseconds - b.milliseconds)
  }

  /// The UTC day that holds the moment.
  public var day: Day { Day(number: Int(floorDivide(milliseconds, TimeSpan.day.milliseconds))) }

  /// The time since the UTC day's start.
  public var timeOfDay: TimeSpan { self - day.start }
}

/// A length of time, in milliseconds.
public struct TimeSpan: Hashable, Comparable, Sendable, Codable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  public static func seconds(_ n: Int64) -> TimeSpan { TimeSpan(milliseconds: n * 1_000) }
  public static func minutes(_ n: Int64) -> TimeSpan { seconds(n * 60) }
  public static func hours(_ n: Int64) -> TimeSpan { minutes(n * 60) }
  public static func days(_ n: Int64) -> TimeSpan { hours(n * 24) }
  public static let day = TimeSpan.days(1)
  public static let hour = TimeSpan.hours(1)

  public var hours: Double { Double(milliseconds) / 3_600_000 }
  public var days: Double { Double(milliseconds) / 86_400_000 }

  public static func < (a: TimeSpan, b: TimeSpan) -> Bool { a.milliseconds < b.milliseconds }
  public static func + (a: TimeSpan, b: TimeSpan) -> TimeSpan {
    TimeSpan(milliseconds: a.milliseconds + b.milliseconds)
  }
}

/// Division that rounds towards negative infinity, so that times before 1970 fall in their own day.
func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
  let quotient = a / b
  return a % b < 0 ? quotient - 1 : quotient
}

extension Timestamp: CustomStringConvertible, LosslessStringConvertible, Codable {
  /// ISO 8601 in UTC, to the second unless milliseconds say otherwise: `2024-08-05T13:00:00Z`.
  public var description: String {
    let inDay = timeOfDay.milliseconds
    let seconds = inDay / 1_000
    var text = "\(day)T\(twoDigits(seconds / 3_600)):\(twoDigits(seconds / 60 % 60))"
    text += ":\(twoDigits(seconds % 60))"
    let rest = inDay % 1_000
    if rest != 0 { text += "." + (rest < 100 ? "0" : "") + twoDigits(rest) }
    return text + "Z"
  }

  /// `13:00`, the clock time in UTC.
  public var clockTime: String {
    let minutes = timeOfDay.milliseconds / 60_000
    return "\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))"
  }

  /// Reads ISO 8601 in UTC: `2024-08-05`, `2024-08-05 13:00:00`, `2024-08-05T13:00:00.250Z`,
  /// with or without `Z` or `+00:00`. Any other offset is not read: the venues publish UTC.
  public init?(_ text: String) { self.init(utf8: text.utf8) }

  /// The same from bytes, without making a string of them first.
  public init?(utf8 text: some Collection<UInt8>) {
    var rest = text[...]
    guard let day = Day(utf8: rest.prefix(10)) else { return nil }
    rest = rest.dropFirst(10)
    var time: Int64 = 0
    if let separator = rest.first {
      guard separator == UInt8(ascii: "T") || separator == UInt8(ascii: " ") else { return nil }
      rest = rest.dropFirst()
      guard let hour = takeNumber(&rest, digits: 2), hour < 24, take(&rest, ":"),
        let minute = takeNumber(&rest, digits: 2), minute < 60
      else { return nil }
      time = (hour * 60 + minute) * 60_000
      if take(&rest, ":") {
        guard let second = takeNumber(&rest, digits: 2), second < 60 else { return nil }
        time += second * 1_000
        if take(&rest, ".") {
          var scale: Int64 = 100
          var digits = 0
          while let digit = rest.first, digit >= 0x30, digit <= 0x39 {
            time += Int64(digit - 0x30) * scale
            scale /= 10
            digits += 1
            rest = rest.dropFirst()
          }
          guard digits > 0 else { return nil }
        }
      }
      if !take(&rest, "Z"), !rest.isEmpty {
        guard rest.elementsEqual("+00:00".utf8) else { return nil }
        rest = rest.dropFirst(6)
      }
    }
    guard rest.isEmpty else { return nil }
    self = day.start + TimeSpan(milliseconds: time)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let time = Timestamp(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is no ISO 8601 time in UTC")
    }
    self = time
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

func twoDigits(_ n: Int64) -> String { n < 10 ? "0\(n)" : "\(n)" }

func takeNumber<Text: Collection<UInt8>>(_ text: inout Text, digits: Int) -> Int64?
where Text.SubSequence == Text {
  var number: Int64 = 0
  for _ in 0..<digits {
    guard let digit = text.popFirst(), digit >= 0x30, digit <= 0x39 else { return nil }
    number = number * 10 + Int64(digit - 0x30)
  }
  return number
}

private func take<Text: Collection<UInt8>>(_ text: inout Text, _ character: Unicode.Scalar) -> Bool
where Text.SubSequence == Text {
  guard text.first == UInt8(ascii: character) else { return false }
  text = text.dropFirst()
  return true
}

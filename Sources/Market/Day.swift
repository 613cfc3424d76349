/// A calendar day in UTC. The close of a day is 24:00 UTC, the next day's start.
public struct Day: Hashable, Comparable, Sendable, Strideable {
  /// Days since 1970-01-01.
  public var number: Int

  public init(number: Int) { self.number = number }

  /// - Returns: `nil` where the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= daysInMonth(month, year: year) else {
      return nil
    }
    // Days since a 1 March, so that the leap day comes last (proleptic Gregorian calendar).
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.number = era * 146_097 + dayOfEra - 719_468
  }

  public var start: Timestamp {
    Timestamp(milliseconds: Int64(number) * TimeSpan.day.milliseconds)
  }
  /// 24:00 UTC: the cut-off of the day's briefing.
  public var close: Timestamp { (self + 1).start }

  /// Year, month and day of the month in the Gregorian calendar.
  public var calendar: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// 0 for Monday to 6 for Sunday.
  public var weekday: Int { ((number + 3) % 7 + 7) % 7 }

  /// The library's own for what can be strided over subtracts, and so ends the program on days that are far
  /// apart, as a damaged file has them.
  public static func == (a: Day, b: Day) -> Bool { a.number == b.number }
  public static func < (a: Day, b: Day) -> Bool { a.number < b.number }
  public static func + (a: Day, days: Int) -> Day { Day(number: a.number + days) }
  public static func - (a: Day, days: Int) -> Day { Day(number: a.number - days) }
  public func advanced(by days: Int) -> Day { self + days }
  public func distance(to other: Day) -> Int { other.number - number }
}

private func daysInMonth(_ month: Int, year: Int) -> Int {
  switch month {
  case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
  case 4, 6, 9, 11: 30
  default: 31
  }
}

extension Day: CustomStringConvertible, LosslessStringConvertible, Codable {
  /// `2024-08-05`
  public var description: String {
    let (year, month, day) = calendar
    let digits = String(year)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      + "-\(twoDigits(Int64(month)))-\(twoDigits(Int64(day)))"
  }

  public static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// `5 August 2024`
  public var longDescription: String {
    let (year, month, day) = calendar
    return "\(day) \(Day.monthNames[month - 1]) \(year)"
  }

  /// `5 Aug`
  public var shortDescription: String {
    let (_, month, day) = calendar
    return "\(day) \(Day.monthNames[month - 1].prefix(3))"
  }

  /// Reads `YYYY-MM-DD`.
  public init?(_ text: String) { self.init(utf8: text.utf8) }

  public init?(utf8 text: some Collection<UInt8>) {
    var rest = text[...]
    guard let year = takeNumber(&rest, digits: 4), rest.popFirst() == UInt8(ascii: "-"),
      let month = takeNumber(&rest, digits: 2), rest.popFirst() == UInt8(ascii: "-"),
      let day = takeNumber(&rest, digits: 2), rest.isEmpty
    else { return nil }
    self.init(year: Int(year), month: Int(month), day: Int(day))
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let day = Day(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is no day of the form YYYY-MM-DD")
    }
    self = day
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

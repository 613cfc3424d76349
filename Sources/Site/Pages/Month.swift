import Market

/// A month of the calendar, by which long lists of days are divided.
struct Month: Hashable, Comparable, Sendable {
  /// Months since the year 0.
  var number: Int

  init(_ day: Day) {
    let (year, month, _) = day.calendar
    number = year * 12 + month - 1
  }

  private init(number: Int) { self.number = number }

  var next: Month { Month(number: number + 1) }
  var first: Day { Day(year: number / 12, month: number % 12 + 1, day: 1) ?? Day(number: 0) }
  var key: String { String(first.description.prefix(7)) }
  var name: String { "\(Day.monthNames[number % 12]) \(number / 12)" }

  static func < (a: Month, b: Month) -> Bool { a.number < b.number }
}

import Market

/// Why a row that could be scanned is refused all the same: the field to blame and what was
/// expected of it.
struct RowFault: Error {
  /// `nil` where the row as a whole is to blame.
  var slot: Int?
  var expected: Expectation
}

/// What a field or a row should have been.
enum Expectation: Hashable {
  case number, finiteNumber, time, plausibleTime
  case fieldCount(Int), closedQuotes, shorterRow
  case positive, notNegative, notZero
  /// A price that is the bar's highest, or its lowest.
  case highest, lowest
  /// No more than the whole volume.
  case withinVolume
  /// Funding as a fraction: -1 to 1.
  case fundingRate
  case fundingHours
  /// A distance from the price in per cent, not zero.
  case percentage
  /// A time within the stretch that the file's name says it covers.
  case within(Range<Timestamp>)
  /// A number that another field of the row contradicts. `other`: its name.
  case consistent(other: String)
  case side
  case symbol(String)
  /// A time that is a multiple of the interval.
  case multiple(of: TimeSpan)
  /// No other row for the same time, unless it says the same.
  case oneRowATime(TimestampText)
}

/// A time and the place of the row that has it already.
struct TimestampText: Hashable {
  var time: Timestamp
  var file: String
  var line: Int
}

/// What the fields of a bar have to obey, whoever published it.
enum BarCheck {
  /// Prices above zero, and none outside low and high. Slots in the order open, high, low, close.
  @inline(__always)
  static func prices(_ values: UnsafeMutablePointer<Double>, first: Int) -> RowFault? {
    let (open, high) = (values[first], values[first + 1])
    let (low, close) = (values[first + 2], values[first + 3])
    // A positive low that nothing is below makes all of them positive.
    if low > 0, low <= open, low <= close, open <= high, close <= high { return nil }
    for slot in first..<first + 4 where !(values[slot] > 0) {
      return RowFault(slot: slot, expected: .positive)
    }
    return high < open || high < close || high < low
      ? RowFault(slot: first + 1, expected: .highest) : RowFault(slot: first + 2, expected: .lowest)
  }

  /// At least zero, or blank.
  @inline(__always)
  static func notNegative(_ value: Double, _ slot: Int) -> RowFault? {
    value < 0 ? RowFault(slot: slot, expected: .notNegative) : nil
  }

  /// Above zero, or blank.
  @inline(__always)
  static func positive(_ value: Double, _ slot: Int) -> RowFault? {
    value <= 0 ? RowFault(slot: slot, expected: .positive) : nil
  }

  /// A part of the volume, or blank. Sums of many trades differ in their last digits.
  @inline(__always)
  static func part(_ value: Double, of volume: Double, _ slot: Int) -> RowFault? {
    if value < 0 { return RowFault(slot: slot, expected: .notNegative) }
    return value > volume * (1 + 1e-9) + 1e-9 ? RowFault(slot: slot, expected: .withinVolume) : nil
  }

  /// A rate between -1 and 1, or blank.
  @inline(__always)
  static func fundingRate(_ value: Double, _ slot: Int) -> RowFault? {
    abs(value) > 1 ? RowFault(slot: slot, expected: .fundingRate) : nil
  }
}

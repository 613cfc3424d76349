import Market

/// Reads times: seconds, milliseconds or microseconds since 1970, told apart by their size, or
/// ISO 8601 in UTC.
///
/// A time before 2009 or after 2099 is refused: no venue traded then, so it is a date written as a
/// number, a price, or a unit that is not known here.
struct TimeParser {
  /// The date read last, which the next row most often has too.
  private var dateHead: UInt64 = 0
  private var dateTail: UInt16 = 0
  private var dayStart: Double = 0

  private static let seconds = 1_230_768_000.0..<4_102_444_800.0

  /// Whether so many milliseconds since 1970 lie in the range of times that are taken.
  @inline(__always)
  static func isPlausible(_ milliseconds: Double) -> Bool {
    milliseconds >= 1_230_768_000_000 && milliseconds < 4_102_444_800_000
  }

  /// Milliseconds since 1970, whole; `nil` for a number that is no plausible time in any unit.
  @inline(__always)
  static func milliseconds(epoch number: Double) -> Double? {
    if number >= 1e11 {
      // A year beyond the range in any unit; the conversion below could not hold it.
      guard number < 1e17 else { return nil }
      let milliseconds = Double(Int64(number < 1e14 ? number : number / 1_000))
      return seconds.contains(milliseconds / 1_000) ? milliseconds : nil
    }
    return seconds.contains(number) ? (number * 1_000).rounded() : nil
  }

  /// A time that fills a field, spaces around it apart.
  mutating func parse(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int)
    -> Result<Double, CSVFault>
  {
    var (start, end) = (start, end)
    while start < end, base[start] == 0x20 { start += 1 }
    while end > start, base[end - 1] == 0x20 { end -= 1 }
    if end - start >= 10, base[start + 4] == 0x2D {
      guard let milliseconds = iso(base, start, end) else { return .failure(.notATime) }
      return Self.seconds.contains(milliseconds / 1_000)
        ? .success(milliseconds) : .failure(.implausibleTime)
    }
    switch DecimalParser.parseAny(base, from: start, to: end) {
    case .success(let number):
      guard let milliseconds = Self.milliseconds(epoch: number) else {
        return .failure(.implausibleTime)
      }
      return .success(milliseconds)
    case .failure(.blank): return .failure(.blank)
    case .failure: return .failure(.notATime)
    }
  }

  private mutating func iso(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Double? {
    let head = Words.load(base, start)
    let tail = UInt16(base[start + 8]) | UInt16(base[start + 9]) << 8
    if head != dateHead || tail != dateTail {
      guard let day = Day(utf8: UnsafeBufferPointer(start: base + start, count: 10)) else {
        return nil
      }
      (dateHead, dateTail) = (head, tail)
      dayStart = Double(day.start.milliseconds)
    }
    // `2024-08-05 13:00:00`, which the venues write with or without a `Z`, by hand; the rest by the
    // general reader.
    if end - start == 19 || (end - start == 20 && base[start + 19] == 0x5A),
      base[start + 13] == 0x3A, base[start + 16] == 0x3A,
      base[start + 10] == 0x20 || base[start + 10] == 0x54,
      let hour = twoDigits(base + start + 11), hour < 24,
      let minute = twoDigits(base + start + 14), minute < 60,
      let second = twoDigits(base + start + 17), second < 60
    {
      return dayStart + Double((hour * 60 + minute) * 60 + second) * 1_000
    }
    let text = UnsafeBufferPointer(start: base + start, count: end - start)
    return Timestamp(utf8: text).map { Double($0.milliseconds) }
  }

  private func twoDigits(_ text: UnsafePointer<UInt8>) -> Int? {
    let (tens, ones) = (Int(text[0]) - 0x30, Int(text[1]) - 0x30)
    return (0...9).contains(tens) && (0...9).contains(ones) ? tens * 10 + ones : nil
  }
}

import Market

/// Dates as the venues' files have them in their names. Years of files are some ten thousand names.
enum NamedDate {
  /// `2024-08-05`, which fills the text.
  static func day(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Day? {
    guard text.count == 10, let month = month(text.prefix(7)), text[text.startIndex + 7] == 0x2D,
      let day = number(text.suffix(2))
    else { return nil }
    let (year, number, _) = month.calendar
    return Day(year: year, month: number, day: day)
  }

  /// The first day of `2024-08`, which fills the text.
  static func month(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Day? {
    guard text.count == 7, let year = number(text.prefix(4)), text[text.startIndex + 4] == 0x2D,
      let month = number(text.suffix(2))
    else { return nil }
    return Day(year: year, month: month, day: 1)
  }

  /// Digits and nothing else.
  static func number(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    var value = 0
    for byte in text {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return text.isEmpty || text.count > 9 ? nil : value
  }

  /// Whether a text ends with another.
  static func ends(_ text: Slice<UnsafeBufferPointer<UInt8>>, with ending: StaticString) -> Bool {
    text.count >= ending.utf8CodeUnitCount
      && text.suffix(ending.utf8CodeUnitCount).elementsEqual(
        UnsafeBufferPointer(start: ending.utf8Start, count: ending.utf8CodeUnitCount))
  }
}

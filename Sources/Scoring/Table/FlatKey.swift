/// A key of a table that is put together from a figure's name.
struct FlatKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) { stringValue = name }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension KeyedEncodingContainer where Key == FlatKey {
  /// `name`, `name_lo` and `name_hi`; nothing where the figure is not known.
  mutating func encode(_ interval: Interval?, _ name: String) throws {
    guard let interval else { return }
    try encode(interval.value, forKey: FlatKey(name))
    try encode(interval.lo, forKey: FlatKey(name + "_lo"))
    try encode(interval.hi, forKey: FlatKey(name + "_hi"))
  }
}

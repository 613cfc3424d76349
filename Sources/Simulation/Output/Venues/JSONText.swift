import Market

/// Text of JSON as the venues send it: numbers mostly in quotes, lists without white space.
extension [UInt8] {
  /// `[a,b,c]`
  mutating func appendList<Items: Sequence>(
    _ items: Items, _ each: (inout [UInt8], Items.Element) -> Void
  ) {
    append(UInt8(ascii: "["))
    var isFirst = true
    for item in items {
      if !isFirst { appendComma() }
      isFirst = false
      each(&self, item)
    }
    append(UInt8(ascii: "]"))
  }

  /// `["1735689600000","60000.0","60010.0","59990.0","60005.0"`: time, open, high, low and close of
  /// a list that is still open.
  mutating func appendQuotedCandle(_ time: Timestamp, _ prices: PriceRange, decimals: Int) {
    append("[\"\(time.milliseconds)\"")
    for price in [prices.open, prices.high, prices.low, prices.close] {
      appendComma()
      appendQuoted(units: price, decimals: decimals)
    }
  }

  /// A number in quotes, counted in units of its last decimal.
  mutating func appendQuoted(units: Int64, decimals: Int) {
    append(UInt8(ascii: "\""))
    append(units: units, decimals: decimals)
    append(UInt8(ascii: "\""))
  }

  /// A number in quotes, rounded.
  mutating func appendQuoted(_ number: Double, decimals: Int) {
    append(UInt8(ascii: "\""))
    append(number, decimals: decimals)
    append(UInt8(ascii: "\""))
  }
}

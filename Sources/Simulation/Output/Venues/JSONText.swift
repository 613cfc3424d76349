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

  /// `"text"`
  mutating func appendQuoted(_ body: (inout [UInt8]) -> Void) {
    append(UInt8(ascii: "\""))
    body(&self)
    append(UInt8(ascii: "\""))
  }
}

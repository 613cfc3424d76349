import Glibc

/// One line of Bybit's recorded stream, gone through where it stands in the file.
struct BybitStreamMessage {
  /// Whether it is of the topic that was asked for.
  private(set) var isOfTopic = false
  /// When it was sent, in milliseconds since 1970; `nil` where it does not say.
  private(set) var sent: Double?
  /// The list of its rows, where it has one.
  private(set) var rows: ResponseBody?

  /// Lists of objects: T, S (the position's side), v (size), p (bankruptcy price).
  static let plan = ResponsePlan([
    .init("T", .time), .init("S", .text), .init("v", .number), .init("p", .number),
  ])

  /// - Parameter base: followed by 16 readable bytes after the line.
  init(_ base: UnsafePointer<UInt8>, count: Int, topic: [UInt8]) throws(ResponseFault) {
    let start = JSONCursor(base, count: count)
    var cursor = start
    var hasTopic = false
    try cursor.take(0x7B)
    if cursor.peek() == 0x7D { throw cursor.unexpected("'topic'") }
    while true {
      let key = try cursor.string()
      try cursor.take(0x3A)
      let first = cursor.peek()
      if Self.text(base, key, is: "topic"), first == 0x22 {
        let value = try cursor.string()
        hasTopic = true
        isOfTopic =
          value.count == topic.count && memcmp(base + value.lowerBound, topic, topic.count) == 0
      } else if Self.text(base, key, is: "ts") {
        let value = first == 0x22 ? try cursor.string() : try cursor.literal()
        sent = try? DecimalParser.parseAny(base, from: value.lowerBound, to: value.upperBound).get()
      } else if Self.text(base, key, is: "data"), first == 0x5B {
        rows = ResponseBody(start, list: cursor.at)
        try cursor.skip()
      } else {
        try cursor.skip()
      }
      guard cursor.peek() == 0x2C else { break }
      cursor.step()
    }
    try cursor.take(0x7D)
    try cursor.end()
    guard hasTopic, sent != nil else { throw cursor.unexpected("'topic' and 'ts'") }
  }

  private static func text(
    _ base: UnsafePointer<UInt8>, _ place: Range<Int>, is text: StaticString
  ) -> Bool {
    place.count == text.utf8CodeUnitCount
      && memcmp(base + place.lowerBound, text.utf8Start, place.count) == 0
  }
}

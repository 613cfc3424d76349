import Glibc

/// Scans the rows of a stored response where they stand in the file, into the same slots as the
/// scanner of CSV does, so that both kinds of files share their checks.
///
/// A row is a list or an object of numbers, strings and nulls; venues write numbers either way.
/// A field that cannot be used refuses its row; text that is no JSON refuses the file.
/// Bytes: 16 readable bytes that are no digits must follow the text.
struct ResponseScanner: ~Copyable {
  enum Outcome {
    case row
    case refused(CSVFault, slot: Int?)
    case end
  }

  /// The number of the row last scanned in its list, from 1.
  private(set) var number = 0
  /// The row's numbers, by the plan's slots; a blank optional one is NaN.
  let values: UnsafeMutablePointer<Double>
  /// The row's fields of kind `text`, by slot.
  let texts: UnsafeMutablePointer<UnsafeRawBufferPointer>
  /// How many fields the row last scanned has.
  private(set) var fieldCount = 0
  private var rowStart = 0

  private let plan: ResponsePlan
  private var cursor: JSONCursor
  private let places: UnsafeMutablePointer<Range<Int>>
  /// The plan's kinds and keys, where they are at hand for each field.
  private let kinds: UnsafeMutablePointer<CSVPlan.Kind>
  private let keys: UnsafeMutablePointer<UnsafeMutableBufferPointer<UInt8>>
  private let slotCount: Int
  private var times = TimeParser()
  private var fault: (kind: CSVFault, slot: Int?)?
  private var seen: UInt32 = 0
  private var isFirst = true
  private var isInside = false
  private var isFirstInside = false
  private let all: UInt32

  /// - Parameter body: has found the list of rows.
  init(_ body: ResponseBody, plan: ResponsePlan) {
    self.plan = plan
    cursor = body.cursor
    cursor.jump(to: body.list)
    let capacity = max(1, plan.fields.count)
    values = .allocate(capacity: capacity)
    values.initialize(repeating: 0, count: capacity)
    texts = .allocate(capacity: capacity)
    texts.initialize(repeating: UnsafeRawBufferPointer(start: nil, count: 0), count: capacity)
    places = .allocate(capacity: capacity)
    places.initialize(repeating: 0..<0, count: capacity)
    slotCount = plan.fields.count
    kinds = .allocate(capacity: capacity)
    keys = .allocate(capacity: capacity)
    for (slot, field) in plan.fields.enumerated() {
      (kinds + slot).initialize(to: field.kind)
      let key = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: plan.names[slot].count)
      _ = key.initialize(from: plan.names[slot])
      (keys + slot).initialize(to: key)
    }
    all = (1 << UInt32(plan.fields.count)) - 1
  }

  deinit {
    values.deallocate()
    texts.deallocate()
    places.deallocate()
    kinds.deallocate()
    for slot in 0..<slotCount { keys[slot].deallocate() }
    keys.deallocate()
  }

  /// Scans the next row into `values` and `texts`.
  mutating func next() throws(ResponseFault) -> Outcome {
    guard try advance() else { return .end }
    number += 1
    seen = 0
    fieldCount = 0
    fault = nil
    let first = cursor.peek()
    rowStart = cursor.at
    switch first {
    case 0x5B: try scanList()
    case 0x7B: try scanObject()
    default:
      try cursor.skip()
      return .refused(.fieldCount, slot: nil)
    }
    if let fault { return .refused(fault.kind, slot: fault.slot) }
    guard seen == all else { return missing() }
    return .row
  }

  /// The row last scanned as it stands.
  var row: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: cursor.base + rowStart, count: cursor.at - rowStart)
  }

  /// Goes to the start of the next row; false at the list's end.
  private mutating func advance() throws(ResponseFault) -> Bool {
    while true {
      if plan.nested, isInside {
        if try step(first: isFirstInside) {
          isFirstInside = false
          return true
        }
        isInside = false
      }
      guard try step(first: isFirst) else { return false }
      isFirst = false
      guard plan.nested else { return true }
      (isInside, isFirstInside) = (true, true)
    }
  }

  /// Goes to the next value of a list; false where the list ends.
  private mutating func step(first: Bool) throws(ResponseFault) -> Bool {
    if first {
      try cursor.take(0x5B)
      guard cursor.peek() == 0x5D else { return true }
      cursor.step()
      return false
    }
    guard cursor.peek() == 0x2C else {
      try cursor.take(0x5D)
      return false
    }
    cursor.step()
    return true
  }

  /// A field of the row last scanned as messages show it.
  func excerpt(slot: Int) -> String {
    guard seen & (1 << UInt32(slot)) != 0 else { return "nothing" }
    let place = places[slot]
    return Archive.excerpt(
      UnsafeRawBufferPointer(start: cursor.base + place.lowerBound, count: place.count))
  }

  private mutating func scanList() throws(ResponseFault) {
    cursor.step()
    if cursor.peek() == 0x5D { return cursor.step() }
    while true {
      let slot = fieldCount < plan.slots.count ? plan.slots[fieldCount] : -1
      fieldCount += 1
      if slot >= 0 { try read(slot) } else { try cursor.skip() }
      guard cursor.peek() == 0x2C else { return try cursor.take(0x5D) }
      cursor.step()
    }
  }

  private mutating func scanObject() throws(ResponseFault) {
    cursor.step()
    if cursor.peek() == 0x7D { return cursor.step() }
    var expected = 0
    while true {
      let key = try cursor.string()
      try cursor.take(0x3A)
      fieldCount += 1
      if let slot = slot(key, expected: expected) {
        expected = slot + 1
        try read(slot)
      } else {
        try cursor.skip()
      }
      guard cursor.peek() == 0x2C else { return try cursor.take(0x7D) }
      cursor.step()
    }
  }

  /// The slot of a key; the one after the slot before is tried first, as keys come in order.
  private func slot(_ key: Range<Int>, expected: Int) -> Int? {
    var slot = expected < slotCount ? expected : 0
    for _ in 0..<slotCount {
      let name = keys[slot]
      if name.count == key.count, let text = name.baseAddress,
        memcmp(text, cursor.base + key.lowerBound, key.count) == 0
      {
        return slot
      }
      slot = slot + 1 < slotCount ? slot + 1 : 0
    }
    return nil
  }

  @inline(__always)
  private mutating func read(_ slot: Int) throws(ResponseFault) {
    let kind = kinds[slot]
    guard let first = cursor.peek() else { throw .cutShort }
    seen |= 1 << UInt32(slot)
    if first == 0x5B || first == 0x7B {
      let start = cursor.at
      try cursor.skip()
      places[slot] = start..<cursor.at
      return note(.notANumber, slot)
    }
    // Most fields are plain numbers: read at once, with the byte after them as the check.
    if kind != .text {
      let start = first == 0x22 ? cursor.at &+ 1 : cursor.at
      let plain = plain(kind, at: start)
      if plain.end > start, plain.end < cursor.count {
        let after = cursor.base[plain.end]
        let ends = first == 0x22 ? after == 0x22 : after == 0x2C || after == 0x5D || after == 0x7D
        if ends {
          places[slot] = start..<plain.end
          cursor.jump(to: first == 0x22 ? plain.end &+ 1 : plain.end)
          if kind != .time {
            values[slot] = plain.value
          } else if let time = TimeParser.milliseconds(epoch: plain.value) {
            values[slot] = time
          } else {
            note(.implausibleTime, slot)
          }
          return
        }
      }
    }
    places[slot] = first == 0x22 ? try cursor.string() : try cursor.literal()
    convert(slot, kind, quoted: first == 0x22)
  }

  /// A plain number, of a time mostly one of thirteen digits.
  @inline(__always)
  private func plain(_ kind: CSVPlan.Kind, at start: Int) -> (value: Double, end: Int) {
    if kind == .time, let time = DecimalParser.parseThirteen(cursor.base, at: start) {
      return (time, start &+ 13)
    }
    return DecimalParser.parse(cursor.base, at: start)
  }

  private mutating func convert(_ slot: Int, _ kind: CSVPlan.Kind, quoted: Bool) {
    let place = places[slot]
    let isNull = !quoted && word(place, is: "null")
    switch kind {
    case .text:
      texts[slot] = UnsafeRawBufferPointer(
        start: cursor.base + place.lowerBound, count: isNull ? 0 : place.count)
    case .number, .optionalNumber:
      if isNull || place.isEmpty {
        values[slot] = .nan
        if kind == .number { note(.blank, slot) }
        return
      }
      switch DecimalParser.parseAny(cursor.base, from: place.lowerBound, to: place.upperBound) {
      case .success(let value): values[slot] = value
      case .failure(let found): note(found, slot)
      }
    case .time:
      switch times.parse(cursor.base, from: place.lowerBound, to: place.upperBound) {
      case .success(let value): values[slot] = value
      case .failure(let found): note(found, slot)
      }
    }
  }

  /// Only the row's first fault is told.
  private mutating func note(_ kind: CSVFault, _ slot: Int?) {
    if fault == nil { fault = (kind, slot) }
  }

  /// What to make of a row that lacks fields: optional ones are blank, others refuse it.
  private mutating func missing() -> Outcome {
    for slot in 0..<plan.fields.count where seen & (1 << UInt32(slot)) == 0 {
      switch plan.fields[slot].kind {
      case .optionalNumber: values[slot] = .nan
      case .text: texts[slot] = UnsafeRawBufferPointer(start: nil, count: 0)
      case .number: return .refused(.blank, slot: slot)
      case .time: return .refused(.notATime, slot: slot)
      }
    }
    return .row
  }

  private func word(_ place: Range<Int>, is text: StaticString) -> Bool {
    place.count == text.utf8CodeUnitCount
      && memcmp(cursor.base + place.lowerBound, text.utf8Start, place.count) == 0
  }
}

/// Bytes as messages show them: at most 40 characters, none of them a control character.
func excerpt(_ bytes: UnsafeRawBufferPointer) -> String {
  guard !bytes.isEmpty else { return "a blank" }
  let text = String(decoding: bytes.prefix(160), as: UTF8.self)
  let shown = text.unicodeScalars.prefix(40).map { scalar in
    scalar.properties.generalCategory == .control ? "\u{FFFD}" : String(scalar)
  }
  return "'\(shown.joined())\(shown.count < text.unicodeScalars.count ? "…" : "")'"
}

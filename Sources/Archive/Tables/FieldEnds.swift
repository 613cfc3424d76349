import CVector

/// Where the fields of a text without quotes end: at commas and line ends, found 64 bytes at a step and some
/// way ahead of the rows.
///
/// A row's fields are then known before the first of them is read, and the processor reads several at once.
struct FieldEnds: ~Copyable {
  /// Bytes that are looked at in one go.
  private static let stretch = 1 << 12
  /// Places are written so many at a time.
  private static let step = 8

  /// Room for the fields of a row and a stretch, with one place before them.
  private let memory: UnsafeMutablePointer<Int>
  /// Commas, line feeds and the end of a text that ends without one, in order.
  private let places: UnsafeMutablePointer<Int>
  /// The places of the row found last, those not yet in a row, their end.
  private var (row, next, end) = (0, 0, 0)
  /// Up to where the text was looked at.
  private var looked = 0

  init() {
    memory = .allocate(capacity: 1 + CSVScanner.rowLimit + 1 + Self.stretch + Self.step)
    places = memory + 1
  }

  deinit { memory.deallocate() }

  /// Goes on with a row that starts at a place.
  mutating func restart(at place: Int) {
    (row, next, end) = (0, 0, 0)
    looked = place
  }

  /// Where a field of the row found last lies, the row's line end apart.
  @inline(__always)
  subscript(field: Int) -> (start: Int, end: Int) {
    (places[row &+ field &- 1] &+ 1, places[row &+ field])
  }

  /// Finds the row after the one found last.
  ///
  /// - Parameters:
  ///   - expected: how many fields it most likely has.
  ///   - start: where it starts.
  ///   - text: followed by a byte that is no comma.
  ///   - isLast: whether the row ends with the text, where no line feed ends it.
  /// - Returns: how many fields it has, and the place of its line feed; `nil` where the text ends before it
  ///   does, or after more fields than a row may have.
  @inline(__always)
  mutating func nextRow(
    expecting expected: Int, from start: Int, in text: UnsafeBufferPointer<UInt8>, isLast: Bool
  ) -> (fields: Int, end: Int)? {
    guard let base = text.baseAddress else { return nil }
    var fields = expected
    if !isNext(rowOf: expected, base) {
      guard let counted = countFields(text, isLast) else { return nil }
      fields = counted
    }
    row = next
    next = next &+ fields
    let end = places[next &- 1]
    places[row &- 1] = start &- 1
    if end > start, base[end &- 1] == 0x0D { places[next &- 1] = end &- 1 }
    return (fields, end)
  }

  @inline(__always)
  private func isNext(rowOf fields: Int, _ base: UnsafePointer<UInt8>) -> Bool {
    guard end &- next >= fields else { return false }
    var others: UInt8 = 0
    for place in next..<next &+ fields &- 1 { others |= base[places[place]] ^ 0x2C }
    return others == 0 && base[places[next &+ fields &- 1]] != 0x2C
  }

  private mutating func countFields(_ text: UnsafeBufferPointer<UInt8>, _ isLast: Bool) -> Int? {
    var fields = 0
    while true {
      while next + fields < end {
        let place = places[next + fields]
        fields += 1
        if place == text.count || text[place] != 0x2C { return fields }
      }
      guard fields <= CSVScanner.rowLimit, looked < text.count else { return nil }
      look(on: text, isLast)
    }
  }

  /// Looks at a stretch more.
  private mutating func look(on text: UnsafeBufferPointer<UInt8>, _ isLast: Bool) {
    guard let base = text.baseAddress else { return }
    places.update(from: places + next, count: end - next)
    (next, end) = (0, end - next)
    let stop = min(text.count, looked + Self.stretch)
    while looked + 64 <= stop {
      add(heatpress_find_either(base + looked, 0x2C, 0x0A))
      looked += 64
    }
    while looked < stop {
      if base[looked] == 0x2C || base[looked] == 0x0A { add(looked) }
      looked += 1
    }
    if isLast, looked == text.count, base[looked - 1] != 0x0A { add(looked) }
  }

  private mutating func add(_ place: Int) {
    places[end] = place
    end += 1
  }

  /// - Parameter found: of the 64 bytes from `looked` on, a bit each.
  @inline(__always)
  private mutating func add(_ found: UInt64) {
    var found = found
    let after = end &+ found.nonzeroBitCount
    @inline(__always)
    func put(_ index: Int) {
      places[end &+ index] = looked &+ found.trailingZeroBitCount
      found &= found &- 1
    }
    // Eight at a time is quicker than asking after each; what is too much is written over.
    while end < after {
      put(0)
      put(1)
      put(2)
      put(3)
      put(4)
      put(5)
      put(6)
      put(7)
      end = end &+ Self.step
    }
    end = after
  }
}

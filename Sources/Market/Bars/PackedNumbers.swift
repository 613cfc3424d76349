/// The numbers of one field of neighbouring bars, packed without loss of a bit.
///
/// What venues publish are decimals of few digits, near to each other: whole numbers of a unit such as a
/// cent. Where all of them are, one is kept and how far each lies above it, in two bytes or four. Numbers
/// that are not are kept as they are.
enum PackedNumbers: Sendable {
  case same(UInt64)
  case near([UInt16], DecimalScale)
  case far([UInt32], DecimalScale)
  case plain([UInt64])

  /// What a number of values that is packed quickly is a multiple of.
  private static let step = 16

  /// - Parameter values: the bits of numbers, or of none (`MaybeNumber`); at least one.
  init(_ values: Span<UInt64>) {
    let first = values[0]
    var differing: UInt64 = 0
    for index in values.indices { differing |= values[index] ^ first }
    if differing == 0 {
      self = .same(first)
    } else {
      self =
        Self.packedAll(values) ?? Self.packedSome(values)
        ?? .plain(Array(count: values.count) { values[$0] })
    }
  }

  /// Where every value is a number: without a branch for each, since reading takes its time here.
  private static func packedAll(_ values: Span<UInt64>) -> PackedNumbers? {
    guard values.count % step == 0 else { return nil }
    places: for places in 0...DecimalScale.mostPlaces {
      guard let (scale, origin) = DecimalScale.holding(values[0], places: places) else { continue }
      var (wrong, near, far): (UInt64, UInt64, UInt64) = (0, 0, 0)
      var start = 0
      while start < values.count {
        // Some at a time without a branch, so that the processor works on several at once. A unit that
        // is too large mostly shows in the first.
        for index in start..<start &+ step {
          let bits = values[unchecked: index]
          let (whole, number) = scale.rounded(bits)
          wrong |= number ^ bits
          near |= whole &- origin &+ 0x8000
          far |= whole &- origin &+ 0x8000_0000
        }
        guard wrong == 0 else { continue places }
        start += step
      }
      if near <= UInt16.max {
        let least = origin &- 0x8000
        return .near(
          Array(count: values.count) {
            UInt16(truncatingIfNeeded: scale.rounded(values[unchecked: $0]).whole &- least)
          }, scale.counting(from: -0x8000))
      }
      guard far <= UInt32.max else { return nil }
      let least = origin &- 0x8000_0000
      return .far(
        Array(count: values.count) {
          UInt32(truncatingIfNeeded: scale.rounded(values[unchecked: $0]).whole &- least)
        }, scale.counting(from: -0x8000_0000))
    }
    return nil
  }

  /// Where some are none: the greatest offset stands for it.
  private static func packedSome(_ values: Span<UInt64>) -> PackedNumbers? {
    let none = MaybeNumber().bits
    guard let first = values.indices.first(where: { values[$0] != none }) else { return nil }
    places: for places in 0...DecimalScale.mostPlaces {
      guard let (scale, origin) = DecimalScale.holding(values[first], places: places) else {
        continue
      }
      var (low, high) = (origin, origin)
      for index in values.indices where values[index] != none {
        let (whole, number) = scale.rounded(values[index])
        guard number == values[index] else { continue places }
        (low, high) = (min(low, whole), max(high, whole))
      }
      func offset(_ bits: UInt64) -> UInt64 {
        bits == none ? .max : scale.rounded(bits).whole &- low
      }
      let from = -Double(origin &- low)
      if high &- low < UInt16.max {
        return .near(
          Array(count: values.count) { UInt16(clamping: offset(values[$0])) },
          scale.counting(from: from, hasNone: true))
      }
      guard high &- low < UInt32.max else { return nil }
      return .far(
        Array(count: values.count) { UInt32(clamping: offset(values[$0])) },
        scale.counting(from: from, hasNone: true))
    }
    return nil
  }

  /// The bits of a number, or of none.
  subscript(_ place: Int) -> UInt64 {
    switch self {
    case .same(let bits): return bits
    case .near(let offsets, let scale):
      let offset = offsets[place]
      return offset == .max && scale.hasNone ? MaybeNumber().bits : scale.bits(Double(offset))
    case .far(let offsets, let scale):
      let offset = offsets[place]
      return offset == .max && scale.hasNone ? MaybeNumber().bits : scale.bits(Double(offset))
    case .plain(let bits): return bits[place]
    }
  }
}

extension Array {
  fileprivate init(count: Int, _ element: (Int) -> Element) {
    self.init(unsafeUninitializedCapacity: count) { buffer, initialized in
      for index in 0..<count { buffer.initializeElement(at: index, to: element(index)) }
      initialized = count
    }
  }
}

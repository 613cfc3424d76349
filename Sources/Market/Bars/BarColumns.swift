/// The fields of a bar, in the order in which they are packed.
enum BarField: Int, CaseIterable {
  case time, open, high, low, close, volume, openInterest
  case markHigh, markLow, takerBuyVolume, longLiquidations, shortLiquidations
  case fundingRate, longShortRatio, topTraderRatio, premium

  /// Whether many sources never give it.
  var isRare: Bool { rawValue > BarField.openInterest.rawValue }
}

/// Some neighbouring bars, the numbers of each field side by side.
struct BarColumns: Sendable {
  /// Bars that find room.
  static let capacity = 256

  /// From one field's numbers to the next's. At a power of two they would fall into the same few lines of the
  /// processor's cache.
  private static let stride = capacity + 8

  private(set) var count = 0
  /// `stride` for each field, once there is a bar.
  private var numbers: [UInt64] = []
  /// Whether a bar has ever given any of the rare fields. Until then their numbers are left alone, all of
  /// them none.
  private var hasRare = false

  var isFull: Bool { count == Self.capacity }

  /// Gives the bits of a field's numbers, or of none.
  @inline(__always)
  func read<Result>(_ field: BarField, _ body: (Span<UInt64>) -> Result) -> Result {
    let start = field.rawValue * Self.stride
    return body(numbers.span.extracting(start..<start + count))
  }

  subscript(_ place: Int) -> Bar {
    precondition(place < count, "a place behind the last bar")
    return Bar { numbers[$0.rawValue * Self.stride + place] }
  }

  /// Whether no bar gives a field.
  func isAbsent(_ field: BarField) -> Bool { !hasRare && field.isRare }

  /// - Parameter bar: there has to be room.
  mutating func append(_ bar: Bar) {
    precondition(count < Self.capacity, "a full column")
    if numbers.isEmpty {
      numbers = [UInt64](
        repeating: MaybeNumber().bits, count: BarField.allCases.count * Self.stride)
    }
    let given = bar.given
    hasRare = hasRare || given.hasRare
    let (place, isWhole) = (count, hasRare)
    count += 1
    numbers.withUnsafeMutableBufferPointer { numbers in
      let numbers = numbers
      func set(_ field: BarField, _ bits: UInt64) {
        numbers[field.rawValue * Self.stride + place] = bits
      }
      set(.time, UInt64(bitPattern: bar.time.milliseconds))
      set(.open, bar.open.value.bitPattern)
      set(.high, bar.high.value.bitPattern)
      set(.low, bar.low.value.bitPattern)
      set(.close, bar.close.value.bitPattern)
      set(.volume, bar.volume.value.bitPattern)
      set(.openInterest, given.openInterest.bits)
      guard isWhole else { return }
      set(.markHigh, given.markHigh.bits)
      set(.markLow, given.markLow.bits)
      set(.takerBuyVolume, given.takerBuyVolume.bits)
      set(.longLiquidations, given.longLiquidations.bits)
      set(.shortLiquidations, given.shortLiquidations.bits)
      set(.fundingRate, given.fundingRate.bits)
      set(.longShortRatio, given.longShortRatio.bits)
      set(.topTraderRatio, given.topTraderRatio.bits)
      set(.premium, given.premium.bits)
    }
  }

  mutating func removeAll() { count = 0 }

  mutating func removeFirst(_ removed: Int) {
    guard removed > 0 else { return }
    let rest = (removed..<count).map { self[$0] }
    count = 0
    for bar in rest { append(bar) }
  }
}

extension Bar {
  /// - Parameter bits: of each field's number, or of none.
  @inline(__always)
  init(_ bits: (BarField) -> UInt64) {
    func number(_ field: BarField) -> Double { Double(bitPattern: bits(field)) }
    self.init(
      time: Timestamp(milliseconds: Int64(bitPattern: bits(.time))), open: Price(number(.open)),
      high: Price(number(.high)), low: Price(number(.low)), close: Price(number(.close)),
      volume: Base(number(.volume)))
    given.markHigh = MaybeNumber(bits: bits(.markHigh))
    given.markLow = MaybeNumber(bits: bits(.markLow))
    given.takerBuyVolume = MaybeNumber(bits: bits(.takerBuyVolume))
    given.openInterest = MaybeNumber(bits: bits(.openInterest))
    given.longLiquidations = MaybeNumber(bits: bits(.longLiquidations))
    given.shortLiquidations = MaybeNumber(bits: bits(.shortLiquidations))
    given.fundingRate = MaybeNumber(bits: bits(.fundingRate))
    given.longShortRatio = MaybeNumber(bits: bits(.longShortRatio))
    given.topTraderRatio = MaybeNumber(bits: bits(.topTraderRatio))
    given.premium = MaybeNumber(bits: bits(.premium))
  }
}

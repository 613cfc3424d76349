/// A number or none, in the eight bytes of the number.
struct MaybeNumber: Hashable, Sendable {
  /// The bits of none: those of no number, and none that a calculation ends with.
  private static let none = UInt64.max

  private(set) var bits: UInt64 = none

  init() {}

  init(bits: UInt64) { self.bits = bits }

  var number: Double? {
    get { bits == Self.none ? nil : Double(bitPattern: bits) }
    set { bits = newValue?.bitPattern ?? Self.none }
  }

  /// As of optional numbers: the two zeros are equal, what is no number is not.
  static func == (a: MaybeNumber, b: MaybeNumber) -> Bool { a.number == b.number }

  func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

/// The fields of a bar that not every source gives.
struct GivenNumbers: Hashable, Sendable {
  var markHigh = MaybeNumber()
  var markLow = MaybeNumber()
  var takerBuyVolume = MaybeNumber()
  var openInterest = MaybeNumber()
  var longLiquidations = MaybeNumber()
  var shortLiquidations = MaybeNumber()
  var fundingRate = MaybeNumber()
  var longShortRatio = MaybeNumber()
  var topTraderRatio = MaybeNumber()
  var premium = MaybeNumber()

  /// Whether any of them but open interest is given.
  var hasRare: Bool {
    let marks = markHigh.bits & markLow.bits
    let liquidations = longLiquidations.bits & shortLiquidations.bits
    let ratios = longShortRatio.bits & topTraderRatio.bits
    let rates = fundingRate.bits & premium.bits
    // The bits of none are all set.
    return marks & liquidations & ratios & rates & takerBuyVolume.bits != MaybeNumber().bits
  }
}

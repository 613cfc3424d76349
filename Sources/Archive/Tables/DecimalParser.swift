import Glibc

/// Reads decimal numbers from bytes, correctly rounded.
///
/// A number is its digits without the point, divided by a power of ten. Where the digits are below
/// 2^53 both are exact as doubles and one division rounds correctly (Clinger 1990); up to 19 digits
/// the division is done in integers. Longer ones, and those with an exponent, go to `strtod`, after
/// a check that they are what a number looks like.
enum DecimalParser {
  /// A plain decimal number at a place, without knowing where it ends.
  ///
  /// Sixteen bytes must be readable after every byte of it.
  /// - Returns: the value and the place after it; a negative place where it is no such number.
  @inline(__always)
  static func parse(_ base: UnsafePointer<UInt8>, at start: Int) -> (value: Double, end: Int) {
    let word = Words.load(base, start) ^ zeros
    let others = nonDigits(word)
    let digits = others.trailingZeroBitCount & 0x78
    // Most numbers start with one to seven digits.
    guard others != 0, digits > 0 else { return parseRare(base, at: start) }
    let bits = UInt64(truncatingIfNeeded: digits)
    guard (word &>> bits) & 0xFF == point else {
      return (exact(combine(word, bits: digits)), start &+ (digits &>> 3))
    }
    // Mostly the point and some more digits end within the word: the point is taken out of it, and
    // one step reads it.
    let rest = others & (others &- 1)
    if rest != 0 || base[start &+ 8] &- 0x30 > 9 {
      let before: UInt64 = (1 &<< bits) &- 1
      // 64 bits where nothing but the point is no digit.
      let both = (rest.trailingZeroBitCount & 0x78) &- 8
      let value = combine((word & before) | ((word &>> 8) & ~before), bits: both)
      return (exact(value) / divisor((both &- digits) &>> 3), start &+ (both &>> 3) &+ 1)
    }
    let next = start &+ (digits &>> 3) &+ 1
    let fraction = Words.load(base, next) ^ zeros
    let end = nonDigits(fraction)
    let places = end.trailingZeroBitCount & 0x78
    guard end != 0 else { return parseRare(base, at: start) }
    let value =
      combine(word, bits: digits) &* power(places &>> 3) &+ combine(fraction, bits: places)
    return (exact(value) / divisor(places &>> 3), next &+ (places &>> 3))
  }

  /// A plain decimal number of at most eight bytes that fills a field; `nil` for any other.
  @inline(__always)
  static func parseShort(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Double? {
    let length = end &- start
    guard length > 0, length <= 8 else { return nil }
    // The last byte at the top, with zeros before the first digit.
    let word =
      (Words.load(base, start) ^ zeros) &<< UInt64(truncatingIfNeeded: 64 &- length &* 8)
    let others = nonDigits(word)
    if others == 0 { return exact(combine(word, bits: 64)) }
    let place = others.trailingZeroBitCount & 0x38
    let before = others &- 1
    guard others & before == 0, (word &>> UInt64(truncatingIfNeeded: place)) & 0xFF == point,
      length > 1
    else { return nil }
    // What stands before the point moves into its place.
    let digits = word ^ ((word ^ (word &<< 8)) & (others ^ before))
    return exact(combine(digits, bits: 64)) / divisor((56 &- place) &>> 3)
  }

  /// A number of thirteen digits, as milliseconds since 1970 are written; `nil` for any other.
  @inline(__always)
  static func parseThirteen(_ base: UnsafePointer<UInt8>, at start: Int) -> Double? {
    let (first, last) = (Words.load(base, start) ^ zeros, Words.load(base, start &+ 5) ^ zeros)
    guard nonDigits(first) | nonDigits(last) == 0, base[start &+ 13] &- 0x30 > 9 else { return nil }
    return exact(combine(first, bits: 40) &* 100_000_000 &+ combine(last, bits: 64))
  }

  /// Any other number: with a sign, with many digits, or none at all.
  private static func parseRare(_ base: UnsafePointer<UInt8>, at start: Int)
    -> (value: Double, end: Int)
  {
    let isNegative = base[start] == 0x2D
    var at = isNegative ? start &+ 1 : start
    var (mantissa, digits) = run(base, at)
    at = at &+ digits
    if digits == 8 { extend(&mantissa, &digits, base, &at) }
    var divisor: UInt64 = 1
    if base[at] == 0x2E {
      at = at &+ 1
      var (fraction, places) = run(base, at)
      at = at &+ places
      if places == 8 { extend(&fraction, &places, base, &at) }
      digits = digits &+ places
      divisor = power(places)
      mantissa = mantissa &* divisor &+ fraction
    }
    guard digits > 0, digits <= 19 else { return (0, -1) }
    let value =
      mantissa <= 1 << 53 ? Double(mantissa) / Double(divisor) : quotient(mantissa, divisor)
    return (isNegative ? -value : value, at)
  }

  /// The quotient of two integers above zero, rounded once.
  private static func quotient(_ dividend: UInt64, _ divisor: UInt64) -> Double {
    let (up, down) = (dividend.leadingZeroBitCount, divisor.leadingZeroBitCount)
    let shifted = dividend << UInt64(up)
    let (high, low) = (shifted >> 1, shifted << 63)
    // Both have their top bit set, so that the quotient has 63 or 64 bits. What is left over only
    // says on which side of a tie it lies.
    let (whole, rest) = (divisor << UInt64(down)).dividingFullWidth((high, low))
    let rounded = Double(whole | (rest == 0 ? 0 : 1))
    return Double(sign: .plus, exponent: down - up - 63, significand: rounded)
  }

  /// A number that fills a field, spaces around it apart, however it is written.
  ///
  /// The byte after the field must be none that a number could go on with.
  static func parseAny(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int)
    -> Result<Double, CSVFault>
  {
    var (start, end) = (start, end)
    while start < end, base[start] == 0x20 { start += 1 }
    while end > start, base[end - 1] == 0x20 { end -= 1 }
    guard start < end else { return .failure(.blank) }
    let plain = parse(base, at: start)
    if plain.end == end { return .success(plain.value) }
    guard isNumber(base, start, end) else { return .failure(.notANumber) }
    let value = strtod(base + start, nil)
    return value.isFinite ? .success(value) : .failure(.notFinite)
  }

  /// Sign, digits with or without a point, exponent; `strtod` alone would take much else.
  private static func isNumber(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    func digits(_ at: inout Int) -> Int {
      let first = at
      while at < end, base[at] >= 0x30, base[at] <= 0x39 { at += 1 }
      return at - first
    }
    func sign(_ at: inout Int) {
      if at < end, base[at] == 0x2D || base[at] == 0x2B { at += 1 }
    }
    var at = start
    sign(&at)
    var count = digits(&at)
    if at < end, base[at] == 0x2E {
      at += 1
      count += digits(&at)
    }
    guard count > 0 else { return false }
    if at < end, base[at] | 0x20 == 0x65 {
      at += 1
      sign(&at)
      guard digits(&at) > 0 else { return false }
    }
    return at == end
  }

  private static let zeros: UInt64 = 0x3030_3030_3030_3030
  /// A point, in a word from which `zeros` were taken.
  private static let point: UInt64 = 0x1E

  /// An integer below 2^52 as a double: the bits of 2^52 with it added, less 2^52. The processor's own
  /// conversion would wait for the number parsed before, whose register it keeps the upper half of.
  @inline(__always)
  private static func exact(_ value: UInt64) -> Double {
    Double(bitPattern: value | 0x4330_0000_0000_0000) - 0x1p52
  }

  /// 10 to the power of 0 to 7.
  @inline(__always)
  private static func divisor(_ places: Int) -> Double { divisors[unchecked: places & 7] }

  private static let divisors: InlineArray<8, Double> = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000,
  ]

  /// The top bit of each byte that is no digit, of a word from which `zeros` were taken.
  @inline(__always)
  private static func nonDigits(_ word: UInt64) -> UInt64 {
    (((word & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080
  }

  /// The number that a word's first digits are: from one (8 bits) to eight (64 bits); of none (0 bits)
  /// it is of no use.
  @inline(__always)
  private static func combine(_ word: UInt64, bits: Int) -> UInt64 {
    var value = word &<< UInt64(truncatingIfNeeded: 64 &- bits)
    // Digits to pairs, pairs to fours, fours to eight, side by side in the word.
    value = value &* 10 &+ (value &>> 8)
    value =
      ((value & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
        &+ ((value &>> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001) &>> 32
    return value
  }

  /// Up to eight digits at a place and how many there are.
  @inline(__always)
  private static func run(_ base: UnsafePointer<UInt8>, _ at: Int) -> (UInt64, Int) {
    let word = Words.load(base, at) ^ zeros
    // 64 bits where all eight are digits.
    let bits = nonDigits(word).trailingZeroBitCount & 0x78
    return bits > 0 ? (combine(word, bits: bits), bits &>> 3) : (0, 0)
  }

  /// Goes on with a run of digits that filled a word. After 19 digits the value is of no use.
  private static func extend(
    _ value: inout UInt64, _ digits: inout Int, _ base: UnsafePointer<UInt8>, _ at: inout Int
  ) {
    var count = 8
    while count == 8 {
      let more: UInt64
      (more, count) = run(base, at)
      value = value &* power(count) &+ more
      at = at &+ count
      digits = digits &+ count
    }
  }

  /// 10 to the power of 0 to 19; zero above, where the digits are too many anyway.
  @inline(__always)
  private static func power(_ exponent: Int) -> UInt64 {
    powers[unchecked: min(exponent, 20)]
  }

  private static let powers: InlineArray<21, UInt64> = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
    1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
    1_000_000_000_000_000_000, 10_000_000_000_000_000_000, 0,
  ]
}

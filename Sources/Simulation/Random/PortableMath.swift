/// Exponential and logarithm from IEEE additions and multiplications alone.
///
/// The C library picks faster variants by processor, which differ in the last bit; in a market
/// where each trade moves the next, a last bit is another market. These give the same bits on
/// every machine, to about 1e-15 relative.
enum PortableMath {
  private static let ln2High = 0x1.62e42fefa38p-1
  private static let ln2Low = 0x1.ef35793c7673p-45

  /// 1/13! to 1/0!, the exponential's series from its far end.
  private static let reciprocalFactorials: [Double] = (0...13).reversed().map { last in
    (0..<last).reduce(1.0) { factorial, index in factorial * Double(index + 1) }
  }.map { 1 / $0 }
  /// 1/23 to 1/1 in odd steps, the series of the logarithm's arc form from its far end.
  private static let reciprocalOdds: [Double] = stride(from: 23.0, through: 1.0, by: -2.0).map {
    1 / $0
  }

  /// - Parameter x: clamped to ±700, where the result is still finite and normal.
  static func exp(_ x: Double) -> Double {
    let bounded = min(700, max(-700, x))
    let power = (bounded * 1.4426950408889634).rounded()
    let rest = bounded - power * ln2High - power * ln2Low
    var sum = 0.0
    for coefficient in reciprocalFactorials { sum = sum * rest + coefficient }
    return Double(sign: .plus, exponent: Int(power), significand: sum)
  }

  /// - Parameter x: positive; anything else is taken as the smallest normal number.
  static func log(_ x: Double) -> Double {
    let positive = max(x, Double.leastNormalMagnitude)
    var exponent = Double(positive.exponent)
    var significand = positive.significand
    if significand > 1.4142135623730951 {
      significand /= 2
      exponent += 1
    }
    let ratio = (significand - 1) / (significand + 1)
    let square = ratio * ratio
    var sum = 0.0
    for coefficient in reciprocalOdds { sum = sum * square + coefficient }
    return exponent * ln2High + (2 * ratio * sum + exponent * ln2Low)
  }

  static func pow(_ base: Double, _ exponent: Double) -> Double { exp(exponent * log(base)) }

  /// The share that is left after `steps` steps of a quantity that halves every `halfLife` steps.
  static func remaining(after steps: Double, halfLife: Double) -> Double {
    exp(-0.6931471805599453 * steps / halfLife)
  }
}

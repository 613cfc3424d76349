/// A small, fast, seeded source of random bits (SplitMix64, Steele, Lea and Flood 2014):
/// the same seed gives the same numbers on every machine and in every version.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { self.state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Uniform in [0, 1), 53 bits.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A generator of its own stream, which does not disturb this one's order of numbers.
  public func fork(_ stream: UInt64) -> SeededGenerator {
    var seeded = SeededGenerator(seed: state ^ (stream &* 0xD6E8_FEB8_6659_FD93))
    return SeededGenerator(seed: seeded.next())
  }
}

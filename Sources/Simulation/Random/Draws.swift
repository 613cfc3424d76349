import Market

/// The distributions that traders and news are drawn from.
extension SeededGenerator {
  /// Standard normal, by the polar method; the second of each pair is not kept.
  mutating func normal() -> Double {
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      if square > 0, square < 1 {
        return x * (-2 * PortableMath.log(square) / square).squareRoot()
      }
    }
  }

  /// Lognormal.
  ///
  /// - Parameters:
  ///   - median: in any unit; the result has it.
  ///   - spread: standard deviation of the logarithm.
  mutating func logNormal(median: Double, spread: Double) -> Double {
    median * PortableMath.exp(spread * normal())
  }

  /// Lomax (a Pareto that starts at zero): most values small, a few very large.
  ///
  /// - Parameters:
  ///   - median: in any unit; the result has it.
  ///   - tail: exponent of the tail, above 0; below 2 the variance is infinite.
  mutating func heavyTailed(median: Double, tail: Double) -> Double {
    let scale = median / (PortableMath.pow(2, 1 / tail) - 1)
    return scale * (PortableMath.pow(1 - uniform(), -1 / tail) - 1)
  }

  /// Exponential with the given mean.
  mutating func exponential(mean: Double) -> Double { -mean * PortableMath.log(1 - uniform()) }

  mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

  /// Uniform between two bounds.
  mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * uniform() }
}

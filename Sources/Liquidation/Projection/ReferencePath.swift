import Glibc

/// What is assumed of standardised paths before any was seen.
///
/// A Brownian path whose variance is not known but inverse-gamma distributed ends Student-t; and since
/// the reflection principle holds for each variance, it holds for the mixture: a level is touched twice
/// as often as it is exceeded at the end. Three degrees of freedom.
enum ReferencePath {
  /// The Student-t's scale, in the standard deviations that were forecast.
  static let scale = 0.67
  /// With which power of the distance its tails fall.
  static let tailPower = 3.0

  /// The probability that the path ends beyond a level, in forecast standard deviations.
  static func ends(beyond z: Double) -> Double {
    let u = max(0, z) / scale / 3.0.squareRoot()
    return max(0, 0.5 - (u / (1 + u * u) + atan(u)) / .pi)
  }
}

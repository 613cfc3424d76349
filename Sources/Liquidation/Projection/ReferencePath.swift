/// What is assumed of standardised paths before any was seen.
///
/// A Brownian path whose variance is not known but inverse-gamma distributed ends Student-t; and since
/// the reflection principle holds for each variance, it holds for the mixture: a level is touched twice
/// as often as it is exceeded at the end. Four degrees of freedom.
enum ReferencePath {
  /// A path's typical size over the standard deviation that was forecast for it.
  static let scale = 0.70

  /// The probability that the path ends beyond a level, in forecast standard deviations.
  static func ends(beyond z: Double) -> Double {
    let t = max(0, z) / scale
    let u = 1 + t * t / 4
    let root = u.squareRoot()
    return max(0, 0.5 - 0.375 * t / root * (1 - t * t / (12 * u)))
  }

  /// The probability that it touches the level on the way.
  static func reaches(_ z: Double) -> Double { min(1, 2 * ends(beyond: z)) }
}

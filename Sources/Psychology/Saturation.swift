import Glibc

/// How much of a score part's maximum a figure earns: 0 at zero, 63 % at the scale, never above 1.
///
/// An exponential approach has no edge at which a small change of the figure makes a large one of
/// the score, and needs one number, the scale, to be stated.
///
/// - Parameters:
///   - figure: negative counts as zero.
///   - scale: positive, in the figure's unit.
/// - Returns: 0 to 1.
func saturation(_ figure: Double, scale: Double) -> Double {
  figure > 0 ? 1 - exp(-figure / scale) : 0
}

/// How near a distance is: 1 at the close, 0 from the reach on, smooth at both ends.
///
/// The biweight kernel `(1 - (d / reach)^2)^2`. It stands in for a probability of being reached and
/// claims no more than that nearer pools matter more.
///
/// - Parameter sigmas: distance from the close in daily standard deviations; the sign does not
///   matter.
/// - Returns: 0 to 1.
func proximity(_ sigmas: Double, reach: Double) -> Double {
  let ratio = sigmas / reach
  guard abs(ratio) < 1 else { return 0 }
  let inner = 1 - ratio * ratio
  return inner * inner
}

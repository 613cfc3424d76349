/// Which palette index looks most like one colour laid over another at some coverage, in the light
/// and in the dark theme at once.
struct BlendTable: Sendable {
  /// Coverage is told apart in so many steps, the last being full.
  static let fullCoverage = 15

  /// Light and dark sRGB of each index in one vector.
  private let colours: [SIMD8<Float>]
  /// For each paint once used, an answer for each step and each index below, or `unknown`.
  private var answers: [[UInt16]]
  private static let unknown = UInt16.max

  init(_ palette: Palette) {
    colours = zip(palette.light, palette.dark).map { light, dark in
      SIMD8(
        Float(light.red), Float(light.green), Float(light.blue), 0, Float(dark.red),
        Float(dark.green), Float(dark.blue), 0)
    }
    answers = Array(repeating: [], count: 256)
  }

  /// - Parameter step: 1 to `fullCoverage`.
  mutating func index(_ paint: UInt8, over ground: UInt8, step: Int) -> UInt8 {
    if step >= BlendTable.fullCoverage || paint == ground { return paint }
    let place = step << 8 | Int(ground)
    if answers[Int(paint)].isEmpty {
      answers[Int(paint)] = Array(
        repeating: BlendTable.unknown, count: BlendTable.fullCoverage << 8)
    }
    let known = answers[Int(paint)][place]
    if known != BlendTable.unknown { return UInt8(truncatingIfNeeded: known) }
    let share = Float(step) / Float(BlendTable.fullCoverage)
    let under = colours[min(Int(ground), colours.count - 1)]
    let found = nearest(to: under + (colours[Int(paint)] - under) * share)
    answers[Int(paint)][place] = UInt16(found)
    return found
  }

  private func nearest(to wanted: SIMD8<Float>) -> UInt8 {
    var best = 0
    var bestDistance = Float.infinity
    for (index, colour) in colours.enumerated() {
      let difference = colour - wanted
      let distance = (difference * difference).sum()
      if distance < bestDistance { (best, bestDistance) = (index, distance) }
    }
    return UInt8(best)
  }
}

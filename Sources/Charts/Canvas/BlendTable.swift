/// Which palette index looks most like one colour laid over another at some coverage, in the light
/// and in the dark theme at once.
struct BlendTable: Sendable {
  /// Coverage is told apart in so many steps, the last being full.
  static let fullCoverage = 15

  private var mixtures: [Mixtures]

  init(_ palette: Palette) {
    let colours = zip(palette.light, palette.dark).map { light, dark in
      SIMD8(
        Float(light.red), Float(light.green), Float(light.blue), 0, Float(dark.red),
        Float(dark.green), Float(dark.blue), 0)
    }
    mixtures = (0...UInt8.max).map { Mixtures(of: $0, with: colours) }
  }

  /// Lays one paint over others.
  mutating func mix(_ paint: Paint, _ body: (inout Mixtures) -> Void) {
    body(&mixtures[Int(paint.index)])
  }
}

/// One paint over all others.
struct Mixtures: Sendable {
  private let paint: UInt8
  /// Light and dark sRGB of each index in one vector.
  private let colours: [SIMD8<Float>]
  /// One for each step and each index below, or `unknown`; empty until the first is looked for.
  private var answers: [UInt16] = []
  private static let unknown = UInt16.max

  fileprivate init(of paint: UInt8, with colours: [SIMD8<Float>]) {
    self.paint = paint
    self.colours = colours
  }

  /// - Parameter step: 1 to `BlendTable.fullCoverage`.
  mutating func index(over ground: UInt8, step: Int) -> UInt8 {
    if step >= BlendTable.fullCoverage || paint == ground { return paint }
    let place = step << 8 | Int(ground)
    if place < answers.count, answers[place] != Mixtures.unknown {
      return UInt8(truncatingIfNeeded: answers[place])
    }
    return lookFor(ground, step, place)
  }

  @inline(never)
  private mutating func lookFor(_ ground: UInt8, _ step: Int, _ place: Int) -> UInt8 {
    if answers.isEmpty {
      answers = Array(repeating: Mixtures.unknown, count: BlendTable.fullCoverage << 8)
    }
    let share = Float(step) / Float(BlendTable.fullCoverage)
    let under = colours[min(Int(ground), colours.count - 1)]
    let found = nearest(to: under + (colours[Int(paint)] - under) * share)
    answers[place] = UInt16(found)
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

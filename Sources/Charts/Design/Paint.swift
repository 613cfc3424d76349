import Market

/// An index into the palette: a colour by its role, whatever the theme makes of it.
struct Paint: Hashable, Sendable {
  var index: UInt8

  /// The paper.
  static let ground = Paint(index: 0)
  /// Lines that help the eye along and carry nothing.
  static let grid = Paint(index: 1)
  /// Axes, brackets, leaders.
  static let axis = Paint(index: 2)
  /// Text that matters, candles, the close.
  static let ink = Paint(index: 3)
  /// Text that explains.
  static let muted = Paint(index: 4)
  /// Long positions: lines and words.
  static let long = Paint(index: 5)
  /// Short positions: lines and words.
  static let short = Paint(index: 6)
  /// Open interest.
  static let interest = Paint(index: 7)
  /// The ground of the SIMULATED badge; words on it are in `ground`.
  static let warning = Paint(index: 8)

  static let firstBand: UInt8 = 9
  static let firstPale: UInt8 = 17
  static let firstRamp: UInt8 = 19
  /// Steps of each side's ramp.
  static let rampSteps = 40
  static let firstMixture = Int(firstRamp) + 2 * rampSteps

  static func side(_ side: Side) -> Paint { side == .long ? .long : .short }

  /// A leverage band's colour: the more leverage, the further from the ground.
  static func band(_ band: LeverageBand, _ side: Side) -> Paint {
    let step = LeverageBand.allCases.firstIndex(of: band) ?? 0
    return Paint(index: firstBand + UInt8(step) + (side == .long ? 0 : 4))
  }

  /// A side's colour where it is only context.
  static func pale(_ side: Side) -> Paint { Paint(index: firstPale + (side == .long ? 0 : 1)) }

  /// A step of a side's ramp.
  ///
  /// - Parameter level: 0, barely off the ground, to `rampSteps - 1`.
  static func ramp(_ side: Side, _ level: Int) -> Paint {
    let level = min(max(level, 0), rampSteps - 1)
    return Paint(index: firstRamp + UInt8(level + (side == .long ? 0 : rampSteps)))
  }
}

import Market

/// What a theme makes of the roles. Both themes are defined here and nowhere else.
struct Theme: Sendable {
  var ground, grid, axis, ink, muted, long, short, interest, warning: Colour
  var longBands, shortBands: [Colour]
  var paleLong, paleShort: Colour
  var longRamp, shortRamp: Ramp

  /// A scale of colours through three points in OKLCH.
  struct Ramp: Sendable {
    var low, middle, high: (lightness: Double, chroma: Double, hue: Double)

    func colour(_ share: Double) -> Colour {
      let (from, to) = share < 0.5 ? (low, middle) : (middle, high)
      let part = share < 0.5 ? share * 2 : share * 2 - 1
      return Colour(
        lightness: from.lightness + (to.lightness - from.lightness) * part,
        chroma: from.chroma + (to.chroma - from.chroma) * part,
        hue: from.hue + (to.hue - from.hue) * part)
    }
  }

  /// Ink on paper: the denser a pool, the darker.
  static let light = Theme(
    ground: Colour(0xfbfaf7), grid: Colour(0xe6e3db), axis: Colour(0x85827a),
    ink: Colour(0x181b20), muted: Colour(0x585b62), long: Colour(0xb3261e),
    short: Colour(0x0a6c55), interest: Colour(0x1d5fae), warning: Colour(0x8a4b00),
    longBands: [
      Colour(0xe0724f), Colour(0xc8432f), Colour(0x98211f), Colour(0x5c0d18),
    ],
    shortBands: [
      Colour(0x3f9c86), Colour(0x117a63), Colour(0x085845), Colour(0x04382d),
    ],
    paleLong: Colour(0xf0c4b2), paleShort: Colour(0xb5dccf),
    longRamp: Ramp(low: (0.957, 0.022, 65), middle: (0.760, 0.130, 42), high: (0.320, 0.135, 18)),
    shortRamp: Ramp(
      low: (0.957, 0.022, 185), middle: (0.770, 0.092, 180), high: (0.390, 0.075, 172)))

  /// Light in the dark: the denser a pool, the brighter.
  static let dark = Theme(
    ground: Colour(0x12151a), grid: Colour(0x262b33), axis: Colour(0x7b828d),
    ink: Colour(0xeef0f3), muted: Colour(0xa6acb6), long: Colour(0xff8a6b),
    short: Colour(0x4ccfa9), interest: Colour(0x74b2ff), warning: Colour(0xf2b24a),
    longBands: [
      Colour(0xa84530), Colour(0xd9603f), Colour(0xf79a6f), Colour(0xffd9bd),
    ],
    shortBands: [
      Colour(0x1f7a63), Colour(0x2fa384), Colour(0x62cfae), Colour(0xbdf5e0),
    ],
    paleLong: Colour(0x5a2d25), paleShort: Colour(0x1c4a40),
    longRamp: Ramp(low: (0.235, 0.035, 20), middle: (0.470, 0.150, 28), high: (0.890, 0.105, 75)),
    shortRamp: Ramp(
      low: (0.245, 0.022, 190), middle: (0.520, 0.090, 178), high: (0.960, 0.075, 160)))

  func ramp(_ side: Side) -> Ramp { side == .long ? longRamp : shortRamp }
}

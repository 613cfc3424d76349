import Market

/// The two palettes of every chart: index by index the same roles, light and dark.
///
/// Behind the roles stand mixtures, so that the edges of text and lines over the grounds that occur
/// often have their exact colours; any other edge takes the nearest colour there is in both themes.
struct Palette: Sendable {
  let light: [Colour]
  let dark: [Colour]

  static let standard = Palette()

  init() {
    light = Palette.colours(of: .light)
    dark = Palette.colours(of: .dark)
  }

  var count: Int { light.count }

  var lightBytes: [UInt8] { Palette.bytes(of: light) }
  var darkBytes: [UInt8] { Palette.bytes(of: dark) }

  private static func bytes(of colours: [Colour]) -> [UInt8] {
    colours.flatMap { colour in
      let (red, green, blue) = colour.bytes
      return [red, green, blue]
    }
  }

  /// In the order of `Paint`, then the mixtures.
  private static func colours(of theme: Theme) -> [Colour] {
    var colours = [
      theme.ground, theme.grid, theme.axis, theme.ink, theme.muted, theme.long, theme.short,
      theme.interest, theme.warning,
    ]
    colours += theme.longBands + theme.shortBands + [theme.paleLong, theme.paleShort]
    for side in Side.allCases {
      colours += (0..<Paint.rampSteps).map { step in
        theme.ramp(side).colour(Double(step) / Double(Paint.rampSteps - 1))
      }
    }
    for (over, paint, steps) in mixtures {
      colours += (1..<steps).map { step in
        colours[Int(over.index)].mixed(
          with: colours[Int(paint.index)], share: Double(step) / Double(steps))
      }
    }
    return colours
  }

  /// Ground, paint and the number of steps between them.
  private static let mixtures: [(over: Paint, paint: Paint, steps: Int)] = {
    var mixtures: [(Paint, Paint, Int)] = [
      (.ground, .ink, 15), (.ground, .muted, 15), (.ground, .long, 10), (.ground, .short, 10),
      (.ground, .interest, 10), (.warning, .ground, 10), (.ground, .axis, 5),
    ]
    for side in Side.allCases {
      for level in stride(from: 9, to: Paint.rampSteps, by: 10) {
        mixtures.append((.ramp(side, level), .ink, 4))
      }
      for band in LeverageBand.allCases { mixtures.append((.band(band, side), .ground, 3)) }
    }
    return mixtures
  }()
}

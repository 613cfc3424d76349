import Market
import Testing

@testable import Charts

@Suite("Palette") struct PaletteTests {
  static let themes: [(name: String, colours: [Colour])] = [
    ("light", Palette.standard.light), ("dark", Palette.standard.dark),
  ]

  static func colour(_ paint: Paint, _ theme: Int) -> Colour {
    themes[theme].colours[Int(paint.index)]
  }

  @Test("both palettes have the same roles and fit into a byte")
  func sizes() {
    let palette = Palette.standard
    #expect(palette.light.count == palette.dark.count)
    #expect(palette.count <= 256)
    #expect(palette.count > Paint.firstMixture)
    #expect(palette.lightBytes != palette.darkBytes)
  }

  @Test(
    "text stands out from the ground by 4.5 to 1",
    arguments: [Paint.ink, .muted, .long, .short, .interest], [0, 1])
  func text(paint: Paint, theme: Int) {
    #expect(Self.colour(paint, theme).contrast(to: Self.colour(.ground, theme)) >= 4.5)
  }

  @Test("the badge's words stand out from it", arguments: [0, 1])
  func badge(theme: Int) {
    #expect(Self.colour(.warning, theme).contrast(to: Self.colour(.ground, theme)) >= 4.5)
  }

  @Test("bars and axes stand out from the ground by 3 to 1", arguments: [0, 1])
  func graphics(theme: Int) {
    let ground = Self.colour(.ground, theme)
    #expect(Self.colour(.axis, theme).contrast(to: ground) >= 3)
    for side in Side.allCases {
      for band in LeverageBand.allCases {
        #expect(
          Self.colour(.band(band, side), theme).contrast(to: ground) >= 3, "\(side) \(band)")
      }
      // The upper third of a ramp is what a map is read by.
      for level in (Paint.rampSteps * 2 / 3)..<Paint.rampSteps {
        #expect(
          Self.colour(.ramp(side, level), theme).contrast(to: ground) >= 3, "\(side) \(level)")
      }
    }
  }

  @Test("a ramp leaves the ground step by step", arguments: [0, 1], Side.allCases)
  func monotone(theme: Int, side: Side) {
    let away = (0..<Paint.rampSteps).map { level in
      abs(
        Self.colour(.ramp(side, level), theme).lab.lightness
          - Self.colour(.ground, theme).lab.lightness)
    }
    for (near, far) in zip(away, away.dropFirst()) { #expect(far > near) }
  }

  @Test("neighbouring leverage bands differ in lightness", arguments: [0, 1], Side.allCases)
  func bands(theme: Int, side: Side) {
    let lightness = LeverageBand.allCases.map { Self.colour(.band($0, side), theme).lab.lightness }
    for (a, b) in zip(lightness, lightness.dropFirst()) { #expect(abs(a - b) >= 8) }
  }

  @Test("longs and shorts are told apart without green or red cones", arguments: [0, 1])
  func colourBlind(theme: Int) {
    for level in (Paint.rampSteps / 4)..<Paint.rampSteps {
      let long = Self.colour(.ramp(.long, level), theme)
      let short = Self.colour(.ramp(.short, level), theme)
      #expect(long.deuteranopic.distance(to: short.deuteranopic) >= 12, "deutan, step \(level)")
      #expect(long.protanopic.distance(to: short.protanopic) >= 12, "protan, step \(level)")
    }
    let (long, short) = (Self.colour(.long, theme), Self.colour(.short, theme))
    #expect(long.deuteranopic.distance(to: short.deuteranopic) >= 20)
  }

  @Test(
    "curves and whiskers stand out from their ranges by 3 to 1", arguments: [0, 1], Side.allCases)
  func ranges(theme: Int, side: Side) {
    let pale = Self.colour(.pale(side), theme)
    #expect(Self.colour(.side(side), theme).contrast(to: pale) >= 3)
    #expect(Self.colour(.ink, theme).contrast(to: pale) >= 4.5)
    #expect(Self.colour(.ink, theme).contrast(to: Self.colour(.grid, theme)) >= 4.5)
  }

  @Test("sides are told apart in ranges and rules without green or red cones", arguments: [0, 1])
  func sidesOfRanges(theme: Int) {
    // Less than of the ramps: what stands for which side is told by its place as well.
    for (long, short) in [
      (Paint.pale(.long), Paint.pale(.short)), (.band(.low, .long), .band(.low, .short)),
    ] {
      let (a, b) = (Self.colour(long, theme), Self.colour(short, theme))
      #expect(a.deuteranopic.distance(to: b.deuteranopic) >= 9)
      #expect(a.protanopic.distance(to: b.protanopic) >= 9)
    }
  }

  @Test("the fan's ink stands out from the half of the ramps that it lies on", arguments: [0, 1])
  func fan(theme: Int) {
    for side in Side.allCases {
      for level in 0..<(Paint.rampSteps / 2) {
        let cell = Self.colour(.ramp(side, level), theme)
        #expect(Self.colour(.ink, theme).contrast(to: cell) >= 4.5, "\(side) \(level)")
      }
    }
  }

  @Test("white on black has the highest contrast there is")
  func contrast() {
    #expect(abs(Colour(0xffffff).contrast(to: Colour(0)) - 21) < 1e-9)
    #expect(abs(Colour(0x777777).contrast(to: Colour(0xffffff)) - 4.48) < 0.01)
  }
}

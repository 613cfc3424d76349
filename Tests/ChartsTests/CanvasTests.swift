import Glibc
import Market
import Testing

@testable import Charts

@Suite("Canvas") struct CanvasTests {
  /// The ink on a canvas in whole pixels, judged by its lightness in the light theme.
  static func ink(_ canvas: Canvas) -> Double {
    let palette = Palette.standard.light
    let (ground, ink) = (palette[0], palette[Int(Paint.ink.index)])
    return canvas.pixels.reduce(0) { sum, index in
      sum + (palette[Int(index)].green - ground.green) / (ink.green - ground.green)
    }
  }

  static func canvas() -> Canvas { Canvas(width: 200, height: 120, tools: CanvasTools(.standard)) }

  @Test("a polygon covers its area", arguments: 1..<12)
  func area(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let corners = 3 + seed % 5
    // Corners on a circle in order: convex, so the area is the shoelace sum.
    let angles = (0..<corners).map { _ in generator.uniform() * 2 * .pi }.sorted()
    let points = angles.map { Point(x: 100.3 + 50 * cos($0), y: 60.7 + 50 * sin($0)) }
    let area =
      abs(
        zip(points, points.dropFirst() + [points[0]]).reduce(0) {
          $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y
        }) / 2
    for direction in [points, points.reversed()] {
      var canvas = Self.canvas()
      canvas.fill([direction], .ink)
      #expect(abs(Self.ink(canvas) - area) < 3 + area * 0.01)
    }
  }

  @Test("pieces that overlap are one shape")
  func union() {
    let square = { (left: Double) in
      [
        Point(x: left, y: 20), Point(x: left + 40, y: 20), Point(x: left + 40, y: 60),
        Point(x: left, y: 60),
      ]
    }
    var canvas = Self.canvas()
    canvas.fill([square(20), Array(square(40).reversed())], .ink)
    #expect(abs(Self.ink(canvas) - 2_400) < 1)
  }

  @Test("nothing is drawn outside the clip, and far coordinates do no harm")
  func clip() {
    var canvas = Self.canvas()
    let clip = Box(left: 50, top: 30, right: 90, bottom: 70)
    canvas.clipped(to: clip) { canvas in
      canvas.fill(Box(left: -1e9, top: -1e9, right: 1e9, bottom: 1e9), .interest)
      canvas.fill(
        [[Point(x: -1e7, y: -1e7), Point(x: 1e7, y: -1e7), Point(x: 0, y: 1e7)]], .ink)
      canvas.fill([[Point(x: .nan, y: 1), Point(x: 3, y: .infinity), Point(x: 1, y: 2)]], .ink)
      canvas.fill(rows: -5..<500, left: -30, indices: Array(repeating: 3, count: 400))
      canvas.hatch(Box(left: 0, top: 0, right: 500, bottom: 500), .long, spacing: 5)
    }
    for row in 0..<120 {
      for column in 0..<200 where !(50..<90 ~= column && 30..<70 ~= row) {
        #expect(canvas.pixels[row * 200 + column] == Paint.ground.index)
      }
    }
    #expect(canvas.pixels[50 * 200 + 70] != Paint.ground.index)
  }

  @Test("a dashed line is drawn in part")
  func dashes() {
    let ends = [Point(x: 10, y: 50), Point(x: 190, y: 50)]
    var (whole, dashed) = (Self.canvas(), Self.canvas())
    whole.fill(Stroke(width: 4).outlines(of: ends), .ink)
    dashed.fill(Stroke(width: 4, dash: [6, 6]).outlines(of: ends), .ink)
    #expect(abs(Self.ink(whole) - 720) < 8)
    #expect(abs(Self.ink(dashed) - 360) < 8)
  }

  @Test("half coverage lies between ground and ink in both themes")
  func blending() {
    var table = BlendTable(.standard)
    for colours in [Palette.standard.light, Palette.standard.dark] {
      var half = Paint.ground.index
      table.mix(.ink) { half = $0.index(over: half, step: 8) }
      let wanted = colours[0].mixed(with: colours[Int(Paint.ink.index)], share: 8.0 / 15)
      #expect(colours[Int(half)].distance(to: wanted) < 1)
    }
    table.mix(.ink) { #expect($0.index(over: 40, step: 15) == Paint.ink.index) }
  }

  @Test("a missing font is named")
  func missingFont() {
    #expect(throws: ChartError.fontMissing(paths: ["/nowhere/a.otf", "/nowhere/b.ttf"])) {
      try ChartPainter(
        fonts: FontFiles(regular: ["/nowhere/a.otf", "/nowhere/b.ttf"], semibold: []))
    }
    #expect(throws: ChartError.self) {
      try ChartPainter(fonts: FontFiles(regular: ["/proc/self/status"], semibold: []))
    }
  }

  @Test("digits of figures in columns are all as wide")
  func tabular() throws {
    let typesetter = try Typesetter(.debian)
    let style = TextStyle(weight: .regular, size: 24)
    let widths = (0...9).map { typesetter.width("\($0)\($0)", style, tabular: true) }
    #expect(Set(widths).count == 1)
    #expect(typesetter.width("11", style) < widths[1])
  }

  @Test("text that does not fit is worded shorter, then cut")
  func fitting() throws {
    let typesetter = try Typesetter(.debian)
    let style = TextStyle(weight: .regular, size: 24)
    let wordings = ["a rather long wording of it", "a short one"]
    #expect(typesetter.fitted(wordings, style, width: 1_000) == [wordings[0]])
    #expect(typesetter.fitted(wordings, style, width: 160) == [wordings[1]])
    #expect(typesetter.fitted(wordings, style, width: 200, lines: 2).count == 2)
    let cut = typesetter.fitted(wordings, style, width: 60)[0]
    #expect(cut.hasSuffix("\u{2026}"))
    #expect(typesetter.width(cut, style) <= 60)
  }
}

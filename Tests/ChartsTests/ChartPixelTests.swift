import Briefing
import Market
import Testing

@testable import Briefing
@testable import Charts

@Suite("Chart pixels") struct ChartPixelTests {
  /// Two rows above the close and two below, one of each strong, in three columns.
  static func input() -> HeatmapChartInput {
    HeatmapChartInput(
      marketName: "Test", sources: ["Nowhere"], cutoff: Day(number: 19_940).close,
      firstTime: Day(number: 19_940).start, interval: .hours(8), columns: 3,
      priceEdges: [80, 90, 100, 110, 120],
      longUSD: [1e6, 1e6, 1e6, 1e3, 1e3, 0, 0, 0, 0, 0, 0, 0],
      shortUSD: [0, 0, 0, 0, 0, 0, 1e3, 1e3, 1e3, 1e6, 1e6, 1e6],
      candles: [], close: 100, longTotalUSD: 1e6 + 1e3, shortTotalUSD: 1e6 + 1e3)
  }

  @Test("cells have their side's colour, strong pools the last one, empty cells none")
  func cells() throws {
    var input = Self.input()
    input.logarithmicPrice = false
    let painter = try LayoutTests.painter.get()
    let scene = painter.scene(try Drawing(input), .wide)
    let layout = HeatmapLayout(
      input, room: try room(of: scene, input), legendHeight: 56, scene: scene)
    let canvas = Canvas(scene, tools: CanvasTools(.standard))
    let pixel = { (column: Double, price: Double) in
      canvas.pixels[Int(layout.price(price)) * canvas.width + Int(layout.x(column: column))]
    }
    let last = Paint.rampSteps - 1
    #expect(pixel(1.5, 85) == Paint.ramp(.long, last).index)
    #expect(pixel(1.5, 113) == Paint.ramp(.short, last).index)
    #expect(pixel(2.5, 95) == Paint.ground.index)
    #expect(canvas.pixels[0] == Paint.ground.index)
  }

  private func room(of scene: Scene, _ input: HeatmapChartInput) throws -> Box {
    // The heat's clip box is where the chart says it drew.
    for case .group("heat", let clip, _) in scene.marks {
      var measured = scene
      let frame = ChartFrame(
        kicker: "", titles: HeatmapChart(input).titles, subtitles: [""], sources: [""],
        cutoff: input.cutoff, simulated: false)
      let room = frame.add(to: &measured)
      #expect(abs(room.left - clip.left) < 1)
      return Box(left: clip.left, top: clip.top, right: room.right, bottom: room.bottom)
    }
    Issue.record("no heat was drawn")
    return scene.bounds
  }

  @Test("the close is marked in ink at its price on the axis")
  func close() throws {
    let painter = try LayoutTests.painter.get()
    for drawing in try Drawing.all(of: OddEdition.ordinary.edition)
    where ["heatmap", "profile", "entries"].contains(drawing.name) {
      let scene = painter.scene(drawing, .wide)
      let label = try #require(
        scene.texts.first { $0.paint == .ground && $0.text != "SIMULATED MARKET" })
      let canvas = Canvas(scene, tools: CanvasTools(.standard))
      let corner = Int(label.box.top - 3) * canvas.width + Int(label.box.left - 4)
      #expect(canvas.pixels[corner] == Paint.ink.index)
    }
  }

  @Test("light and dark are the same pixels under two palettes, and small")
  func themes() throws {
    for chart in try LayoutTests.painter.get().charts(for: OddEdition.firstDay.edition) {
      #expect(chart.variants.map(\.size) == (chart.name == "card" ? [.card] : [.wide, .narrow]))
      for variant in chart.variants {
        #expect(variant.light.count == variant.dark.count)
        let differing = variant.light.indices.filter { variant.light[$0] != variant.dark[$0] }
        // The signature and IHDR take 33 bytes; PLTE follows, with its length, name and checksum.
        let palette = 33..<33 + 12 + 3 * Palette.standard.count
        #expect(differing.allSatisfy(palette.contains))
        #expect(!differing.isEmpty)
        #expect(variant.light.count < 110_000)
      }
    }
  }

  @Test("the same edition gives the same bytes, drawn at once or in turn")
  func deterministic() async throws {
    let edition = OddEdition.firstDay.edition
    let once = try LayoutTests.painter.get().charts(for: edition)
    let fresh = try ChartPainter()
    let twice = try await withThrowingTaskGroup(of: [RenderedChart].self) { group in
      for _ in 0..<2 { group.addTask { try fresh.charts(for: edition) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for charts in twice { #expect(charts == once) }
  }

  @Test("what does not fit together is refused with its name")
  func refused() throws {
    let painter = try LayoutTests.painter.get()
    var edition = OddEdition.firstDay.edition
    edition.layers[2].pixels.removeLast()
    #expect(throws: ChartError.self) { try painter.charts(for: edition) }
    edition = OddEdition.firstDay.edition
    edition.layers.removeLast()
    #expect(throws: ChartError.self) { try painter.charts(for: edition) }
    edition = OddEdition.firstDay.edition
    edition.briefing.heatmap.columns = Int.max
    #expect(throws: ChartError.self) { try painter.charts(for: edition) }
    edition = OddEdition.firstDay.edition
    edition.briefing.price.close = Price(0)
    #expect(throws: ChartError.self) { try painter.charts(for: edition) }
    edition = OddEdition.firstDay.edition
    edition.briefing.history.openInterestBase.append(1)
    #expect(
      throws: ChartError.seriesLength(name: "open_interest_base", found: 25, expected: 24)
    ) { try painter.charts(for: edition) }
    edition = OddEdition.firstDay.edition
    edition.briefing.profile.longP90.append(1)
    #expect(throws: ChartError.self) { try painter.charts(for: edition) }
    edition = OddEdition.firstDay.edition
    edition.briefing.entries.seededLongBase = []
    #expect(throws: ChartError.self) { try painter.charts(for: edition) }
    var input = Self.input()
    input.priceEdges[2] = 70
    #expect(throws: ChartError.self) { try painter.heatmap(input) }
  }

  @Test(
    "odd editions are drawn",
    arguments: [
      OddEdition.forecast, .emptyForecast, .nothingAtAll, .oneColumn,
    ])
  func drawn(odd: OddEdition) throws {
    let painter = try LayoutTests.painter.get()
    for drawing in try Drawing.all(of: odd.edition) {
      let scene = painter.scene(drawing, try #require(drawing.sizes.last))
      let canvas = Canvas(scene, tools: CanvasTools(.standard))
      #expect(Set(canvas.pixels).count > 8)
      #expect(canvas.pixels.allSatisfy { Int($0) < Palette.standard.count })
    }
  }
}

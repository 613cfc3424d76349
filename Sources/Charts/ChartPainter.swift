import Briefing
import Market

/// Draws the charts of a briefing.
///
/// It may be used from several threads at once; what it draws depends on the edition and the fonts
/// alone.
public struct ChartPainter: Sendable {
  private let typesetter: Typesetter
  private let palette = Palette.standard
  private let toolbox = CanvasToolbox(.standard)

  /// - Throws: `ChartError.fontMissing` with the paths that were tried, or what is wrong with a font.
  public init(fonts: FontFiles = .debian) throws(ChartError) {
    typesetter = try Typesetter(fonts)
  }

  /// All charts of an edition: `heatmap`, `profile`, `open-interest`, `funding`, `entries`, where
  /// several venues settle funding `funding-venues`, where the briefing has one `cascade`, and the
  /// `card` for where it is shared.
  ///
  /// - Parameter threads: how many are drawn at once.
  /// - Throws: `ChartError` where the document or its layers do not fit together.
  public func charts(for edition: Edition, threads: Int = 1) throws(ChartError) -> [RenderedChart] {
    try render(try Drawing.all(of: edition), threads: threads)
  }

  /// The heatmap chart of any grid, as the one of an edition is drawn.
  ///
  /// - Throws: `ChartError` where the input does not fit together.
  public func heatmap(_ input: HeatmapChartInput) throws(ChartError) -> RenderedChart {
    try render(try Drawing(input))
  }

  /// The charts of a market's track record: `reliability`, `lift`, `running-lift`.
  ///
  /// - Parameter threads: how many are drawn at once.
  /// - Throws: `ChartError.impossible` for a figure that no score can have.
  public func trackRecordCharts(
    _ input: TrackRecordInput, threads: Int
  ) throws(ChartError) -> [RenderedChart] {
    try render(try Drawing.all(of: input), threads: threads)
  }

  /// A drawing laid out.
  func scene(_ drawing: Drawing, _ size: ChartSize) -> Scene {
    drawing.scene(DesignSystem(size: size), typesetter)
  }

  private func render(
    _ drawings: [Drawing], threads: Int
  ) throws(ChartError) -> [RenderedChart] {
    var drawings = drawings
    let results = forEachConcurrently(&drawings, threads: threads) { drawing in
      Result { () throws(ChartError) in try render(drawing) }
    }
    var charts: [RenderedChart] = []
    for result in results { charts.append(try result.get()) }
    return charts
  }

  private func render(_ drawing: Drawing) throws(ChartError) -> RenderedChart {
    var variants: [RenderedChart.Variant] = []
    for size in drawing.sizes {
      let canvas = Canvas(scene(drawing, size), tools: toolbox.take())
      defer { toolbox.give(back: canvas.tools) }
      do throws(PNGError) {
        let light = try PNGCodec.encode(
          pixels: canvas.pixels, width: canvas.width, height: canvas.height,
          palette: palette.lightBytes)
        let dark = try PaletteSwap.replacingPalette(of: light, with: palette.darkBytes)
        variants.append(
          RenderedChart.Variant(
            size: size, width: size.width, height: size.height, light: light, dark: dark))
      } catch {
        throw .encoding(error)
      }
    }
    return RenderedChart(
      name: drawing.name, title: drawing.title, altText: drawing.altText, variants: variants)
  }
}

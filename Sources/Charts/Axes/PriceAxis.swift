import Market

/// An upright axis of prices with the close set off on it.
struct PriceAxis: Sendable {
  enum Edge: Sendable {
    case left, right
  }

  let ticks: Ticks
  let close: Double
  let edge: Edge
  /// From the axis's line to the end of its longest label.
  let width: Double

  private static let padding = 16.0

  init(low: Double, high: Double, close: Double, edge: Edge, scene: Scene) {
    let design = scene.design
    let ticks = Ticks.linear(low, high, most: design.isNarrow ? 7 : 10)
    let closeWidth = scene.typesetter.width(PriceText.price(close), design.strong, tabular: true)
    self.ticks = ticks
    self.close = close
    self.edge = edge
    width =
      PriceAxis.padding
      + ticks.values.reduce(closeWidth + 10) { widest, value in
        max(widest, scene.typesetter.width(ticks.priceLabel(value), design.label, tabular: true))
      }
  }

  /// - Parameters:
  ///   - x: of the axis's line.
  ///   - plot: whose top and bottom the axis spans.
  func add(to scene: inout Scene, x: Double, plot: Box, scale: Scale) {
    let design = scene.design
    let outwards: Double = edge == .right ? 1 : -1
    let anchor: TextMark.Anchor = edge == .right ? .start : .end
    let textX = x + outwards * PriceAxis.padding
    let closeY = scale(close)
    let closeHeight = Double(design.strong.size) + 9
    scene.rule(x: x, from: plot.top, to: plot.bottom + 1, .axis)
    for value in ticks.values {
      let y = scale(value)
      guard y > plot.top + 6, y < plot.bottom - 4 else { continue }
      scene.rule(y: y, from: min(x, x + 8 * outwards), to: max(x, x + 8 * outwards), .axis)
      guard abs(y - closeY) > closeHeight else { continue }
      scene.text(
        ticks.priceLabel(value), design.label, .muted, x: textX, middle: y, anchor, tabular: true)
    }
    let text = scene.textMark(
      PriceText.price(close), design.strong, .ground, x: textX,
      baseline: closeY + 0.36 * Double(design.strong.size), anchor, tabular: true)
    scene.box(
      Box(
        left: min(x + 2 * outwards, text.box.left - 10),
        top: text.box.top - 5, right: max(x + 2 * outwards, text.box.right + 10),
        bottom: text.box.bottom + 4), .ink)
    scene.add(.text(text))
  }

  /// The close, dotted through a plot.
  static func addCloseLine(to scene: inout Scene, from left: Double, to right: Double, y: Double) {
    let y = y.rounded()
    scene.line([Point(x: left, y: y), Point(x: right, y: y)], .muted, width: 2, dash: [3, 7])
  }
}

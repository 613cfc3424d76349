import Market

/// Where things stand on a heatmap: the heat, right of it the zones' labels, then the prices; below
/// the days, then the key.
struct HeatmapLayout {
  let input: HeatmapChartInput
  let heat: Box
  let gutter: Box
  let legend: Box
  let price: Scale
  let axis: PriceAxis
  let time: TimeAxis
  let zones: ZoneLabels

  init(_ input: HeatmapChartInput, room: Box, legendHeight: Double, scene: Scene) {
    self.input = input
    let low = input.priceEdges.first ?? input.close * 0.95
    let high = input.priceEdges.last ?? input.close * 1.05
    axis = PriceAxis(low: low, high: high, close: input.close, edge: .right, scene: scene)
    zones = ZoneLabels(input.zones, low: low, high: high, scene: scene)
    let bottom = room.bottom - legendHeight - scene.design.space - 40
    let axisLeft = (room.right - axis.width).rounded()
    heat = Box(
      left: room.left.rounded(), top: room.top.rounded(), right: (axisLeft - zones.width).rounded(),
      bottom: bottom.rounded())
    gutter = Box(left: heat.right, top: heat.top, right: axisLeft, bottom: heat.bottom)
    legend = Box(
      left: room.left, top: room.bottom - legendHeight, right: room.right, bottom: room.bottom)
    price = Scale(
      input.logarithmicPrice ? .logarithmic : .linear, low: low, high: high, start: heat.bottom,
      end: heat.top)
    time = TimeAxis(
      first: input.firstTime, last: input.lastTime, left: heat.left, right: heat.right)
  }

  func x(column: Double) -> Double {
    heat.left + column / Double(max(input.columns, 1)) * heat.width
  }

  /// Candles narrower than six pixels are joined.
  var columnsPerCandle: Int {
    let width = heat.width / Double(max(input.columns, 1))
    return max(1, Int((6 / width).rounded(.up)))
  }

  func addAxes(to scene: inout Scene) {
    let closeY = price(input.close)
    scene.rule(y: heat.bottom, from: heat.left, to: gutter.right, .axis)
    // Where the cut-off is: right of it nothing is known.
    scene.rule(x: heat.right, from: heat.top, to: heat.bottom, .axis)
    PriceAxis.addCloseLine(to: &scene, from: heat.left, to: gutter.right, y: closeY)
    axis.add(to: &scene, x: gutter.right, plot: heat, scale: price)
    time.add(to: &scene, y: heat.bottom)
    zones.add(
      to: &scene, gutter: gutter, free: heat.top...heat.bottom, price: price, closeY: closeY)
  }
}

import Market

/// Where things stand on a heatmap: the heat up to the close and past it, right of it the zones'
/// labels, then the prices; below the days, then the key.
struct HeatmapLayout {
  let input: HeatmapChartInput
  /// All of the plot.
  let heat: Box
  /// What was held, left of the close; all of the plot where nothing is projected.
  let past: Box
  /// What is expected, right of it.
  let future: Box?
  let gutter: Box
  let legend: Box
  let price: Scale
  let axis: PriceAxis
  let time: TimeAxis
  let zones: ZoneLabels

  /// Names over the halves of the plot.
  private static let header = 34.0

  init(_ input: HeatmapChartInput, room: Box, legendHeight: Double, scene: Scene) {
    self.input = input
    let design = scene.design
    let low = input.priceEdges.first ?? input.close * 0.95
    let high = input.priceEdges.last ?? input.close * 1.05
    axis = PriceAxis(low: low, high: high, close: input.close, edge: .right, scene: scene)
    zones = ZoneLabels(
      input.zones, low: low, high: high, reach: input.projection != nil, scene: scene)
    let bottom = room.bottom - legendHeight - design.space - 40
    let axisLeft = (room.right - axis.width).rounded()
    heat = Box(
      left: room.left.rounded(),
      top: (room.top + (input.projection == nil ? 0 : HeatmapLayout.header)).rounded(),
      right: (axisLeft - zones.width).rounded(), bottom: bottom.rounded())
    gutter = Box(left: heat.right, top: heat.top, right: axisLeft, bottom: heat.bottom)
    legend = Box(
      left: room.left, top: room.bottom - legendHeight, right: room.right, bottom: room.bottom)
    price = Scale(
      input.logarithmicPrice ? .logarithmic : .linear, low: low, high: high, start: heat.bottom,
      end: heat.top)

    var (past, future) = (heat, nil as Box?)
    if let projection = input.projection {
      // The same hours to the pixel as in the past, unless that would push the past aside.
      let shown = Double(projection.span.milliseconds)
      let natural = shown / (shown + Double((input.lastTime - input.firstTime).milliseconds))
      let share = min(natural, design.isNarrow ? 0.26 : 0.25)
      past.right = (heat.right - heat.width * share).rounded()
      future = Box(left: past.right, top: heat.top, right: heat.right, bottom: heat.bottom)
    }
    (self.past, self.future) = (past, future)
    time = TimeAxis(
      first: input.firstTime, last: input.lastTime, left: past.left, right: past.right)
  }

  func x(column: Double) -> Double {
    past.left + column / Double(max(input.columns, 1)) * past.width
  }

  /// Past the close, where there is a projection.
  func futureTime(_ projection: HeatmapChartInput.Projection) -> TimeAxis {
    TimeAxis(
      first: input.lastTime, last: input.lastTime + projection.span, left: past.right,
      right: heat.right)
  }

  /// Candles narrower than six pixels are joined.
  var columnsPerCandle: Int {
    let width = past.width / Double(max(input.columns, 1))
    return max(1, Int((6 / width).rounded(.up)))
  }

  func addAxes(to scene: inout Scene) {
    let closeY = price(input.close)
    scene.rule(y: heat.bottom, from: heat.left, to: gutter.right, .axis)
    scene.rule(x: heat.right, from: heat.top, to: heat.bottom, .axis)
    PriceAxis.addCloseLine(to: &scene, from: heat.left, to: gutter.right, y: closeY)
    axis.add(to: &scene, x: gutter.right, plot: heat, scale: price)
    if let projection = input.projection {
      // Where the cut-off is: right of it nothing is known.
      scene.rule(x: past.right, from: heat.top - 8, to: heat.bottom + 10, .ink, width: 3)
      let taken = TimeAxis.addCutoff(
        ChartFrame.shortWords(for: input.cutoff), to: &scene, x: past.right, y: heat.bottom)
      time.add(to: &scene, y: heat.bottom, taken: taken)
      futureTime(projection).add(to: &scene, y: heat.bottom, taken: taken)
      addHeader(to: &scene)
    } else {
      time.add(to: &scene, y: heat.bottom)
    }
    zones.add(
      to: &scene, gutter: gutter, free: heat.top...heat.bottom, price: price, closeY: closeY)
  }

  private func addHeader(to scene: inout Scene) {
    let design = scene.design
    let baseline = heat.top - 14
    var right = gutter.right
    if zones.tellsReach, !design.isNarrow {
      right =
        scene.text(
          "reached in 24\u{00A0}h", design.footer, .muted, x: gutter.right - 14,
          baseline: baseline, .end
        ).left - 24
    }
    let ahead = scene.typesetter.fitted(
      ["expected to be forced by then", "expected by then", "expected"], design.footer,
      width: right - past.right - 12)
    scene.text(
      ahead.first ?? "", design.footer, .ink, x: past.right + 12, baseline: baseline)
    let held = scene.typesetter.fitted(
      ["pools held at each time", "pools held"], design.footer, width: past.width - 24)
    scene.text(
      held.first ?? "", design.footer, .ink, x: past.right - 12, baseline: baseline, .end)
  }
}

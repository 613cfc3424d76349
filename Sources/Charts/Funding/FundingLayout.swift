import Market

/// Bars of rates over 90 days, behind them what is usual, over them the mean of the week; the rate per
/// interval at the left, over a year at the right.
struct FundingLayout {
  let data: FundingData
  let plot: Box
  let legend: Box
  let rate: Scale
  let ticks: Ticks
  let time: TimeAxis

  init(_ data: FundingData, room: Box, scene: Scene) {
    self.data = data
    let design = scene.design
    let rates = data.points.map(\.rate)
    // Room for a bar to be seen even where every rate is zero.
    let (least, most) = (min(rates.min() ?? 0, 0), max(rates.max() ?? 0, 0))
    let reach = max(most - least, 1e-6)
    let low = least < 0 ? least - reach * 0.08 : 0
    let high = most + reach * 0.08
    ticks = Ticks.linear(low, high, most: 7)
    let widest = { (labels: [String]) in
      labels.reduce(0) { max($0, scene.typesetter.width($1, design.label, tabular: true)) }
    }
    let left = widest(ticks.values.map(ticks.percentLabel))
    let plate =
      data.points.last.map {
        scene.typesetter.width(
          FundingLayout.year(data.annualised($0.rate)), design.strong, tabular: true) + 10
      } ?? 0
    let right = max(
      widest(ticks.values.map { FundingLayout.year(data.annualised($0)) }), plate)
    let legendHeight: Double = design.isNarrow ? 62 : 26
    plot = Box(
      left: (room.left + left + 16).rounded(), top: (room.top + 36).rounded(),
      right: (room.right - right - 16).rounded(),
      bottom: (room.bottom - legendHeight - design.space - 40).rounded())
    legend = Box(
      left: room.left, top: room.bottom - legendHeight, right: room.right, bottom: room.bottom)
    rate = Scale(.linear, low: low, high: high, start: plot.bottom, end: plot.top)
    let first = data.points.first?.time ?? data.cutoff
    // The first settlement paid for the hours before it.
    time = TimeAxis(
      first: first - TimeSpan(milliseconds: Int64(data.hours * 3_600_000)), last: data.cutoff,
      left: plot.left, right: plot.right)
  }

  static func year(_ rate: Double) -> String {
    NumberText.percent(rate, decimals: abs(rate) < 0.0995 && rate != 0 ? 1 : 0, signed: true)
  }

  func add(to scene: inout Scene) {
    let design = scene.design
    addUsual(to: &scene)
    let name = scene.text(
      "Per \(data.interval)", design.strong, .ink, x: plot.left, baseline: plot.top - 14)
    if name.right + 24 + scene.typesetter.width("a year", design.strong) < plot.right {
      scene.text("a year", design.strong, .ink, x: plot.right, baseline: plot.top - 14, .end)
    }
    let last = data.points.last?.rate ?? 0
    let lastY = rate(last)
    for value in ticks.values {
      let y = rate(value)
      scene.rule(y: y, from: plot.left, to: plot.right, .grid)
      scene.text(
        ticks.percentLabel(value), design.label, .muted, x: plot.left - 14, middle: y, .end,
        tabular: true)
      guard abs(y - lastY) > Double(design.strong.size) + 9 else { continue }
      scene.text(
        FundingLayout.year(data.annualised(value)), design.label, .muted, x: plot.right + 14,
        middle: y, tabular: true)
    }
    addBars(to: &scene)
    addWeek(to: &scene)
    scene.rule(y: rate(0), from: plot.left, to: plot.right, .axis)
    scene.rule(y: plot.bottom, from: plot.left, to: plot.right, .axis)
    let plate = scene.textMark(
      FundingLayout.year(data.annualised(last)), design.strong, .ground, x: plot.right + 16,
      baseline: lastY + 0.36 * Double(design.strong.size), tabular: true)
    scene.box(
      Box(
        left: plot.right + 2, top: plate.box.top - 5, right: plate.box.right + 10,
        bottom: plate.box.bottom + 4), .ink)
    scene.add(.text(plate))
    time.add(to: &scene, y: plot.bottom)
    addLegend(to: &scene)
  }

  /// Where eight in ten settlements lie, and their middle.
  private func addUsual(to scene: inout Scene) {
    guard let usual = data.usual else { return }
    let (top, bottom) = (rate(usual.high).rounded(), rate(usual.low).rounded())
    scene.box(
      Box(left: plot.left, top: top, right: plot.right, bottom: max(bottom, top + 3)), .grid)
  }

  private func addBars(to scene: inout Scene) {
    let spacing = time.x(data.cutoff) - time.x(data.cutoff - TimeSpan.hours(1))
    let step = spacing * data.hours
    let width = max((step * (step > 8 ? 0.62 : 0.72)).rounded(), 1)
    let zero = rate(0).rounded()
    let bars: [Mark] = data.points.map { point in
      // A settlement pays for the interval that ends with it.
      let left = (time.x(point.time) - step / 2 - width / 2).rounded()
      let end = rate(point.rate).rounded()
      // A rate of nothing still shows that it was settled.
      let (top, bottom) =
        point.rate >= 0 ? (min(end, zero - 2), zero) : (zero, max(end, zero + 2))
      return .box(
        Box(left: left, top: top, right: left + width, bottom: bottom),
        .side(point.rate >= 0 ? .long : .short))
    }
    scene.add(.group(name: "settlements", clip: plot, bars))
  }

  private func addWeek(to scene: inout Scene) {
    let points = data.weekly.map { Point(x: time.x($0.time), y: rate($0.rate)) }
    guard points.count > 1 else { return }
    scene.add(
      .group(
        name: "week", clip: plot,
        [
          .line(points, Stroke(width: 7), .ground),
          .line(points, Stroke(width: scene.design.stroke), .ink),
        ]))
  }

  private func addLegend(to scene: inout Scene) {
    let design = scene.design
    var (x, y) = (legend.left, legend.top + 13)
    if data.usual != nil {
      scene.box(Box(left: x, top: y - 10, right: x + 44, bottom: y + 10), .grid)
      x =
        scene.text(
          "10th to 90th percentile of these days", design.footer, .muted, x: x + 54, middle: y
        ).right + 34
    }
    guard data.weekly.count > 1 else { return }
    if design.isNarrow, x > legend.left { (x, y) = (legend.left, y + 36) }
    scene.rule(y: y, from: x, to: x + 44, .ink, width: 3)
    scene.text("mean of seven days", design.footer, .muted, x: x + 54, middle: y)
  }
}

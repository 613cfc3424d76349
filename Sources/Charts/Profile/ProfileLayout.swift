import Market

/// Where things stand on a profile: prices at the left, bars growing to the right, zones' labels
/// right of them; dollars a bar along the bottom, added up along the top.
struct ProfileLayout {
  let data: ProfileData
  let plot: Box
  let gutter: Box
  let legend: Box
  let price: Scale
  let amount: Scale
  let cumulative: Scale
  let amountTicks: Ticks
  let cumulativeTicks: Ticks
  let axis: PriceAxis
  let zones: ZoneLabels
  private let room: Box

  init(_ data: ProfileData, zones: [HeatmapChartInput.Zone], room: Box, scene: Scene) {
    self.data = data
    self.room = room
    let design = scene.design
    let axis = PriceAxis(
      low: data.low, high: data.high, close: data.close, edge: .left, scene: scene)
    let labels = ZoneLabels(
      zones, low: data.low, high: data.high, reach: false, scene: scene)
    let legendHeight: Double = ProfileLegend.height(design)
    let gutterWidth = max(labels.width, design.isNarrow ? 124 : 236)
    let plot = Box(
      left: (room.left + axis.width).rounded(), top: (room.top + 34).rounded(),
      right: (room.right - gutterWidth).rounded(),
      bottom: (room.bottom - legendHeight - design.space - 38).rounded())
    self.axis = axis
    self.zones = labels
    self.plot = plot
    gutter = Box(left: plot.right, top: plot.top, right: room.right, bottom: plot.bottom)
    legend = Box(
      left: room.left, top: room.bottom - legendHeight, right: room.right, bottom: room.bottom)
    price = Scale(
      .logarithmic, low: data.low, high: data.high, start: plot.bottom, end: plot.top)

    let most = data.bins.reduce(0.0) { most, bin in
      Side.allCases.reduce(most) { max($0, bin.total($1), bin.p90[$1] ?? 0) }
    }
    let sums = Side.allCases.map { side in data.bins.reduce(0) { $0 + $1.total(side) } }
    let ticks = design.isNarrow ? 4 : 7
    amountTicks = Ticks.linear(0, max(most, 1) * 1.04, most: ticks)
    cumulativeTicks = Ticks.linear(0, max(sums.max() ?? 0, 1) * 1.04, most: ticks)
    amount = Scale(.linear, low: 0, high: max(most, 1) * 1.04, start: plot.left, end: plot.right)
    cumulative = Scale(
      .linear, low: 0, high: max(sums.max() ?? 0, 1) * 1.04, start: plot.left, end: plot.right)
  }

  func addGrid(to scene: inout Scene) {
    for value in amountTicks.values.dropFirst() {
      scene.rule(x: amount(value), from: plot.top, to: plot.bottom, .grid)
    }
  }

  /// Bars by band, the range behind them: paler up to its 90th percentile, notched at its 10th.
  func addBars(to scene: inout Scene) {
    var marks: [Mark] = []
    for bin in data.bins {
      let top = price(bin.high).rounded()
      let bottom = price(bin.low).rounded()
      // A row of ground between bars, where there is room for it.
      let gap: Double = bottom - top >= 4 ? 1 : 0
      // The bin that holds the close may have some of both: the larger is drawn.
      let side: Side = bin.total(.long) >= bin.total(.short) ? .long : .short
      let total = bin.total(side)
      guard total > 0 else { continue }
      let box = { (from: Double, to: Double) in
        Box(left: amount(from), top: top + gap, right: amount(to), bottom: bottom)
      }
      if let p90 = bin.p90[side], p90 > total {
        marks.append(.box(box(total, p90), .pale(side)))
        let end = amount(p90).rounded()
        marks.append(
          .box(Box(left: end - 2, top: top + gap, right: end, bottom: bottom), .band(.low, side)))
      }
      var sum = 0.0
      for (band, usd) in zip(LeverageBand.allCases, bin.bands[side] ?? []) where usd > 0 {
        marks.append(.box(box(sum, sum + usd), .band(band, side)))
        sum += usd
      }
      if let p10 = bin.p10[side], p10 > 0, p10 < total {
        let x = amount(p10).rounded()
        marks.append(
          .box(Box(left: x, top: top + gap, right: x + 2, bottom: bottom), .ground))
      }
    }
    scene.add(.group(name: "bars", clip: plot, marks))
  }

  /// What a move from the close up to each price would force out in all.
  func addCurves(to scene: inout Scene) {
    var marks: [Mark] = []
    let closeY = price(data.close)
    for side in Side.allCases {
      var points = [Point(x: cumulative(0), y: closeY)]
      var sum = 0.0
      let outwards = side == .long ? Array(data.bins.reversed()) : data.bins
      for bin in outwards where bin.total(side) > 0 {
        let near = side == .long ? bin.high : bin.low
        let far = side == .long ? bin.low : bin.high
        points.append(Point(x: cumulative(sum), y: price(near)))
        sum += bin.total(side)
        points.append(Point(x: cumulative(sum), y: price(far)))
      }
      points.append(
        Point(x: cumulative(sum), y: side == .long ? plot.bottom : plot.top))
      marks.append(.line(points, Stroke(width: 9), .ground))
      marks.append(.line(points, Stroke(width: 4), .ink))
    }
    scene.add(.group(name: "cumulative", clip: plot, marks))
  }

  func addAxes(to scene: inout Scene) {
    let closeY = price(data.close)
    let within = (room.left)...(gutter.right)
    scene.rule(y: plot.bottom, from: plot.left, to: plot.right, .axis)
    scene.rule(y: plot.top, from: plot.left, to: plot.right, .axis)
    PriceAxis.addCloseLine(to: &scene, from: plot.left, to: gutter.right, y: closeY)
    axis.add(to: &scene, x: plot.left, plot: plot, scale: price)
    let top = AmountAxis(
      scale: cumulative, ticks: cumulativeTicks, label: cumulativeTicks.usdLabel, paint: .ink
    ).add(to: &scene, y: plot.top, above: true, within: within)
    let bottom = AmountAxis(
      scale: amount, ticks: amountTicks, label: amountTicks.usdLabel, paint: .muted
    ).add(to: &scene, y: plot.bottom, above: false, within: within)
    name(
      ["cumulative from close", "cumulative"], after: top, baseline: plot.top - 15, .ink, to: &scene
    )
    name(["in each bar", "per bar"], after: bottom, baseline: plot.bottom + 32, .muted, to: &scene)
  }

  private func name(
    _ wordings: [String], after end: Double, baseline: Double, _ paint: Paint,
    to scene: inout Scene
  ) {
    let left = max(end + 16, plot.right + 14)
    let fits = wordings.first {
      scene.typesetter.width($0, scene.design.footer) <= room.right - left
    }
    if let fits {
      scene.text(fits, scene.design.footer, paint, x: left, baseline: baseline)
    }
  }

  func addZones(to scene: inout Scene) {
    zones.add(
      to: &scene, gutter: gutter, free: plot.top...plot.bottom, price: price,
      closeY: price(data.close))
  }
}

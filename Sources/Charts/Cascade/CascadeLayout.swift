import Market

/// Two panels over one axis of shocks, falls to the left and rises to the right: what forced closes
/// add to the shock, and the dollars liquidated; both with their ranges.
///
/// The added part is drawn rather than the whole move: it is mostly a fraction of the shock, and the
/// whole move could not be told from the shock alone.
struct CascadeLayout {
  let data: CascadeData
  let upper: Box
  let lower: Box
  let legend: Box
  let shock: Scale
  let shockTicks: Ticks
  let added: Scale
  let addedTicks: Ticks
  let usd: Scale
  let usdTicks: Ticks
  private let narrow: Bool

  init(_ data: CascadeData, room: Box, scene: Scene) {
    self.data = data
    let design = scene.design
    let typesetter = scene.typesetter
    narrow = design.isNarrow
    let reach = data.largestShock
    // A move that has run away would press all others to the ground.
    let most = max(min(data.mostAdded, reach * 1.6), 1e-4) * 1.16
    let mostUSD = max(data.mostUSD, 1) * 1.06
    shockTicks = Ticks.linear(-reach, reach, most: design.isNarrow ? 7 : 13)
    addedTicks = Ticks.linear(0, most, most: 6)
    usdTicks = Ticks.linear(0, mostUSD, most: 5)
    let labels =
      addedTicks.values.map(addedTicks.percentLabel) + usdTicks.values.map(usdTicks.usdLabel)
    let widest = labels.reduce(0) {
      max($0, typesetter.width($1, design.label, tabular: true))
    }
    let legendHeight: Double = design.isNarrow ? 66 : 28
    let left = (room.left + widest + 18).rounded()
    let top = (room.top + 36).rounded()
    let bottom = (room.bottom - legendHeight - design.space - 40).rounded()
    let split = (top + (bottom - top) * 0.6).rounded()
    let right = room.right.rounded() - 34
    upper = Box(left: left, top: top, right: right, bottom: split)
    lower = Box(left: left, top: split + 52, right: right, bottom: bottom)
    legend = Box(
      left: room.left, top: room.bottom - legendHeight, right: room.right, bottom: room.bottom)
    shock = Scale(.linear, low: -reach * 1.02, high: reach * 1.02, start: left, end: right)
    added = Scale(.linear, low: 0, high: most, start: upper.bottom, end: upper.top)
    usd = Scale(.linear, low: 0, high: mostUSD, start: lower.bottom, end: lower.top)
  }

  private static func size(_ value: Double) -> String {
    NumberText.percent(value, decimals: abs(value * 100 - (value * 100).rounded()) < 1e-6 ? 0 : 1)
  }

  private func x(_ side: Side, _ size: Double) -> Double { shock(-side.sign * size) }

  func add(to scene: inout Scene) {
    addVoids(to: &scene)
    addGrid(to: &scene)
    for side in Side.allCases { addCurves(side, to: &scene) }
    addRunaways(to: &scene)
    addMarks(to: &scene)
    addAxis(to: &scene)
    CascadeLegend(
      hasVoids: !data.voids.isEmpty, hasRunaway: !thresholds.isEmpty, hasDoubling: nearsDoubling
    ).add(
      to: &scene, in: legend)
  }

  /// Prices between the pools, where a move crosses little.
  private func addVoids(to scene: inout Scene) {
    let marks = data.voids.flatMap { void -> [Mark] in
      let ends = [void.low, void.high].map { shock($0 / data.close - 1) }
      guard ends[1] > ends[0] else { return [] }
      return [upper, lower].map { panel in
        .hatch(Box(left: ends[0], top: panel.top, right: ends[1], bottom: panel.bottom), .grid)
      }
    }
    if !marks.isEmpty {
      scene.add(
        .group(
          name: "voids",
          clip: Box(left: upper.left, top: upper.top, right: upper.right, bottom: lower.bottom),
          marks))
    }
  }

  /// Whether a shock comes near to doubling itself, so that the line of doubling says something.
  private var nearsDoubling: Bool { data.mostAdded > data.largestShock * 0.3 }

  private func addGrid(to scene: inout Scene) {
    let design = scene.design
    scene.text(
      "Added to the shock", design.strong, .ink, x: upper.left, baseline: upper.top - 16)
    scene.text(
      "Liquidated on the way, USD", design.strong, .ink, x: lower.left, baseline: lower.top - 16)
    for value in addedTicks.values {
      let y = added(value)
      scene.rule(y: y, from: upper.left, to: upper.right, .grid)
      scene.text(
        addedTicks.percentLabel(value), design.label, .muted, x: upper.left - 14, middle: y, .end,
        tabular: true)
    }
    for value in usdTicks.values {
      let y = usd(value)
      scene.rule(y: y, from: lower.left, to: lower.right, .grid)
      scene.text(
        usdTicks.usdLabel(value), design.label, .muted, x: lower.left - 14, middle: y, .end,
        tabular: true)
    }
    for panel in [upper, lower] {
      scene.rule(y: panel.bottom, from: panel.left, to: panel.right, .axis)
      scene.rule(x: shock(0), from: panel.top, to: panel.bottom, .axis)
    }
  }

  private func addCurves(_ side: Side, to scene: inout Scene) {
    let points = data.points[side] ?? []
    guard let last = points.last else { return }
    let origin = Point(x: x(side, 0), y: upper.bottom)
    let moves = { (value: (CascadeData.Point) -> Double) in
      [origin] + points.map { Point(x: x(side, $0.shock), y: added(value($0) - $0.shock)) }
    }
    let doubled = [origin, Point(x: x(side, last.shock), y: added(last.shock))]
    let doubling: [Mark] =
      nearsDoubling ? [.line(doubled, Stroke(width: 3, dash: [10, 7]), .muted)] : []
    scene.add(
      .group(
        name: "moves", clip: upper,
        [
          .area(moves(\.moveP90) + moves(\.moveP10).reversed(), .pale(side)),
          .line(moves(\.moveP90), Stroke(width: 2), .band(.low, side)),
          .line(moves(\.moveP10), Stroke(width: 2), .band(.low, side)),
        ] + doubling + [.line(moves(\.move), Stroke(width: 5), .side(side))]))
    let ground = Point(x: x(side, 0), y: lower.bottom)
    let curve = { (value: (CascadeData.Point) -> Double) in
      [ground] + points.map { Point(x: x(side, $0.shock), y: usd(value($0))) }
    }
    scene.add(
      .group(
        name: "dollars", clip: lower,
        [
          .area(curve(\.p90) + curve(\.p10).reversed(), .pale(side)),
          .line(curve(\.p90), Stroke(width: 2), .band(.low, side)),
          .line(curve(\.p10), Stroke(width: 2), .band(.low, side)),
          .line(curve(\.usd), Stroke(width: 5), .side(side)),
        ]))
  }

  /// From where on shocks more than double, with their sign.
  private var thresholds: [Double] {
    Side.allCases.compactMap { side in
      data.runaway[side].flatMap { $0 <= data.largestShock ? -side.sign * $0 : nil }
    }
  }

  private func addRunaways(to scene: inout Scene) {
    for threshold in thresholds {
      let place = shock(threshold)
      for panel in [upper, lower] {
        scene.line(
          [Point(x: place, y: panel.top), Point(x: place, y: panel.bottom)], .ink, width: 3,
          dash: [3, 5])
      }
    }
  }

  /// Where a few round shocks end.
  private func addMarks(to scene: inout Scene) {
    let design = scene.design
    var taken = scene.texts.map(\.box)
    for side in Side.allCases {
      let half = Box(
        left: side == .long ? upper.left - 12 : self.shock(0) + 4, top: upper.top,
        right: side == .long ? self.shock(0) - 4 : upper.right + 30, bottom: upper.bottom)
      for shock in [0.1, 0.05, 0.2, 0.02] {
        guard let point = data.outcome(side, shock: shock), point.move - shock <= added.high else {
          continue
        }
        let middle = Point(x: x(side, shock), y: added(point.move - shock))
        let end = NumberText.percent(-side.sign * point.move, signed: true)
        // Over the range and towards the close, where it is lower.
        let mark = scene.textMark(
          "\u{2192} \(end)", design.strong, .side(side),
          x: middle.x + side.sign * -16,
          baseline: added(min(point.moveP90 - shock, added.high)) - 14,
          side == .long ? .start : .end)
        let plate = mark.box.inset(-6, -2)
        guard half.contains(plate), !taken.contains(where: plate.overlaps) else { continue }
        scene.box(plate, .ground)
        scene.add(.group(name: "mark", clip: upper.inset(-12, 0), Scene.dot(middle, .side(side))))
        scene.add(.text(mark))
        taken.append(plate)
      }
    }
  }

  private func addAxis(to scene: inout Scene) {
    let design = scene.design
    let baseline = lower.bottom + 36
    var taken: [Box] = []
    // Thresholds are set off as the close is on an axis of prices.
    for threshold in thresholds.sorted() {
      let label = scene.textMark(
        (threshold > 0 ? "+" : "\u{2212}") + NumberText.percent(abs(threshold)), design.strong,
        .ground, x: shock(threshold), baseline: baseline, .middle)
      let plate = label.box.inset(-9, -6)
      guard !taken.contains(where: plate.overlaps), plate.right < design.width else { continue }
      scene.box(plate, .ink)
      scene.add(.text(label))
      taken.append(plate.inset(-10, 0))
    }
    for value in shockTicks.values {
      let x = shock(value)
      scene.rule(x: x, from: lower.bottom, to: lower.bottom + 8, .axis)
      let words =
        abs(value) < 1e-9
        ? "no shock" : (value > 0 ? "+" : "\u{2212}") + CascadeLayout.size(abs(value))
      let label = scene.textMark(words, design.label, .muted, x: x, baseline: baseline, .middle)
      guard !taken.contains(where: label.box.overlaps),
        label.box.right <= design.width - design.margin / 2
      else { continue }
      scene.add(.text(label))
      taken.append(label.box.inset(-12, 0))
    }
    for side in Side.allCases {
      let words = scene.typesetter.fitted(
        side == .long
          ? ["shock down: longs forced out", "fall: longs", "falls"]
          : ["shock up: shorts forced out", "rise: shorts", "rises"], design.strong,
        width: upper.width / 2 - (narrow ? 240 : 280))
      scene.text(
        words.first ?? "", design.strong, .side(side), x: shock(0) + (side == .long ? -16 : 16),
        baseline: upper.top - 16, side == .long ? .end : .start)
    }
  }
}

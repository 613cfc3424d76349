import Market

/// The running lift of one horizon and side.
struct RunningLiftPanel {
  let series: LiftSeries?
  let hours: Int
  let side: Side
  let panel: Box
  let days: ClosedRange<Day>
  let ceiling: Double

  private var lift: Scale {
    Scale(.linear, low: 0, high: ceiling, start: panel.bottom, end: panel.top)
  }

  private var time: TimeAxis {
    TimeAxis(
      first: days.lowerBound.start, last: days.upperBound.close, left: panel.left,
      right: panel.right)
  }

  /// - Parameters:
  ///   - labelled: whether the upright axis has its labels.
  ///   - dated: whether the days are labelled beneath.
  func add(to scene: inout Scene, labelled: Bool, dated: Bool) {
    let design = scene.design
    let name = scene.text(
      "\(plural(side).capitalizedFirst), \(horizonName(hours))", design.strong, .side(side),
      x: panel.left, baseline: panel.top - 10)
    let windows = series?.windows ?? 0
    let count =
      windows < TrackRecordInput.fewestWindows
      ? "\(windows) of \(TrackRecordInput.fewestWindows) windows" : "\(windows) windows"
    if name.right + 14 + scene.typesetter.width(count, design.footer) <= panel.right {
      scene.text(count, design.footer, .muted, x: panel.right, baseline: panel.top - 10, .end)
    }
    let ticks = Ticks.linear(0, ceiling, most: 5)
    for value in ticks.values {
      scene.rule(y: lift(value), from: panel.left, to: panel.right, .grid)
      guard labelled else { continue }
      scene.text(
        NumberText.fixed(value, decimals: ticks.decimals), design.footer, .muted,
        x: panel.left - 10, middle: lift(value), .end)
    }
    addLines(to: &scene)
    scene.rule(y: panel.bottom, from: panel.left, to: panel.right, .axis)
    if dated { time.add(to: &scene, y: panel.bottom) }
  }

  private func addLines(to scene: inout Scene) {
    let days = series?.days ?? []
    let place = { (day: LiftSeries.Day, value: Double) in
      Point(x: time.x(day.day.close), y: lift(value))
    }
    let ranged = days.filter { $0.lift.low != nil && $0.lift.high != nil }
    var marks: [Mark] = []
    if ranged.count > 1 {
      let above = ranged.map { place($0, $0.lift.high ?? $0.lift.value) }
      let below = ranged.map { place($0, $0.lift.low ?? $0.lift.value) }
      marks.append(.area(above + below.reversed(), .pale(side)))
    }
    marks.append(
      .line(
        [Point(x: panel.left, y: lift(1)), Point(x: panel.right, y: lift(1))], Stroke(width: 2),
        .ink))
    marks.append(.line(days.map { place($0, $0.lift.value) }, Stroke(width: 4), .side(side)))
    scene.add(.group(name: "running lift", clip: panel, marks))
    guard let last = days.last else {
      scene.note(
        "no window yet", scene.design.footer, .muted, x: panel.midX, middle: panel.midY, .middle)
      return
    }
    let end = place(last, min(last.lift.value, ceiling))
    scene.add(.group(name: "end", clip: panel.inset(-12, -12), Scene.dot(end, .side(side))))
    scene.text(
      NumberText.fixed(last.lift.value, decimals: 2), scene.design.strong, .side(side),
      x: end.x + 14, middle: min(max(end.y, panel.top + 12), panel.bottom - 12))
  }
}

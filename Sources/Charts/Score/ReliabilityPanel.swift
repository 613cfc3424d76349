import Market

/// One horizon: the square of forecast and outcome, and beneath it how many levels each tenth holds.
struct ReliabilityPanel {
  let series: CalibrationSeries
  private let plot: Box
  private let counts: Box
  private let room: Box
  private let forecast: Scale
  private let observed: Scale

  init(_ series: CalibrationSeries, room: Box, design: DesignSystem) {
    self.series = series
    self.room = room
    let strip: Double = design.isNarrow ? 34 : 64
    let head: Double = design.isNarrow ? 36 : 66
    plot = Box(
      left: room.left, top: room.top + head, right: room.right, bottom: room.bottom - strip - 58)
    counts = Box(
      left: room.left, top: plot.bottom + 20, right: room.right, bottom: room.bottom - 38)
    forecast = Scale(.linear, low: 0, high: 1, start: plot.left, end: plot.right)
    observed = Scale(.linear, low: 0, high: 1, start: plot.bottom, end: plot.top)
  }

  private var isJudged: Bool {
    series.windows >= TrackRecordInput.fewestWindows && series.levels > 0
  }

  /// - Parameter labelled: whether the upright axis has its labels.
  func add(to scene: inout Scene, labelled: Bool) {
    addHead(to: &scene)
    let design = scene.design
    let ticks = design.isNarrow ? [0, 0.5, 1] : [0, 0.2, 0.4, 0.6, 0.8, 1]
    for value in ticks {
      let words = NumberText.percent(value, decimals: 0)
      scene.rule(y: observed(value), from: plot.left, to: plot.right, .grid)
      scene.rule(x: forecast(value), from: plot.top, to: plot.bottom, .grid)
      if labelled {
        scene.text(
          words, design.footer, .muted, x: plot.left - 10, middle: observed(value), .end)
      }
      scene.rule(x: forecast(value), from: counts.bottom, to: counts.bottom + 7, .axis)
      scene.text(
        words, design.footer, .muted, x: forecast(value), baseline: counts.bottom + 31, .middle)
    }
    scene.line(
      [Point(x: plot.left, y: plot.bottom), Point(x: plot.right, y: plot.top)], .axis, width: 2,
      dash: [8, 6])
    scene.rule(y: plot.bottom, from: plot.left, to: plot.right, .axis)
    // The corners off the diagonal are empty unless the forecasts are far off.
    scene.text(
      "\u{2191} reached", design.footer, .muted, x: plot.left + 12, middle: plot.top + 20)
    scene.text(
      "chance given \u{2192}", design.footer, .muted, x: plot.right - 10,
      middle: plot.bottom - 20, .end)
    addCounts(to: &scene)
    addPoints(to: &scene)
    if series.levels == 0 { addEmpty(to: &scene) }
  }

  private func addHead(to scene: inout Scene) {
    let design = scene.design
    let name = scene.text(
      horizonName(series.hours), design.strong, .ink, x: plot.left, baseline: room.top + 22)
    let windows = "\(series.windows) windows"
    let levels = "\(windows), \(NumberText.fixed(Double(series.levels), decimals: 0)) levels"
    let few = "\(series.windows) of \(TrackRecordInput.fewestWindows) windows"
    let skill = series.skill.map { "Brier skill \($0.words)" }
    let second = isJudged ? skill : series.levels > 0 ? "\(few): too few to judge" : nil
    let narrow =
      isJudged
      ? [skill, series.skill.map { "skill \(NumberText.fixed($0.value, decimals: 2))" }, windows]
      : [series.levels > 0 ? few : nil]
    let words = scene.typesetter.fitted(
      design.isNarrow ? narrow.compactMap { $0 } : series.levels > 0 ? [levels] : [],
      design.footer, width: plot.right - name.right - 14)
    scene.text(
      words.first ?? "", design.footer, .muted, x: plot.right, baseline: room.top + 22, .end)
    if !design.isNarrow, let second {
      scene.text(second, design.footer, .muted, x: plot.left, baseline: room.top + 52)
    }
  }

  private func addCounts(to scene: inout Scene) {
    let most = series.bins.map(\.levels).max() ?? 0
    scene.rule(y: counts.bottom, from: plot.left, to: plot.right, .axis)
    guard most > 0 else { return }
    let width = max((plot.width / 10 * 0.6).rounded(), 6)
    let bars = series.bins.map { bin in
      let x = (forecast(bin.forecast) - width / 2).rounded()
      let height = max(counts.height * Double(bin.levels) / Double(most), 2)
      return Mark.box(
        Box(left: x, top: counts.bottom - height, right: x + width, bottom: counts.bottom), .axis)
    }
    scene.add(
      .group(name: "levels", clip: counts.inset(-width / 2, 0), bars))
  }

  private func addPoints(to scene: inout Scene) {
    let paint: Paint = isJudged ? .interest : .muted
    var marks: [Mark] = []
    for bin in series.bins {
      let x = forecast(bin.forecast).rounded()
      guard let low = bin.observed.low, let high = bin.observed.high else { continue }
      let (top, bottom) = (observed(high).rounded(), observed(low).rounded())
      marks.append(.box(Box(left: x - 2, top: top, right: x + 2, bottom: bottom), paint))
      for y in [top, bottom] {
        marks.append(.box(Box(left: x - 8, top: y - 2, right: x + 8, bottom: y + 2), paint))
      }
    }
    for bin in series.bins {
      marks += Scene.dot(
        Point(x: forecast(bin.forecast), y: observed(bin.observed.value)), paint,
        radius: scene.design.isNarrow ? 6 : 8)
    }
    if !marks.isEmpty {
      scene.add(.group(name: "points", clip: plot.inset(-12, -12), marks))
    }
  }

  private func addEmpty(to scene: inout Scene) {
    let line = scene.typesetter.fitted(
      ["no window is over yet", "none over yet"], scene.design.footer, width: plot.width - 32)
    scene.note(
      line.first ?? "", scene.design.footer, .muted, x: plot.midX, middle: plot.midY, .middle)
  }

  /// What a panel's marks are, where another would stand.
  static func addKey(to scene: inout Scene, in room: Box) {
    let design = scene.design
    let sample = Box(left: room.left, top: room.top, right: room.left + 40, bottom: room.top + 40)
    let words = ["share reached, 95\u{202F}%", "the forecast is right", "levels in each tenth"]
    for (row, word) in words.enumerated() {
      let y = room.top + 60 + Double(row) * 44
      switch row {
      case 0:
        scene.add(
          .group(
            name: "key",
            clip: Box(left: sample.left, top: y - 20, right: sample.right, bottom: y + 20),
            [
              .box(
                Box(left: sample.midX - 2, top: y - 17, right: sample.midX + 2, bottom: y + 17),
                .interest)
            ] + Scene.dot(Point(x: sample.midX, y: y), .interest, radius: 6)))
      case 1:
        scene.line(
          [Point(x: sample.left, y: y + 12), Point(x: sample.right, y: y - 12)], .axis, width: 2,
          dash: [8, 6])
      default:
        scene.box(
          Box(left: sample.midX - 9, top: y - 14, right: sample.midX + 9, bottom: y + 14), .axis)
      }
      scene.text(word, design.footer, .muted, x: sample.right + 10, middle: y)
    }
  }
}

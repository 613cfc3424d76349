import Market

/// A row a venue: its usual range as a bar, its last rate as a dot, and both in words at the right.
struct VenueFundingLayout {
  let data: VenueFundingData
  let room: Box
  let plot: Box
  let rate: Scale
  let ticks: Ticks
  private let rowHeight: Double

  /// Rows are no farther apart than this, however few there are.
  private static let highestRow = 120.0

  init(_ data: VenueFundingData, room: Box, scene: Scene) {
    self.data = data
    self.room = room
    let design = scene.design
    let width = { (text: String, style: TextStyle) in scene.typesetter.width(text, style) }
    let names = data.rows.map {
      width(design.isNarrow ? $0.names.last ?? "" : $0.names[0], design.strong)
    }
    let left = room.left + (design.isNarrow ? 0 : (names.max() ?? 0) + 28)
    let rates = data.rows.map { width($0.rate, design.label) }
    let right = room.right - (design.isNarrow ? 0 : max(rates.max() ?? 0, 150) + 28)
    let values =
      data.rows.flatMap { [$0.annualised, $0.usual?.low, $0.usual?.high].compactMap { $0 } }
      + [0, data.together].compactMap { $0 }
    let least = values.min() ?? 0
    let most = values.max() ?? 0
    let air = max(most - least, 0.01) * 0.06
    let bottom = room.bottom - 96
    let top = room.top + 44
    rowHeight = min(
      (bottom - top) / Double(max(data.rows.count, 1)), VenueFundingLayout.highestRow)
    plot = Box(
      left: left.rounded(), top: top.rounded(), right: right.rounded(),
      bottom: (top + rowHeight * Double(data.rows.count)).rounded())
    ticks = Ticks.linear(least - air, most + air, most: design.isNarrow ? 5 : 8)
    rate = Scale(
      .linear, low: least - air, high: most + air, start: plot.left, end: plot.right)
  }

  func add(to scene: inout Scene) {
    addAxis(to: &scene)
    addTogether(to: &scene)
    for (index, row) in data.rows.enumerated() {
      add(row, top: plot.top + Double(index) * rowHeight, to: &scene)
    }
    addLegend(to: &scene)
  }

  private func addAxis(to scene: inout Scene) {
    let design = scene.design
    var end = -Double.infinity
    for value in ticks.values {
      let x = rate(value)
      scene.rule(x: x, from: plot.top, to: plot.bottom, value == 0 ? .axis : .grid)
      let label = scene.textMark(
        ticks.percentLabel(value), design.label, .muted, x: x, baseline: plot.bottom + 34, .middle,
        tabular: true)
      // At the plot's ends a label may be wider than the room.
      guard label.box.left >= max(end + 16, scene.bounds.left + design.margin - 10),
        label.box.right <= scene.bounds.right - design.margin + 10
      else { continue }
      scene.add(.text(label))
      end = label.box.right
    }
    scene.rule(y: plot.bottom, from: plot.left, to: plot.right, .axis)
  }

  private func add(_ row: VenueFundingData.Row, top: Double, to scene: inout Scene) {
    let design = scene.design
    let paint: Paint = row.annualised < 0 ? .short : .long
    let middle = (top + rowHeight * (design.isNarrow ? 0.68 : 0.5)).rounded()
    if design.isNarrow {
      let words = (top + rowHeight * 0.68 - 34).rounded()
      // On patches of ground: here they stand within the plot, where lines cross them.
      let name = scene.note(
        row.names.last ?? "", design.strong, .ink, x: room.left, middle: words)
      let figure = scene.typesetter.fitted(
        ["\(yearly(row)) a year\(rank(row))", "\(yearly(row)) a year"], design.label,
        width: room.right - name.right - 20)
      scene.note(
        figure.first ?? "", design.label, paint, x: room.right, middle: words, .end)
    } else {
      scene.text(row.names[0], design.strong, .ink, x: room.left, middle: middle)
      let x = plot.right + 28
      scene.text(
        yearly(row) + rank(row), design.strong, paint, x: x, middle: middle - 15, tabular: true)
      scene.text(row.rate, design.label, .muted, x: x, middle: middle + 16, tabular: true)
    }
    if let usual = row.usual {
      let (low, high) = (rate(usual.low).rounded(), rate(usual.high).rounded())
      let bar = Box(left: low, top: middle - 11, right: max(high, low + 3), bottom: middle + 11)
      scene.box(bar, .grid)
      for edge in [bar.left, bar.right] {
        scene.rule(x: edge, from: bar.top, to: bar.bottom, .axis)
      }
    }
    scene.add(
      .group(
        name: "rate", clip: plot.inset(-14, 0),
        Scene.dot(Point(x: rate(row.annualised), y: middle), paint, radius: 9)))
  }

  private func yearly(_ row: VenueFundingData.Row) -> String {
    NumberText.percent(row.annualised, decimals: 1, signed: true)
  }

  /// `, 12th`
  private func rank(_ row: VenueFundingData.Row) -> String {
    row.percentile.map { ", \(percentileWords($0))" } ?? ""
  }

  /// Where all venues together stand.
  private func addTogether(to scene: inout Scene) {
    guard let together = data.together else { return }
    let design = scene.design
    let x = rate(together)
    scene.line(
      [Point(x: x, y: plot.top - 4), Point(x: x, y: plot.bottom)], .ink, width: 3, dash: [10, 7])
    let words =
      "together \(NumberText.percent(together, decimals: 1, signed: true))"
    let half = scene.typesetter.width(words, design.label) / 2
    let place = min(max(x, room.left + half), room.right - half)
    scene.text(words, design.label, .ink, x: place, baseline: plot.top - 14, .middle)
  }

  private func addLegend(to scene: inout Scene) {
    let design = scene.design
    let y = room.bottom - 14
    var x = room.left
    if data.rows.contains(where: { $0.usual != nil }) {
      let bar = Box(left: x, top: y - 10, right: x + 44, bottom: y + 10)
      scene.box(bar, .grid)
      for edge in [bar.left, bar.right] {
        scene.rule(x: edge, from: bar.top, to: bar.bottom, .axis)
      }
      let words =
        design.isNarrow
        ? "p10 to p90 of its past" : "10th to 90th percentile of its past settlements"
      x = scene.text(words, design.footer, .muted, x: x + 54, middle: y).right + 34
    }
    guard data.together != nil else { return }
    scene.line(
      [Point(x: x, y: y), Point(x: x + 44, y: y)], .ink, width: 3, dash: [10, 7])
    scene.text(
      design.isNarrow ? "by open interest" : "all venues, weighed by open interest", design.footer,
      .muted, x: x + 54, middle: y)
  }
}

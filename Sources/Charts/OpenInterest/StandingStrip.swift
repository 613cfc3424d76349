import Market

/// Figures of the day, each as a dot between the lowest and the highest of the past days.
struct StandingStrip {
  let standings: [Standing]
  /// How many days they stand among.
  let days: Int

  private static let row = 34.0
  private static let head = 40.0

  /// As many as a chart has room for beside what it is about.
  init(_ standings: [Standing], days: Int) {
    self.standings = Array(standings.prefix(7))
    self.days = days
  }

  var height: Double {
    standings.isEmpty ? 0 : StandingStrip.head + Double(standings.count) * StandingStrip.row
  }

  func add(to scene: inout Scene, in room: Box) {
    guard !standings.isEmpty else { return }
    let design = scene.design
    let typesetter = scene.typesetter
    let narrow = design.isNarrow
    let names = standings.map { narrow ? $0.names[$0.names.count - 1] : $0.names[0] }
    let nameWidth = names.reduce(0) { max($0, typesetter.width($1, design.label)) }
    let valueWidth = standings.reduce(0) {
      max($0, typesetter.width($1.value, design.strong, tabular: true))
    }
    let rankWidth = standings.reduce(0) { max($0, typesetter.width($1.rank, design.label)) }
    let value = room.left + nameWidth + 24 + valueWidth
    let strip = Scale(
      .linear, low: 0, high: 1, start: value + 30, end: room.right - rankWidth - 24)

    let baseline = room.top + 22
    let title = typesetter.fitted(
      ["Today among the past \(days) days", "Among \(days) days"], design.strong,
      width: strip.start - room.left - 20)
    let titleEnd =
      scene.text(title.first ?? "", design.strong, .ink, x: room.left, baseline: baseline).right
    for (share, words, anchor) in [
      (0, "lowest", TextMark.Anchor.start), (0.5, "median", .middle), (1, "highest", .end),
    ] {
      let mark = scene.textMark(
        words, design.footer, .muted, x: strip(share), baseline: baseline, anchor)
      if mark.box.left > titleEnd + 14 { scene.add(.text(mark)) }
    }
    for (row, standing) in standings.enumerated() {
      let middle =
        (room.top + StandingStrip.head + (Double(row) + 0.5) * StandingStrip.row).rounded()
      scene.text(names[row], design.label, .muted, x: room.left, middle: middle)
      scene.text(
        standing.value, design.strong, .ink, x: value, middle: middle, .end, tabular: true)
      scene.rule(y: middle, from: strip.start, to: strip.end, .grid, width: 6)
      scene.rule(x: strip(0.5), from: middle - 8, to: middle + 8, .axis)
      scene.add(
        .group(
          name: "standing",
          clip: Box(
            left: strip.start - 14, top: middle - 14, right: strip.end + 14, bottom: middle + 14),
          Scene.dot(Point(x: strip(standing.percentile), y: middle), .interest, radius: 8)))
      scene.text(
        standing.rank, design.label, .ink, x: room.right, middle: middle, .end)
    }
  }
}

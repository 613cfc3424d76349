import Market

/// Rows of names at the left, panels of horizons right of them, in each row a whisker a side.
struct LiftLayout {
  let rows: [String]
  let horizons: [Int]
  let grid: PanelGrid
  private let room: Box
  private let nameWidth: Double
  private let reach: Double
  private let figure: (_ row: Int, _ hours: Int, _ side: Side) -> ScoreFigure?
  private let windows: (_ hours: Int) -> Int

  private static let head = 38.0
  private static let foot = 84.0

  init(
    rows: [String], horizons: [Int], room: Box, scene: Scene,
    figure: @escaping (_ row: Int, _ hours: Int, _ side: Side) -> ScoreFigure?,
    windows: @escaping (_ hours: Int) -> Int, reach: Double
  ) {
    self.rows = rows
    self.horizons = horizons
    self.room = room
    self.figure = figure
    self.windows = windows
    self.reach = reach
    let design = scene.design
    nameWidth = rows.reduce(0) { max($0, scene.typesetter.width($1, design.strong)) } + 22
    // Few rows stand together at the top rather than far apart.
    let height = min(
      room.height - LiftLayout.head - LiftLayout.foot, 200 + Double(rows.count) * 60)
    grid = PanelGrid(
      rows: 1, columns: horizons.count,
      room: Box(
        left: room.left + nameWidth, top: room.top + LiftLayout.head, right: room.right - 14,
        bottom: room.top + LiftLayout.head + height), gap: (design.isNarrow ? 18 : 44, 0))
  }

  private func middle(_ row: Int) -> Double {
    let panel = grid[0]
    return panel.top + panel.height * (Double(row) + 0.5) / Double(rows.count)
  }

  func add(to scene: inout Scene) {
    let design = scene.design
    for (row, name) in rows.enumerated() {
      scene.text(
        name, row == 0 ? design.strong : design.label, row == 0 ? .ink : .muted, x: room.left,
        middle: middle(row))
    }
    if rows.count > 1 {
      scene.rule(
        y: (middle(0) + middle(1)) / 2, from: room.left, to: room.right, .axis, width: 1)
    }
    for (place, hours) in horizons.enumerated() { addPanel(grid[place], hours, to: &scene) }
    if rows.count == 1 {
      scene.text(
        "No rules without a book were scored on these windows", design.footer, .muted,
        x: room.left, baseline: grid[0].bottom + 78)
    }
    addLegend(to: &scene)
  }

  private func addPanel(_ panel: Box, _ hours: Int, to scene: inout Scene) {
    let design = scene.design
    let lift = Scale(.linear, low: 0, high: reach, start: panel.left, end: panel.right)
    let name = scene.text(
      horizonName(hours), design.strong, .ink, x: panel.left, baseline: room.top + 20)
    let count = "\(windows(hours)) windows"
    if scene.typesetter.width(count, design.footer) <= panel.right - name.right - 16 {
      scene.text(
        count, design.footer, .muted, x: panel.right, baseline: room.top + 20, .end)
    }
    let ticks = Ticks.linear(0, reach, most: design.isNarrow ? 3 : 6)
    for value in ticks.values where abs(value - 1) > 1e-9 {
      scene.rule(x: lift(value), from: panel.top, to: panel.bottom, .grid)
    }
    scene.rule(x: lift(1), from: panel.top, to: panel.bottom + 8, .ink)
    AmountAxis(
      scale: lift, ticks: ticks,
      label: { NumberText.fixed($0, decimals: ticks.decimals) }, paint: .muted
    ).add(
      to: &scene, y: panel.bottom, above: false,
      within: (panel.left - 12)...(panel.right + 12))
    scene.rule(y: panel.bottom, from: panel.left, to: panel.right, .axis)
    var marks: [Mark] = []
    let step = panel.height / Double(rows.count)
    let (large, small): (Double, Double) = design.isNarrow ? (7, 5) : (9, 6)
    for row in rows.indices {
      for side in Side.allCases {
        guard let figure = figure(row, hours, side) else { continue }
        let y = (middle(row) + (side == .short ? -1 : 1) * min(step * 0.2, 24)).rounded()
        let x = lift(min(figure.value, reach))
        if let low = figure.low, let high = figure.high {
          marks.append(
            .box(
              Box(
                left: lift(min(low, reach)), top: y - 2, right: lift(min(high, reach)),
                bottom: y + 2), row == 0 ? .side(side) : .band(.low, side)))
        }
        marks += Scene.dot(
          Point(x: x, y: y), row == 0 ? .side(side) : .band(.low, side),
          radius: row == 0 ? large : small)
        if row == 0, step > 150 {
          let words = scene.typesetter.fitted(
            [figure.words, NumberText.fixed(figure.value, decimals: 2)], design.strong,
            width: panel.width)
          let half = scene.typesetter.width(words.first ?? "", design.strong) / 2
          scene.note(
            words.first ?? "", design.strong, .side(side),
            x: min(max(x, panel.left + half), panel.right - half),
            middle: y + (side == .short ? -34 : 34), .middle)
        }
      }
    }
    scene.add(.group(name: "lifts", clip: panel.inset(-10, 0), marks))
  }

  private func addLegend(to scene: inout Scene) {
    let design = scene.design
    let baseline = room.bottom - 8
    var x = room.left
    for side in [Side.short, .long] {
      scene.add(
        .group(
          name: "key", clip: Box(left: x, top: baseline - 26, right: x + 44, bottom: baseline + 8),
          [
            .box(Box(left: x, top: baseline - 10, right: x + 44, bottom: baseline - 6), .side(side))
          ] + Scene.dot(Point(x: x + 22, y: baseline - 8), .side(side), radius: 9)))
      x =
        scene.text(
          plural(side), design.footer, .side(side), x: x + 54, baseline: baseline
        ).right + 34
    }
    let rest = scene.typesetter.fitted(
      ["right of 1: better than chance", "1 is chance"], design.footer,
      width: room.right - x)
    scene.text(rest.first ?? "", design.footer, .muted, x: x, baseline: baseline)
  }
}

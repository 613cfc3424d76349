import Market

/// What the bars' colours, their paler ends and the black line are, and what lies off the chart.
struct ProfileLegend {
  let data: ProfileData

  init(_ data: ProfileData) { self.data = data }

  private static let line = 35.0

  static func height(_ design: DesignSystem) -> Double { (design.isNarrow ? 4 : 2) * line - 8 }

  func add(to scene: inout Scene, in room: Box) {
    let narrow = scene.design.isNarrow
    let first = addBands(to: &scene, left: room.left, top: room.top)
    let second = room.top + ProfileLegend.line
    addRange(to: &scene, left: narrow ? room.left : first + 40, top: narrow ? second : room.top)
    let third = narrow ? second + ProfileLegend.line : second
    let curve = addCurve(to: &scene, left: room.left, top: third)
    addBeyond(
      to: &scene, left: narrow ? room.left : curve + 40,
      top: narrow ? third + ProfileLegend.line : third, right: room.right)
  }

  /// Both sides' colours of a band under one name: shorts on top, as in the plot.
  private func addBands(to scene: inout Scene, left: Double, top: Double) -> Double {
    let design = scene.design
    var x = left
    for band in LeverageBand.allCases {
      let name = design.isNarrow ? ProfileLegend.shortName(band) : band.rangeDescription
      scene.box(Box(left: x, top: top, right: x + 26, bottom: top + 12), .band(band, .short))
      scene.box(Box(left: x, top: top + 13, right: x + 26, bottom: top + 25), .band(band, .long))
      let text = scene.text(name, design.footer, .muted, x: x + 34, middle: top + 12.5)
      x = text.right + (design.isNarrow ? 22 : 30)
    }
    return x - (design.isNarrow ? 22 : 30)
  }

  private func addRange(to scene: inout Scene, left: Double, top: Double) {
    let box = { (from: Double, to: Double) in
      Box(left: left + from, top: top + 5, right: left + to, bottom: top + 20)
    }
    scene.box(box(0, 34), .band(.medium, .long))
    scene.box(box(20, 22), .ground)
    scene.box(box(34, 52), .pale(.long))
    scene.box(box(50, 52), .band(.low, .long))
    scene.text(
      "range: 10th (notch) to 90th percentile (end)", scene.design.footer, .muted, x: left + 62,
      middle: top + 12.5)
  }

  private func addCurve(to scene: inout Scene, left: Double, top: Double) -> Double {
    scene.rule(y: top + 12.5, from: left, to: left + 52, .ink, width: 4)
    return scene.text(
      "cumulative: forced out by a move to that price", scene.design.footer, .muted, x: left + 62,
      middle: top + 12.5
    ).right
  }

  private func addBeyond(to scene: inout Scene, left: Double, top: Double, right: Double) {
    let words = [Side.short, .long].compactMap { side -> String? in
      let beyond = data.beyond[side] ?? 0
      guard beyond > (data.totals[side] ?? 0) * 0.005, beyond > 0 else { return nil }
      return
        "\(side == .short ? "\u{2191}" : "\u{2193}")\u{00A0}\(NumberText.usd(beyond)) of \(plural(side))"
    }
    guard !words.isEmpty else { return }
    let line = scene.typesetter.fitted(
      ["Off the chart: " + words.joined(separator: ", "), words.joined(separator: ", ")],
      scene.design.footer, width: right - left)
    scene.text(line.first ?? "", scene.design.footer, .muted, x: left, middle: top + 12.5)
  }

  private static func shortName(_ band: LeverageBand) -> String {
    switch band {
    case .low: "<10x"
    case .medium: "10\u{2013}25x"
    case .high: "25\u{2013}60x"
    case .extreme: ">60x"
    }
  }
}

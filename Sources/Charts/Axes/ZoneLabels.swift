import Market

/// Brackets at the prices of pools, and beside them dollars, distance and the chance of reach, moved
/// apart where they would touch: those of shorts stay above the close, those of longs below.
struct ZoneLabels: Sendable {
  /// The largest of each side in view.
  let zones: [HeatmapChartInput.Zone]
  /// What they take beside the plot; nothing where there are none.
  let width: Double
  /// Whether the chance of being reached is told.
  let tellsReach: Bool
  private let reachWidth: Double

  private static let bracketWidth = 7.0
  private static let leader = 24.0

  /// - Parameter reach: tell the chance of reach where it is known.
  init(
    _ all: [HeatmapChartInput.Zone], low: Double, high: Double, reach: Bool, scene: Scene
  ) {
    let (design, typesetter) = (scene.design, scene.typesetter)
    let perSide = design.isNarrow ? 3 : 5
    let zones = Side.allCases.flatMap { side in
      all.filter { $0.side == side && $0.high > low && $0.low < high }
        .sorted { $0.usd > $1.usd }.prefix(perSide)
    }
    let tellsReach = reach && zones.contains { $0.reach24h != nil }
    reachWidth =
      tellsReach && !design.isNarrow
      ? zones.reduce(24) { widest, zone in
        max(widest, typesetter.width(chanceWords(zone.reach24h ?? 0), design.label))
      } + 22 : 0
    let widest = zones.reduce(0.0) { widest, zone in
      let usd = typesetter.width(NumberText.usd(zone.usd), design.strong)
      let second = typesetter.width(
        ZoneLabels.second(zone, tellsReach: tellsReach && design.isNarrow), design.label,
        tabular: true)
      return max(widest, design.isNarrow ? max(usd, second) : usd + 22 + second)
    }
    self.zones = zones
    self.tellsReach = tellsReach
    width =
      zones.isEmpty
      ? 0 : ZoneLabels.bracketWidth + ZoneLabels.leader + widest + reachWidth + 20
  }

  /// What stands with the dollars: on a narrow chart the chance takes the distance's place.
  private static func second(_ zone: HeatmapChartInput.Zone, tellsReach: Bool) -> String {
    if tellsReach, let chance = zone.reach24h { return "\(chanceWords(chance)) in 24\u{00A0}h" }
    return NumberText.percent(zone.distance, signed: true)
  }

  /// - Parameters:
  ///   - gutter: right of the plot, as wide as `width`.
  ///   - free: the heights that labels may take.
  func add(
    to scene: inout Scene, gutter: Box, free: ClosedRange<Double>, price: Scale, closeY: Double
  ) {
    for side in Side.allCases {
      let own = zones.filter { $0.side == side }
      let labels = own.map { zone in
        LabelSpread.Label(
          wanted: price((zone.low * zone.high).squareRoot()),
          height: scene.design.isNarrow ? 60 : 36,
          weight: tellsReach ? HeatmapChart.weight(zone) : zone.usd)
      }
      let middles = LabelSpread.middles(
        of: labels, from: side == .short ? free.lowerBound : max(closeY + 12, free.lowerBound),
        to: side == .short ? min(closeY - 12, free.upperBound) : free.upperBound)
      for (zone, middle) in zip(own, middles) {
        add(zone, middle: middle, to: &scene, gutter: gutter, price: price)
      }
    }
  }

  private func add(
    _ zone: HeatmapChartInput.Zone, middle: Double?, to scene: inout Scene, gutter: Box,
    price: Scale
  ) {
    let design = scene.design
    let paint = Paint.side(zone.side)
    let top = max(price(zone.high), gutter.top)
    let bottom = max(min(price(zone.low), gutter.bottom), top + 4)
    let left = gutter.left + 4
    scene.box(
      Box(left: left, top: top, right: left + ZoneLabels.bracketWidth, bottom: bottom), paint)
    guard let middle else { return }
    let start = left + ZoneLabels.bracketWidth
    let text = start + ZoneLabels.leader
    scene.line(
      [
        Point(x: start, y: (top + bottom) / 2), Point(x: start + 5, y: (top + bottom) / 2),
        Point(x: text - 9, y: middle), Point(x: text - 5, y: middle),
      ], paint, width: 2)
    let usd = NumberText.usd(zone.usd)
    let second = ZoneLabels.second(zone, tellsReach: tellsReach && design.isNarrow)
    if design.isNarrow {
      scene.text(usd, design.strong, paint, x: text, middle: middle - 14)
      scene.text(second, design.label, .muted, x: text, middle: middle + 14)
      return
    }
    let right = gutter.right - 14
    scene.text(usd, design.strong, paint, x: text, middle: middle)
    scene.text(
      second, design.label, .muted, x: right - reachWidth, middle: middle, .end, tabular: true)
    if tellsReach, let chance = zone.reach24h {
      scene.text(chanceWords(chance), design.label, .ink, x: right, middle: middle, .end)
    }
  }
}

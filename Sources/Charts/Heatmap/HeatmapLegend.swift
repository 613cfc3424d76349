import Glibc
import Market

/// The colours' key in dollars, from nothing to where the colours end: of what is held and, where
/// something is projected, of what is expected; then the fan's lines.
struct HeatmapLegend {
  /// Dollars at the end of the colours, and what they are dollars of where there are two such lines.
  let lines: [(name: String, clamp: Double)]
  let fan: HeatmapFan?

  private static let ramp = 20.0
  private static let line = 27.0

  /// - Parameter projected: whether there is a second line of numbers and a fan.
  static func height(_ design: DesignSystem, projected: Bool) -> Double {
    let numbers = line * (projected ? 2 : 1)
    return design.isNarrow
      ? ramp * 2 + 10 + numbers + 12 + (projected ? 34 : 0) : ramp + numbers + 9
  }

  func add(to scene: inout Scene, in room: Box) {
    let design = scene.design
    let names = [Side.short, .long].map { side in
      (side, side == .short ? "Shorts, above" : "Longs, below")
    }
    let words = names.map(\.1) + lines.map(\.name)
    let nameWidth = words.reduce(0) { max($0, scene.typesetter.width($1, design.footer)) }
    if design.isNarrow {
      let left = room.left + nameWidth + 18
      for (row, (side, name)) in names.enumerated() {
        addRamp(
          side, name, to: &scene, nameLeft: room.left, left: left, right: room.right,
          top: room.top + Double(row) * (HeatmapLegend.ramp + 10))
      }
      addNumbers(
        to: &scene, nameLeft: room.left, left: left, right: room.right,
        top: room.top + HeatmapLegend.ramp * 2 + 14)
      fan?.addKey(to: &scene, left: room.left, middle: room.bottom - 12)
      return
    }
    let keyWidth = fan.map { $0.keyWidth(scene) + 60 } ?? 0
    fan?.addKey(to: &scene, left: room.right - keyWidth + 60, middle: room.top + 10)
    let half = (room.width - keyWidth - 60) / 2
    for (column, (side, name)) in names.enumerated() {
      let start = room.left + Double(column) * (half + 60)
      let left = start + nameWidth + 20
      addRamp(
        side, name, to: &scene, nameLeft: start, left: left, right: start + half, top: room.top)
      addNumbers(
        to: &scene, nameLeft: start, left: left, right: start + half,
        top: room.top + HeatmapLegend.ramp + 6)
    }
  }

  private func addRamp(
    _ side: Side, _ name: String, to scene: inout Scene, nameLeft: Double, left: Double,
    right: Double, top: Double
  ) {
    scene.text(name, scene.design.footer, Paint.side(side), x: nameLeft, middle: top + 10)
    let edges = (0...Paint.rampSteps).map { step in
      Int((left + (right - left) * Double(step) / Double(Paint.rampSteps)).rounded())
    }
    scene.add(
      .cells(
        CellGrid(
          columnEdges: edges, rowEdges: [Int(top), Int(top + HeatmapLegend.ramp)],
          indices: (0..<Paint.rampSteps).map { Paint.ramp(side, $0).index },
          partedFrom: Paint.ramp(.short, 0).index)))
  }

  private func addNumbers(
    to scene: inout Scene, nameLeft: Double, left: Double, right: Double, top: Double
  ) {
    let design = scene.design
    for (row, (name, clamp)) in lines.enumerated() {
      let scale = Scale(.linear, low: 0, high: clamp, start: left, end: right)
      let ticks = Ticks.linear(0, clamp, most: right - left > 500 ? 6 : 4)
      let baseline = top + 25 + Double(row) * HeatmapLegend.line
      scene.text(name, design.footer, .muted, x: nameLeft, baseline: baseline)
      let first = scene.text("$0", design.footer, .muted, x: left, baseline: baseline)
      let last = scene.text(
        NumberText.usd(clamp) + "+", design.footer, .muted, x: right, baseline: baseline, .end)
      var free = first.right
      for value in ticks.values where value > 0 {
        let label = scene.textMark(
          ticks.usdLabel(value), design.footer, .muted, x: scale(value), baseline: baseline,
          .middle)
        guard label.box.left > free + 18, label.box.right < last.left - 18 else { continue }
        if row == 0 { scene.rule(x: scale(value), from: top - 4, to: top + 3, .muted) }
        scene.add(.text(label))
        free = label.box.right
      }
    }
  }
}

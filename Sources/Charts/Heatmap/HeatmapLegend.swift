import Glibc
import Market

/// The colours' key in dollars, from nothing to where the colours end.
struct HeatmapLegend {
  let clamp: Double
  /// Nothing is drawn, so nothing has to be explained.
  let isEmpty: Bool

  func add(to scene: inout Scene, in room: Box) {
    guard !isEmpty else { return }
    let design = scene.design
    let names = [Side.short, .long].map { side in
      (side, side == .short ? "Shorts, above" : "Longs, below")
    }
    let nameWidth = names.reduce(0) {
      max($0, scene.typesetter.width($1.1, design.footer))
    }
    if design.isNarrow {
      let left = room.left + nameWidth + 18
      for (row, (side, name)) in names.enumerated() {
        let top = room.top + Double(row) * 30
        addRamp(
          side, name, to: &scene, nameLeft: room.left, left: left, right: room.right, top: top)
      }
      addNumbers(to: &scene, left: left, right: room.right, top: room.top + 60)
    } else {
      let half = (room.width - 60) / 2
      for (column, (side, name)) in names.enumerated() {
        let start = room.left + Double(column) * (half + 60)
        let left = start + nameWidth + 20
        addRamp(
          side, name, to: &scene, nameLeft: start, left: left, right: start + half, top: room.top)
        addNumbers(to: &scene, left: left, right: start + half, top: room.top + 26)
      }
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
          columnEdges: edges, rowEdges: [Int(top), Int(top) + 20],
          indices: (0..<Paint.rampSteps).map { Paint.ramp(side, $0).index },
          partedFrom: Paint.ramp(.short, 0).index)))
  }

  private func addNumbers(to scene: inout Scene, left: Double, right: Double, top: Double) {
    let design = scene.design
    let scale = Scale(.linear, low: 0, high: clamp, start: left, end: right)
    let ticks = Ticks.linear(0, clamp, most: right - left > 500 ? 6 : 4)
    let baseline = top + 25
    let first = scene.text("$0", design.footer, .muted, x: left, baseline: baseline)
    let last = scene.text(
      NumberText.usd(clamp) + "+", design.footer, .muted, x: right, baseline: baseline, .end)
    var free = first.right
    for value in ticks.values where value > 0 {
      let label = scene.textMark(
        ticks.usdLabel(value), design.footer, .muted, x: scale(value), baseline: baseline, .middle)
      guard label.box.left > free + 18, label.box.right < last.left - 18 else { continue }
      scene.rule(x: scale(value), from: top - 4, to: top + 3, .muted)
      scene.add(.text(label))
      free = label.box.right
    }
  }
}

import Market

/// A level axis of time below a plot.
struct TimeAxis: Sendable {
  let first: Timestamp
  let last: Timestamp
  let left: Double
  let right: Double

  func x(_ time: Timestamp) -> Double {
    let share = Double((time - first).milliseconds) / Double(max((last - first).milliseconds, 1))
    return left + share * (right - left)
  }

  func ticks(_ scene: Scene) -> [TimeTicks.Tick] {
    TimeTicks(
      from: first, to: last, position: x, width: { scene.typesetter.width($0, scene.design.label) },
      clear: scene.design.isNarrow ? 22 : 34
    ).ticks
  }

  /// - Parameter y: of the axis's line.
  func add(to scene: inout Scene, y: Double) {
    let design = scene.design
    var free = scene.bounds.left + design.margin / 2
    for tick in ticks(scene) {
      let x = x(tick.time)
      scene.rule(x: x, from: y, to: y + 8, .axis)
      let width = scene.typesetter.width(tick.label, design.label)
      let start = max(x - width / 2, left)
      guard start >= free, start + width <= design.width - design.margin / 2 else { continue }
      let box = scene.text(tick.label, design.label, .muted, x: start, baseline: y + 35)
      free = box.right + 12
    }
  }
}

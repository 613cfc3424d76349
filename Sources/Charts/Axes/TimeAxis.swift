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

  /// - Parameters:
  ///   - y: of the axis's line.
  ///   - taken: where something else stands among the labels.
  func add(to scene: inout Scene, y: Double, taken: ClosedRange<Double>? = nil) {
    let design = scene.design
    var free = scene.bounds.left + design.margin / 2
    for tick in ticks(scene) {
      let x = x(tick.time)
      scene.rule(x: x, from: y, to: y + 8, .axis)
      let width = scene.typesetter.width(tick.label, design.label)
      let start = max(x - width / 2, left)
      guard start >= free, start + width <= design.width - design.margin / 2 else { continue }
      if let taken, start < taken.upperBound + 12, start + width > taken.lowerBound - 12 {
        continue
      }
      let box = scene.text(tick.label, design.label, .muted, x: start, baseline: y + 35)
      free = box.right + 12
    }
  }

  /// The end of what is known, set off on the axis as the close is on that of prices. It stands on
  /// the side that it speaks of.
  ///
  /// - Returns: where it stands.
  static func addCutoff(
    _ words: String, to scene: inout Scene, x: Double, y: Double
  ) -> ClosedRange<Double> {
    let design = scene.design
    let label = scene.textMark(words, design.strong, .ground, x: x - 10, baseline: y + 36, .end)
    let plate = Box(left: label.box.left - 10, top: y + 8, right: x + 1, bottom: y + 44)
    scene.box(plate, .ink)
    scene.add(.text(label))
    return plate.left...plate.right
  }
}

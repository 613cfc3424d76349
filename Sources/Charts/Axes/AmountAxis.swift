import Market

/// A level axis of amounts with labels that keep clear of each other.
struct AmountAxis {
  let scale: Scale
  let ticks: Ticks
  let label: (Double) -> String
  let paint: Paint

  /// - Parameters:
  ///   - y: of the axis's line.
  ///   - above: labels stand above the line instead of below.
  ///   - within: labels are not set outside.
  /// - Returns: where the last label ends.
  @discardableResult
  func add(to scene: inout Scene, y: Double, above: Bool, within: ClosedRange<Double>) -> Double {
    let design = scene.design
    var free = within.lowerBound
    for value in ticks.values {
      let x = scale(value)
      scene.rule(
        x: x, from: above ? y - 8 : y, to: above ? y : y + 8, paint == .muted ? .axis : paint)
      let width = scene.typesetter.width(label(value), design.footer)
      // Labels at the ends move inwards rather than out of the chart.
      let left = min(max(x - width / 2, within.lowerBound), within.upperBound - width)
      guard left >= free, abs(left + width / 2 - x) < width / 2 + 1 else { continue }
      let text = scene.text(
        label(value), design.footer, paint, x: left, baseline: above ? y - 15 : y + 32)
      free = text.right + 16
    }
    return free - 16
  }
}

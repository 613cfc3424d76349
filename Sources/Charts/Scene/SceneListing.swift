import Market

/// The layout as text, for tests that hold it and for people who want to know why.
extension Scene: CustomStringConvertible {
  /// One line a mark: what it is, where, in which role; crowds of marks by their number.
  var description: String {
    let head = "scene \(design.size.rawValue) \(design.size.width)x\(design.size.height)"
    return ([head] + marks.flatMap { Scene.lines(of: $0, indent: "") }).joined(separator: "\n")
      + "\n"
  }

  private static func lines(of mark: Mark, indent: String) -> [String] {
    switch mark {
    case .box(let box, let paint): [indent + "box \(place(box)) \(paint.name)"]
    case .hatch(let box, let paint): [indent + "hatch \(place(box)) \(paint.name)"]
    case .line(let points, let stroke, let paint):
      [
        indent + "line \(ends(points)) width \(number(stroke.width))"
          + (stroke.dash.isEmpty ? "" : " dashed") + " \(paint.name)"
      ]
    case .area(let points, let paint):
      [indent + "area \(points.count) points \(place(Scene.bounds(of: points))) \(paint.name)"]
    case .text(let text):
      [
        indent + "text \(place(text.box)) \(text.style.size)"
          + (text.style.weight == .semibold ? " semibold" : "") + " \(text.paint.name) "
          + "\"\(text.text)\""
      ]
    case .cells(let grid):
      [indent + "cells \(grid.columnEdges.count - 1) x \(grid.rowEdges.count - 1)"]
    case .candles(let row):
      [indent + "candles \(row.candles.count) body \(number(row.bodyWidth))"]
    case .group(let name, let clip, let marks):
      [indent + "group \(name) \(place(clip))"] + summary(of: marks, indent: indent + "  ")
    }
  }

  /// Texts one by one, everything else counted.
  private static func summary(of marks: [Mark], indent: String) -> [String] {
    var counts: [String: Int] = [:]
    var lines: [String] = []
    for mark in marks {
      switch mark {
      case .text, .group, .cells, .candles: lines += Scene.lines(of: mark, indent: indent)
      case .box: counts["boxes", default: 0] += 1
      case .hatch: counts["hatched boxes", default: 0] += 1
      case .line: counts["lines", default: 0] += 1
      case .area: counts["areas", default: 0] += 1
      }
    }
    return lines + counts.sorted { $0.key < $1.key }.map { indent + "\($0.value) \($0.key)" }
  }

  private static func place(_ box: Box) -> String {
    "(\(number(box.left)),\(number(box.top)) \(number(box.right)),\(number(box.bottom)))"
  }

  private static func bounds(of points: [Point]) -> Box {
    points.reduce(
      Box(left: .infinity, top: .infinity, right: -.infinity, bottom: -.infinity)
    ) { box, point in
      Box(
        left: min(box.left, point.x), top: min(box.top, point.y), right: max(box.right, point.x),
        bottom: max(box.bottom, point.y))
    }
  }

  private static func ends(_ points: [Point]) -> String {
    guard let first = points.first, let last = points.last else { return "of no points" }
    return "\(points.count) points (\(number(first.x)),\(number(first.y)))"
      + "-(\(number(last.x)),\(number(last.y)))"
  }

  private static func number(_ value: Double) -> String {
    NumberText.fixed(value, decimals: 0, grouped: false)
  }
}

extension Paint {
  /// The role's name.
  var name: String {
    switch self {
    case .ground: "ground"
    case .grid: "grid"
    case .axis: "axis"
    case .ink: "ink"
    case .muted: "muted"
    case .long: "long"
    case .short: "short"
    case .interest: "interest"
    case .warning: "warning"
    default: "palette \(index)"
    }
  }
}

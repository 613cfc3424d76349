import Glibc
import Market

/// A chart laid out: every mark has its place. Drawing it decides nothing any more.
struct Scene: Sendable {
  let design: DesignSystem
  private(set) var marks: [Mark] = []
  let typesetter: Typesetter

  init(_ design: DesignSystem, _ typesetter: Typesetter) {
    self.design = design
    self.typesetter = typesetter
  }

  var bounds: Box { Box(left: 0, top: 0, right: design.width, bottom: design.height) }

  mutating func add(_ mark: Mark) { marks.append(mark) }
  mutating func box(_ box: Box, _ paint: Paint) { marks.append(.box(box, paint)) }

  mutating func line(_ points: [Point], _ paint: Paint, width: Double, dash: [Double] = []) {
    marks.append(.line(points, Stroke(width: width, dash: dash), paint))
  }

  /// A level line that covers whole pixels.
  mutating func rule(
    y: Double, from left: Double, to right: Double, _ paint: Paint, width: Double = 2
  ) {
    let top = (y - width / 2).rounded()
    box(Box(left: left, top: top, right: right, bottom: top + width), paint)
  }

  /// An upright line that covers whole pixels.
  mutating func rule(
    x: Double, from top: Double, to bottom: Double, _ paint: Paint, width: Double = 2
  ) {
    let left = (x - width / 2).rounded()
    box(Box(left: left, top: top, right: left + width, bottom: bottom), paint)
  }

  /// A dot with a rim of paper, so that it stands off what it lies on.
  static func dot(_ middle: Point, _ paint: Paint, radius: Double = 7) -> [Mark] {
    let disc = { (radius: Double) in
      (0..<24).map { corner in
        let angle = Double(corner) * .pi / 12
        return Point(x: middle.x + cos(angle) * radius, y: middle.y + sin(angle) * radius)
      }
    }
    return [.area(disc(radius + 3), .ground), .area(disc(radius), paint)]
  }

  func textMark(
    _ text: String, _ style: TextStyle, _ paint: Paint, x: Double, baseline: Double,
    _ anchor: TextMark.Anchor = .start, tabular: Bool = false
  ) -> TextMark {
    let width = typesetter.width(text, style, tabular: tabular)
    let left =
      switch anchor {
      case .start: x
      case .middle: x - width / 2
      case .end: x - width
      }
    return TextMark(
      text: text, style: style, paint: paint, origin: Point(x: left, y: baseline.rounded()),
      width: width, tabular: tabular)
  }

  /// - Returns: what the text covers.
  @discardableResult
  mutating func text(
    _ text: String, _ style: TextStyle, _ paint: Paint, x: Double, baseline: Double,
    _ anchor: TextMark.Anchor = .start, tabular: Bool = false
  ) -> Box {
    let mark = textMark(
      text, style, paint, x: x, baseline: baseline, anchor, tabular: tabular)
    if !text.isEmpty { marks.append(.text(mark)) }
    return mark.box
  }

  /// Text whose capitals are centred on a height.
  @discardableResult
  mutating func text(
    _ text: String, _ style: TextStyle, _ paint: Paint, x: Double, middle: Double,
    _ anchor: TextMark.Anchor = .start, tabular: Bool = false
  ) -> Box {
    self.text(
      text, style, paint, x: x, baseline: middle + 0.36 * Double(style.size), anchor,
      tabular: tabular)
  }

  /// Text on a patch of paper, for the inside of a plot.
  @discardableResult
  mutating func note(
    _ text: String, _ style: TextStyle, _ paint: Paint, x: Double, middle: Double,
    _ anchor: TextMark.Anchor = .start
  ) -> Box {
    let mark = textMark(
      text, style, paint, x: x, baseline: middle + 0.36 * Double(style.size), anchor)
    let plate = mark.box.inset(-8, -4)
    box(plate, .ground)
    marks.append(.text(mark))
    return plate
  }

  /// All text, also that within groups.
  var texts: [TextMark] { Scene.texts(in: marks) }

  private static func texts(in marks: [Mark]) -> [TextMark] {
    marks.flatMap { mark -> [TextMark] in
      switch mark {
      case .text(let text): [text]
      case .group(_, _, let inner): texts(in: inner)
      default: []
      }
    }
  }
}

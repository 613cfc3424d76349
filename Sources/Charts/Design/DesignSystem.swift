/// Type, spacing and line weights: the same for every chart of a size, in pixels.
struct DesignSystem: Sendable {
  let size: ChartSize

  var width: Double { Double(size.width) }
  var height: Double { Double(size.height) }
  /// Laid out for little width: fewer ticks, labels on two lines.
  var isNarrow: Bool { size != .wide }

  // The type scale. Charts are shown at half size and less, so nothing is below 22.
  var kicker: TextStyle { TextStyle(weight: .semibold, size: size == .card ? 28 : 22) }
  var title: TextStyle {
    TextStyle(weight: .semibold, size: size == .card ? 46 : isNarrow ? 33 : 38)
  }
  var subtitle: TextStyle { TextStyle(weight: .regular, size: isNarrow ? 23 : 25) }
  var label: TextStyle { TextStyle(weight: .regular, size: 24) }
  var strong: TextStyle { TextStyle(weight: .semibold, size: 24) }
  var footer: TextStyle { TextStyle(weight: .regular, size: 22) }

  /// From the canvas's edge to anything.
  var margin: Double { size == .card ? 40 : isNarrow ? 26 : 44 }
  /// Between two things that belong together.
  var gap: Double { 10 }
  /// Between two things that do not.
  var space: Double { isNarrow ? 18 : 22 }
  /// Text lines that follow each other, as a multiple of the type's size.
  var leading: Double { 1.24 }

  var stroke: Double { 3 }
  var strongStroke: Double { 4 }
}

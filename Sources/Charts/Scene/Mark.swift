/// One thing on a chart, with its final place: all that is left is to colour pixels.
enum Mark: Sendable {
  /// Whole pixels.
  case box(Box, Paint)
  /// Diagonal lines in a box.
  case hatch(Box, Paint)
  case line([Point], Stroke, Paint)
  /// A filled polygon.
  case area([Point], Paint)
  case text(TextMark)
  case cells(CellGrid)
  case candles(CandleRow)
  /// Marks of which only what lies in the box is seen; `name` says in listings what they are.
  case group(name: String, clip: Box, [Mark])
}

/// A line of text in its place.
struct TextMark: Sendable {
  enum Anchor: String, Sendable {
    case start, middle, end
  }

  var text: String
  var style: TextStyle
  var paint: Paint
  /// The left end of the baseline.
  var origin: Point
  var width: Double
  /// Every digit as wide as the widest.
  var tabular: Bool

  /// What the letters cover: from above the tallest to below the lowest.
  var box: Box {
    Box(
      left: origin.x, top: origin.y - 0.78 * Double(style.size), right: origin.x + width,
      bottom: origin.y + 0.22 * Double(style.size))
  }
}

/// Cells of palette indices on a grid of whole pixels.
struct CellGrid: Sendable {
  /// Ascending pixel columns: one more than there are columns of cells.
  var columnEdges: [Int]
  /// Ascending pixel rows, one more than there are rows of cells, the top row first.
  var rowEdges: [Int]
  /// Row by row from the top; the ground's index leaves a cell as it is.
  var indices: [UInt8]
  /// The first index of short pools, which are parted from the next column by a line some steps
  /// fainter: a texture that tells them from long ones without colour.
  var partedFrom: UInt8?
}

/// Candles of one width.
struct CandleRow: Sendable {
  struct Candle: Hashable, Sendable {
    /// Pixel column of the middle.
    var x: Double
    var open, high, low, close: Double
  }

  var candles: [Candle]
  /// Pixels; below 3 a candle is a line from high to low.
  var bodyWidth: Double
}

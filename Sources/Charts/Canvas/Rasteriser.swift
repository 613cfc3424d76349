import Glibc

/// Exact area coverage of polygons.
///
/// Each edge adds to the cells it crosses the signed area between itself and the right edge of the
/// canvas; a running sum along the row is then each pixel's coverage. Polygons are turned to one
/// direction first and sums above one are cut, so that pieces that overlap make their union.
struct Rasteriser: Sendable {
  private var width = 0
  private var height = 0
  /// A row has one cell more than the canvas, for what lies right of it. All are zero between two
  /// sweeps, whatever the size.
  private var sums: [Float] = []
  /// The columns that hold something, row by row.
  private var first: [Int] = []
  private var last: [Int] = []
  private var rows: Range<Int> = 0..<0

  /// Takes up a canvas of another size. Call between two sweeps.
  mutating func prepare(width: Int, height: Int) {
    self.width = width
    self.height = height
    if first.count < height {
      first = Array(repeating: Int.max, count: height)
      last = Array(repeating: -1, count: height)
    }
  }

  /// Adds a closed polygon, cut off at the clip box.
  mutating func add(_ polygon: [Point], clip: Box) {
    guard polygon.count > 2, polygon.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return }
    let cells = (width + 2) * height
    if sums.count < cells { sums = Array(repeating: 0, count: cells) }
    var doubledArea = 0.0
    var previous = polygon[polygon.count - 1]
    for point in polygon {
      doubledArea += previous.x * point.y - point.x * previous.y
      previous = point
    }
    let direction: Float = doubledArea < 0 ? -1 : 1
    for point in polygon {
      if previous.y < point.y {
        addEdge(from: previous, to: point, sign: direction, clip: clip)
      } else if previous.y > point.y {
        addEdge(from: point, to: previous, sign: -direction, clip: clip)
      }
      previous = point
    }
  }

  /// Adds one edge, which runs downwards.
  private mutating func addEdge(from a: Point, to b: Point, sign: Float, clip: Box) {
    let top = max(a.y, clip.top)
    let bottom = min(b.y, clip.bottom)
    guard top < bottom else { return }
    let slope = (b.x - a.x) / (b.y - a.y)
    var y = top
    var row = Int(top)
    while y < bottom {
      let nextY = min(Double(row + 1), bottom)
      let x0 = min(max(a.x + (y - a.y) * slope, clip.left), clip.right)
      let x1 = min(max(a.x + (nextY - a.y) * slope, clip.left), clip.right)
      addRow(row, min(x0, x1), max(x0, x1), height: sign * Float(nextY - y))
      y = nextY
      row += 1
    }
    let touched = Int(top)..<row
    rows =
      rows.isEmpty
      ? touched
      : min(rows.lowerBound, touched.lowerBound)..<max(rows.upperBound, touched.upperBound)
  }

  /// Spreads an edge's height over the cells between its two ends in one row.
  private mutating func addRow(_ row: Int, _ left: Double, _ right: Double, height: Float) {
    let start = row * (width + 2)
    let firstCell = Int(left)
    let lastCell = Int(right)
    first[row] = min(first[row], firstCell)
    last[row] = max(last[row], lastCell + 1)
    if firstCell == lastCell {
      let outside = Float((left + right) / 2 - Double(firstCell))
      sums[start + firstCell] += height * (1 - outside)
      sums[start + firstCell + 1] += height * outside
      return
    }
    // The part of the edge in each cell, and in it the share of the cell to the edge's right.
    let perPixel = height / Float(right - left)
    var carried: Float = 0
    for cell in firstCell...lastCell {
      let from = max(left, Double(cell))
      let to = min(right, Double(cell + 1))
      let part = perPixel * Float(to - from)
      let outside = Float((from + to) / 2 - Double(cell))
      sums[start + cell] += carried + part * (1 - outside)
      carried = part * outside
    }
    sums[start + lastCell + 1] += carried
  }

  /// Calls back with each run of pixels that are covered alike, and forgets everything.
  ///
  /// - Parameter paint: row, columns, coverage from above 0 to 1.
  mutating func sweep(_ paint: (Int, Range<Int>, Float) -> Void) {
    for row in rows where last[row] >= 0 {
      let start = row * (width + 2)
      var sum: Float = 0
      let end = last[row] + 1
      var column = first[row]
      while column < end {
        sum += sums[start + column]
        sums[start + column] = 0
        let left = column
        repeat { column += 1 } while column < end && sums[start + column] == 0
        if left < width, sum > 0.004 || sum < -0.004 {
          paint(row, left..<min(column, width), min(abs(sum), 1))
        }
      }
      first[row] = Int.max
      last[row] = -1
    }
    rows = 0..<0
  }
}

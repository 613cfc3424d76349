import Glibc

/// How a line is drawn.
struct Stroke: Hashable, Sendable {
  var width: Double
  /// Lengths drawn and left out in turn; empty for a whole line.
  var dash: [Double] = []

  /// The polygons whose union is the line: a box for each piece and a disc at each bend.
  func outlines(of points: [Point]) -> [[Point]] {
    var outlines: [[Point]] = []
    for piece in dashed(points) {
      for (index, (a, b)) in zip(piece, piece.dropFirst()).enumerated() {
        let length = hypot(b.x - a.x, b.y - a.y)
        guard length > 0 else { continue }
        let x = (b.y - a.y) / length * width / 2
        let y = (a.x - b.x) / length * width / 2
        outlines.append([
          Point(x: a.x + x, y: a.y + y), Point(x: b.x + x, y: b.y + y),
          Point(x: b.x - x, y: b.y - y), Point(x: a.x - x, y: a.y - y),
        ])
        if index > 0 { outlines.append(disc(around: a)) }
      }
    }
    return outlines
  }

  private func disc(around centre: Point) -> [Point] {
    (0..<12).map { corner in
      let angle = Double(corner) * .pi / 6
      return Point(x: centre.x + cos(angle) * width / 2, y: centre.y + sin(angle) * width / 2)
    }
  }

  private func dashed(_ points: [Point]) -> [[Point]] {
    guard !dash.isEmpty, dash.allSatisfy({ $0 > 0 }) else { return [points] }
    var pieces: [[Point]] = []
    var current: [Point] = points.first.map { [$0] } ?? []
    var phase = 0
    var left = dash[0]
    for (a, b) in zip(points, points.dropFirst()) {
      let length = hypot(b.x - a.x, b.y - a.y)
      var done = 0.0
      while length - done > left {
        done += left
        let share = done / length
        let cut = Point(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share)
        if phase % 2 == 0 { pieces.append(current + [cut]) }
        current = [cut]
        phase += 1
        left = dash[phase % dash.count]
      }
      left -= length - done
      current.append(b)
    }
    if phase % 2 == 0, current.count > 1 { pieces.append(current) }
    return pieces
  }
}

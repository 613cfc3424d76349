import Glibc

/// How a line is drawn.
struct Stroke: Hashable, Sendable {
  var width: Double
  /// Lengths drawn and left out in turn; empty for a whole line.
  var dash: [Double] = []

  /// The polygons whose union is the line: bands with mitred bends, and a disc at each sharp bend.
  func outlines(of points: [Point]) -> [[Point]] {
    dashed(points).flatMap { Outline($0, width: width).polygons }
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

/// The outline of one whole line. Pieces that overlap would be darker where both cover a part of a
/// pixel, so gentle bends are one band and only sharp ones are put together.
private struct Outline {
  private(set) var polygons: [[Point]] = []
  private let half: Double
  private var left: [Point] = []
  private var right: [Point] = []

  init(_ points: [Point], width: Double) {
    half = width / 2
    var segments: [(a: Point, b: Point, length: Double)] = []
    for (a, b) in zip(points, points.dropFirst()) {
      let length = hypot(b.x - a.x, b.y - a.y)
      if length > 0 { segments.append((a, b, length)) }
    }
    for (index, segment) in segments.enumerated() {
      let normal = Outline.normal(segment)
      if left.isEmpty { add(segment.a, normal, 1) }
      guard index + 1 < segments.count else {
        add(segment.b, normal, 1)
        break
      }
      let next = segments[index + 1]
      let after = Outline.normal(next)
      let cosine = normal.x * after.x + normal.y * after.y
      // The tangent of half the bend: how far the inner edges run into each other.
      let inner = half * (max(1 - cosine, 0) / max(1 + cosine, 1e-9)).squareRoot()
      if cosine > 0.5, inner < min(segment.length, next.length) {
        let sum = Point(x: normal.x + after.x, y: normal.y + after.y)
        add(segment.b, sum, 1 / (1 + cosine))
      } else {
        add(segment.b, normal, 1)
        finish()
        polygons.append(disc(around: segment.b))
      }
    }
    finish()
  }

  private static func normal(_ segment: (a: Point, b: Point, length: Double)) -> Point {
    Point(
      x: (segment.b.y - segment.a.y) / segment.length,
      y: (segment.a.x - segment.b.x) / segment.length)
  }

  private mutating func add(_ point: Point, _ offset: Point, _ scale: Double) {
    let (x, y) = (offset.x * half * scale, offset.y * half * scale)
    left.append(Point(x: point.x + x, y: point.y + y))
    right.append(Point(x: point.x - x, y: point.y - y))
  }

  private mutating func finish() {
    if left.count > 1 { polygons.append(left + right.reversed()) }
    left.removeAll()
    right.removeAll()
  }

  private func disc(around centre: Point) -> [Point] {
    (0..<12).map { corner in
      let angle = Double(corner) * .pi / 6
      return Point(x: centre.x + cos(angle) * half, y: centre.y + sin(angle) * half)
    }
  }
}

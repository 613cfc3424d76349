import Briefing
import Market

/// Both sides' cascade curves, checked, from the close outwards.
struct CascadeData: Sendable {
  struct Point: Hashable, Sendable {
    /// Positive fractions of the close.
    var shock: Double
    var move, moveP10, moveP90: Double
    var usd, p10, p90: Double
  }

  /// Smallest shock first.
  let points: [Side: [Point]]
  /// The smallest shock that more than doubles itself.
  let runaway: [Side: Double]
  let close: Double
  let impact: ImpactReport
  let voids: [VoidReport]

  /// - Throws: `ChartError.impossible` for figures that no cascade can have.
  init(_ report: CascadeReport, close: Double) throws(ChartError) {
    try requirePositive(close, "the close")
    self.close = close
    impact = report.impact
    voids = report.voids
    var points: [Side: [Point]] = [:]
    var runaway: [Side: Double] = [:]
    for curve in [report.fall, report.rise] {
      var before = 0.0
      for point in curve.points {
        guard point.shock > before, point.shock.isFinite else {
          throw .impossible(name: "a cascade's shock", found: point.shock)
        }
        before = point.shock
        for value in [
          point.finalMove, point.finalMoveP10 ?? 0, point.finalMoveP90 ?? 0, point.usd,
          point.usdP10, point.usdP90,
        ]
        where !(value >= 0 && value.isFinite) {
          throw .impossible(name: "a cascade's outcome", found: value)
        }
        points[curve.side, default: []].append(
          Point(
            shock: point.shock, move: point.finalMove,
            moveP10: min(point.finalMoveP10 ?? point.finalMove, point.finalMove),
            moveP90: max(point.finalMoveP90 ?? point.finalMove, point.finalMove), usd: point.usd,
            p10: min(point.usdP10, point.usd), p90: max(point.usdP90, point.usd)))
      }
      if let shock = curve.runawayShock {
        try requirePositive(shock, "a runaway threshold")
        runaway[curve.side] = shock
      }
    }
    (self.points, self.runaway) = (points, runaway)
  }

  var largestShock: Double { all.reduce(0) { max($0, $1.shock) } }
  /// Of the move, beyond the shock.
  var mostAdded: Double { all.reduce(0) { max($0, $1.moveP90 - $1.shock) } }
  var mostUSD: Double { all.reduce(0) { max($0, $1.p90) } }
  var isEmpty: Bool { all.isEmpty }

  private var all: [Point] { Side.allCases.flatMap { points[$0] ?? [] } }

  /// The outcome of a shock, between the points on either side of it; `nil` past the last.
  func outcome(_ side: Side, shock: Double) -> Point? {
    let points = points[side] ?? []
    guard let upper = points.firstIndex(where: { $0.shock >= shock }) else { return nil }
    let from =
      upper > 0
      ? points[upper - 1]
      : Point(
        shock: 0, move: 0, moveP10: 0, moveP90: 0, usd: 0, p10: 0, p90: 0)
    let to = points[upper]
    let share = (shock - from.shock) / (to.shock - from.shock)
    let mixed = { (a: Double, b: Double) in a + (b - a) * share }
    return Point(
      shock: shock, move: mixed(from.move, to.move), moveP10: mixed(from.moveP10, to.moveP10),
      moveP90: mixed(from.moveP90, to.moveP90), usd: mixed(from.usd, to.usd),
      p10: mixed(from.p10, to.p10), p90: mixed(from.p90, to.p90))
  }
}

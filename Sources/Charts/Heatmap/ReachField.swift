import Briefing
import Glibc
import Market

/// The chance that a price is reached by some hour, between the lines that a projection gives.
///
/// Along the price the logarithm of the chance is interpolated, from certainty at the close through
/// every line, and continued past the last one at its slope. Between steps the lines' distances grow
/// with the root of time, as those of a diffusion do.
struct ReachField: Sendable {
  private let hours: [Double]
  private let logChances: [Double]
  /// Log distances from the close by side, then line, then step.
  private let distances: [Side: [[Double]]]

  /// - Throws: `ChartError` where lines and steps do not fit together.
  init(_ report: ProjectionReport, close: Double) throws(ChartError) {
    var before = 0.0
    for hour in report.hours {
      guard hour > before, hour.isFinite else {
        throw .impossible(name: "a step of the projection", found: hour)
      }
      before = hour
    }
    let lines = report.reach.sorted { $0.probability > $1.probability }
    for line in lines {
      guard line.probability > 0, line.probability <= 1 else {
        throw .impossible(name: "a probability of reach", found: line.probability)
      }
      for prices in [line.below, line.above] where prices.count != report.hours.count {
        throw .seriesLength(
          name: "a line of reach", found: prices.count, expected: report.hours.count)
      }
      for price in line.below + line.above { try requirePositive(price, "a line of reach") }
    }
    hours = report.hours
    logChances = lines.map { log($0.probability) }
    distances = [
      .long: lines.map { line in line.below.map { max(log(close / $0), 0) } },
      .short: lines.map { line in line.above.map { max(log($0 / close), 0) } },
    ]
  }

  /// Log chance against log distance at one hour, from the close outwards.
  struct Curve: Sendable {
    fileprivate var knots: [(distance: Double, logChance: Double)]

    /// - Parameter distance: log distance from the close, on the curve's side.
    func chance(_ distance: Double) -> Double {
      guard knots.count > 1, distance > 0 else { return distance > 0 ? 0 : 1 }
      var upper = 1
      while upper < knots.count - 1, knots[upper].distance < distance { upper += 1 }
      let (a, b) = (knots[upper - 1], knots[upper])
      let slope = (b.logChance - a.logChance) / max(b.distance - a.distance, 1e-12)
      return exp(min(a.logChance + slope * (distance - a.distance), 0))
    }
  }

  func curve(_ side: Side, hour: Double) -> Curve {
    let (step, share) = place(of: hour)
    var curve = Curve(knots: [(0, 0)])
    for (line, logChance) in zip(distances[side] ?? [], logChances) {
      let from = step > 0 ? line[step - 1] : 0
      let to = step < line.count ? line[step] : from
      let nearest = (curve.knots.last?.distance ?? 0) + 1e-9
      curve.knots.append((max(from + (to - from) * share, nearest), logChance))
    }
    return curve
  }

  /// The step that an hour lies in and how far into it, in roots of time.
  private func place(of hour: Double) -> (step: Int, share: Double) {
    let step = hours.firstIndex { $0 >= hour } ?? hours.count
    guard step < hours.count else { return (step, 0) }
    let from = step > 0 ? hours[step - 1].squareRoot() : 0
    let to = hours[step].squareRoot()
    return (step, (max(hour, 0).squareRoot() - from) / max(to - from, 1e-12))
  }
}

import Glibc
import Market

/// Where the price may go in the week after a close, frozen at that close.
///
/// Falls and rises are as likely: what the past tells is how far, not which way. Hours beyond 168 are
/// taken as 168. See `Guides/Projection.md`.
public struct Projection: Sendable, Hashable, Codable {
  /// Steps of four hours up to 168.
  static let steps = 42
  public static let stepHours = Double(DayPath.slotHours)
  /// The longest horizon, in hours.
  public static let longest = Double(steps) * stepHours

  public let close: Price
  /// Windows of the past that were over, of the longest horizon.
  public let windows: Int
  /// The volatility forecast at each step, the first of which is the close: of hourly ranges, which
  /// read higher than returns.
  private let sigmas: [Double]
  /// Distances from the close in the price's logarithm, ascending from zero.
  private let depths: [Double]
  /// Step by step: the probability that a depth is reached, and that the price ends beyond it.
  private let reach: [Double]
  private let end: [Double]

  /// Points of the grid of depths, and the farthest in standard deviations of the longest horizon.
  private static let points = 128
  private static let farthest = 10.0
  /// The standard deviation of a day's return over the root of its hours' range variances: Bitcoin in
  /// 2023.
  private static let returnShare = 0.905
  /// No probability asked for is taken as smaller.
  private static let least = 1e-6

  /// - Parameters:
  ///   - sigmas: at each step, from the close's zero.
  ///   - horizons: hours at which shapes are known, ascending, each a multiple of a step.
  ///   - shapes: survival on the grid of `PathShape`.
  init(
    close: Price, sigmas: [Double], horizons: [Int], shapes: [PathShape.Survival],
    windows: Int
  ) {
    self.close = close
    self.windows = windows
    self.sigmas = sigmas
    let points = Projection.points
    let sigma = sigmas[Projection.steps]
    // Fine near the close, where a step of four hours decides, and coarse far from it.
    let bend = 6.0
    let depths = (0..<points).map { index in
      sigma * Projection.farthest * sinh(bend * Double(index) / Double(points - 1)) / sinh(bend)
    }
    var reach = [Double](repeating: 0, count: (Projection.steps + 1) * points)
    var end = reach
    reach[0] = 1
    end[0] = 0.5
    var upper = 0
    for step in 1...Projection.steps {
      let hours = step * DayPath.slotHours
      while upper < horizons.count - 1, horizons[upper] < hours { upper += 1 }
      let lower = max(0, upper - 1)
      let span = Double(horizons[upper] - horizons[lower])
      let lean = span > 0 ? Double(hours - horizons[lower]) / span : 1
      for point in 0..<points {
        let place = depths[point] / sigmas[step] / PathShape.step
        func value(_ table: KeyPath<PathShape.Survival, [Double]>) -> Double {
          let near = Projection.interpolated(shapes[lower][keyPath: table], at: place)
          let far = Projection.interpolated(shapes[upper][keyPath: table], at: place)
          return near + (far - near) * lean
        }
        let index = step * points + point
        // What is reached in less time is reached in more.
        reach[index] = max(value(\.reach), reach[index - points])
        end[index] = value(\.end)
      }
    }
    self.depths = depths
    self.reach = reach
    self.end = end
  }

  /// One standard deviation of the log return from the close.
  public func sigma(hours: Double) -> Double {
    let (step, lean) = Projection.place(hours)
    let before = sigmas[step] * sigmas[step]
    guard lean > 0 else { return Projection.returnShare * sigmas[step] }
    let after = sigmas[step + 1] * sigmas[step + 1]
    return Projection.returnShare * (before + (after - before) * lean).squareRoot()
  }

  /// The probability that the price touches a level within so many hours: one at the close itself,
  /// falling with the distance and growing with the hours; zero for what is no price.
  public func reachProbability(of level: Price, withinHours hours: Double) -> Double {
    guard level.value > 0, level.value.isFinite else { return 0 }
    return reachProbability(depth: abs(log(level / close)), withinHours: hours)
  }

  /// The same at a distance from the close in the price's logarithm.
  public func reachProbability(depth: Double, withinHours hours: Double) -> Double {
    guard depth > 0 else { return 1 }
    return value(reach, depth: depth, hours: hours)
  }

  /// The price below which the market stands with a probability after so many hours.
  ///
  /// - Parameter share: 0 to 1; brought inside by a millionth.
  public func quantile(_ share: Double, hours: Double) -> Price {
    let below = share < 0.5
    let depth = depth(end, of: below ? share : 1 - share, hours: hours)
    return close * exp(below ? -depth : depth)
  }

  /// The price that is touched with a probability within so many hours: the inverse of
  /// `reachProbability`.
  ///
  /// - Parameters:
  ///   - probability: 0 to 1; brought inside by a millionth.
  ///   - side: `long` for the price below the close, at which longs stand, `short` for that above.
  public func reachedPrice(probability: Double, side: Side, hours: Double) -> Price {
    close * exp(-side.sign * depth(reach, of: probability, hours: hours))
  }

  private static func interpolated(_ values: [Double], at place: Double) -> Double {
    let last = values.count - 1
    guard place < Double(last) else {
      return values[last] * pow(Double(last) / place, ReferencePath.tailPower)
    }
    let index = Int(place)
    return values[index] + (values[index + 1] - values[index]) * (place - Double(index))
  }

  /// The step at or before a time, and how far it lies to the next.
  private static func place(_ hours: Double) -> (step: Int, lean: Double) {
    guard hours > 0 else { return (0, 0) }
    let place = min(Double(steps), hours / stepHours)
    let step = Int(place)
    return (step, place - Double(step))
  }

  private func value(_ table: [Double], depth: Double, hours: Double) -> Double {
    let (step, lean) = Projection.place(hours)
    // Within the first step the path is a step's path made smaller.
    guard step > 0 else {
      guard lean > 0 else { return 0 }
      return value(table, depth: depth / lean.squareRoot(), hours: Projection.stepHours)
    }
    func at(_ step: Int) -> Double {
      let points = Projection.points
      let row = step * points
      guard depth < depths[points - 1] else {
        return table[row + points - 1] * pow(depths[points - 1] / depth, ReferencePath.tailPower)
      }
      var low = 0
      var high = points - 1
      while high - low > 1 {
        let middle = (low + high) / 2
        if depths[middle] <= depth { low = middle } else { high = middle }
      }
      let part = (depth - depths[low]) / (depths[high] - depths[low])
      return table[row + low] + (table[row + high] - table[row + low]) * part
    }
    let before = at(step)
    return lean > 0 ? before + (at(step + 1) - before) * lean : before
  }

  /// The depth at which a falling table comes down to a probability.
  private func depth(_ table: [Double], of probability: Double, hours: Double) -> Double {
    let (step, lean) = Projection.place(hours)
    guard step > 0 else {
      guard lean > 0 else { return 0 }
      return depth(table, of: probability, hours: Projection.stepHours) * lean.squareRoot()
    }
    let wanted = max(Projection.least, probability.isNaN ? 0.5 : probability)
    let points = Projection.points
    func at(_ point: Int) -> Double {
      let before = table[step * points + point]
      guard lean > 0 else { return before }
      return before + (table[(step + 1) * points + point] - before) * lean
    }
    guard wanted < at(0) else { return 0 }
    guard wanted > at(points - 1) else {
      return depths[points - 1] * pow(at(points - 1) / wanted, 1 / ReferencePath.tailPower)
    }
    var low = 0
    var high = points - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if at(middle) >= wanted { low = middle } else { high = middle }
    }
    let fall = at(low) - at(high)
    let part = fall > 0 ? (at(low) - wanted) / fall : 0
    return depths[low] + (depths[high] - depths[low]) * part
  }
}

import Foundation
import Market

/// How a walk's daily variance changes: its logarithm is a slow part, which the forecast knows up to the
/// close, and what is new each day.
struct WalkVolatility {
  /// Of a day; near what Bitcoin moved in 2023 and 2024.
  static let sigma = 0.024
  /// What of the slow part is left after a day.
  private static let kept = 0.93

  /// Standard deviations of the slow part and of the daily one.
  private let slow: Double
  private let daily: Double

  static let constant = WalkVolatility(slow: 0, daily: 0)
  /// As the logarithm of Bitcoin's daily variances in 2023, less its weekday's mean: variance 0.82, and
  /// autocovariances of 0.45 after a day, 0.26 after a week, 0.13 after two.
  static let changing = WalkVolatility(slow: 0.67, daily: 0.61)

  func start(random: inout SeededGenerator) -> Double { slow * random.normal() }

  /// The next day's variance; the mean over all days is the same whatever the spreads.
  func next(_ state: inout Double, random: inout SeededGenerator) -> Double {
    let kept = WalkVolatility.kept
    state = kept * state + slow * (1 - kept * kept).squareRoot() * random.normal()
    let logarithm = state + daily * random.normal() - (slow * slow + daily * daily) / 2
    return WalkVolatility.sigma * WalkVolatility.sigma * exp(logarithm)
  }

  /// States among which probabilities are interpolated.
  var states: [Double] { slow > 0 ? (-8...8).map { 0.5 * slow * Double($0) } : [0] }
}

/// The precise probability that a level is touched within a window, by what is known at its start.
///
/// Whatever the days' variances, a path of the sum `V` touches depth `d` with probability
/// `erfc(d / sqrt(2 V))`: the mean of that over many draws of the days to come.
struct ReachLaw {
  static let distances = (1...20).map { 0.005 * Double($0) }
  private static let draws = 20_000

  let days: Int
  private let states: [Double]
  /// By state; below and above the close at each distance.
  private let table: [[Double]]

  init(_ volatility: WalkVolatility, days: Int, random: inout SeededGenerator) {
    self.days = days
    states = volatility.states
    let depths = ReachLaw.distances.flatMap { [-log1p(-$0), log1p($0)] }
    var table: [[Double]] = []
    for first in states {
      var chances = [Double](repeating: 0, count: depths.count)
      for _ in 0..<ReachLaw.draws {
        var state = first
        var variance = 0.0
        for _ in 0..<days { variance += volatility.next(&state, random: &random) }
        for (index, depth) in depths.enumerated() {
          chances[index] += erfc(depth / (2 * variance).squareRoot()) / Double(ReachLaw.draws)
        }
      }
      table.append(chances)
    }
    self.table = table
  }

  func chances(state: Double) -> [Double] {
    guard let upper = states.firstIndex(where: { $0 > state }) else {
      return table[states.count - 1]
    }
    guard upper > 0 else { return table[0] }
    let lean = (state - states[upper - 1]) / (states[upper] - states[upper - 1])
    return zip(table[upper - 1], table[upper]).map { $0 + ($1 - $0) * lean }
  }
}

extension SeededGenerator {
  /// Standard normal.
  mutating func normal() -> Double {
    (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform())
  }
}

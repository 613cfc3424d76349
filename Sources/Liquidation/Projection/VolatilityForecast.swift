import Glibc
import Market

/// How much the price is expected to move on each of the days after a close.
///
/// A mixture of exponentially weighted means of daily variances, short memories for tomorrow and long
/// ones for the days after it, times a factor of the day of the week: weekends are calm. The factors
/// are learned from the trailing days and begin at a fifth of what Bitcoin's were in 2023.
struct VolatilityForecast: Sendable, Codable {
  /// Days after which an observation counts half.
  static let halfLives = [1.0, 5, 25, 120]
  /// The mixture for the next day, and for the day a week ahead; days between lie between.
  static let near = [0.30, 0.15, 0.25, 0.30]
  static let far = [0.15, 0.15, 0.25, 0.45]
  /// The logarithm of the weekdays' factors before any was seen, Monday first, and how many
  /// observations of each they are worth.
  static let weekdays = [0.06, 0.06, 0.06, 0.06, 0.06, -0.2, -0.1]
  static let weekdayWeight = 4.0
  /// Days after which an observation of a weekday counts half.
  static let weekdayHalfLife = 180.0
  /// One wild day moves its weekday's factor by no more than this, in its logarithm.
  static let weekdayLimit = 1.5

  private var sums: [Double]
  private var weights: [Double]
  private var weekdaySums = [Double](repeating: 0, count: 7)
  private var weekdayCounts = [Double](repeating: 0, count: 7)

  init() {
    let variance = Volatility.priorSigma * Volatility.priorSigma
    weights = VolatilityForecast.halfLives.map { _ in Volatility.priorWeight }
    sums = weights.map { $0 * variance }
  }

  mutating func record(_ path: DayPath) {
    let variance = max(path.variance, Volatility.floor * Volatility.floor)
    let today = path.day.weekday
    let before = factor(today)
    let surprise = log(variance / (level(ahead: 0) * before))
    let limit = VolatilityForecast.weekdayLimit
    weekdaySums[today] += min(limit, max(-limit, surprise + log(before)))
    weekdayCounts[today] += 1
    let forget = exp2(-1 / VolatilityForecast.weekdayHalfLife)
    for index in 0..<7 {
      weekdaySums[index] *= forget
      weekdayCounts[index] *= forget
    }
    for (index, halfLife) in VolatilityForecast.halfLives.enumerated() {
      let decay = exp2(-1 / halfLife)
      sums[index] = sums[index] * decay + variance / before
      weights[index] = weights[index] * decay + 1
    }
  }

  /// The variance expected of a day.
  ///
  /// - Parameter ahead: 0 for the day after the last one recorded.
  func variance(of day: Day, ahead: Int) -> Double {
    max(level(ahead: ahead), Volatility.floor * Volatility.floor) * factor(day.weekday)
  }

  private func level(ahead: Int) -> Double {
    let lean = min(1, Double(ahead) / 6)
    var level = 0.0
    for index in sums.indices {
      let near = VolatilityForecast.near[index]
      let weight = near + (VolatilityForecast.far[index] - near) * lean
      level += weight * sums[index] / weights[index]
    }
    return level
  }

  /// What a weekday's variance is multiplied by; the seven have a geometric mean of one.
  private func factor(_ weekday: Int) -> Double {
    let weight = VolatilityForecast.weekdayWeight
    func mean(_ index: Int) -> Double {
      (weekdaySums[index] + weight * VolatilityForecast.weekdays[index])
        / (weekdayCounts[index] + weight)
    }
    let centre = (0..<7).reduce(0) { $0 + mean($1) } / 7
    return exp(mean(weekday) - centre)
  }
}

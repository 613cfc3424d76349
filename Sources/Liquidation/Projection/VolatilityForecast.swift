import Glibc
import Market

/// How much the price is expected to move in the hours after a close, from the days before it.
///
/// The level is a mixture of exponentially weighted means of daily variances; the day of the week and
/// the time of day have factors of their own, learned from the trailing days and drawn to one.
struct VolatilityForecast: Sendable {
  /// Days after which an observation counts half, short to long.
  static let halfLives = [1.5, 6.0, 25.0, 90.0]
  /// The mixture for the next day and for the day a week ahead; days between lie between.
  static let nearWeights = [0.30, 0.35, 0.25, 0.10]
  static let farWeights = [0.10, 0.25, 0.40, 0.25]
  /// Observations of each weekday that the drawing to one is worth, and days for the time of day.
  static let weekdayPrior = 8.0
  static let slotPrior = 20.0
  /// How slowly the factors are let go of.
  static let factorHalfLife = 180.0

  private var sums = [Double](repeating: 0, count: VolatilityForecast.halfLives.count)
  private var weights = [Double](repeating: 0, count: VolatilityForecast.halfLives.count)
  private var weekdaySums = [Double](repeating: 0, count: 7)
  private var weekdayCounts = [Double](repeating: 0, count: 7)
  private var slotSums = [Double](repeating: 0, count: DayPath.slots)
  private var slotCount = 0.0

  init() {
    for index in sums.indices {
      weights[index] = Volatility.priorWeight
      sums[index] = Volatility.priorWeight * Volatility.priorSigma * Volatility.priorSigma
    }
  }

  mutating func record(_ path: DayPath) {
    let variance = max(path.dayVariance, Volatility.floor * Volatility.floor)
    let expected = level(VolatilityForecast.nearWeights) * weekday(path.day.weekday)
    let forget = exp2(-1 / VolatilityForecast.factorHalfLife)
    // The logarithm, so that a crash does not make its weekday wild for half a year.
    weekdaySums[path.day.weekday] += min(1.5, max(-1.5, log(variance / expected)))
    weekdayCounts[path.day.weekday] += 1
    for index in 0..<7 {
      weekdaySums[index] *= forget
      weekdayCounts[index] *= forget
    }
    for index in 0..<DayPath.slots {
      let share = path.variance[index] / max(path.dayVariance, 1e-300) * Double(DayPath.slots)
      slotSums[index] = (slotSums[index] + share) * forget
    }
    slotCount = (slotCount + 1) * forget
    for index in sums.indices {
      let decay = exp2(-1 / VolatilityForecast.halfLives[index])
      sums[index] = sums[index] * decay + variance / weekday(path.day.weekday)
      weights[index] = weights[index] * decay + 1
    }
  }

  /// The variance expected up to the end of each slot after a close, beginning with zero.
  func variances(after day: Day, slots: Int) -> [Double] {
    var total = 0.0
    var variances = [0.0]
    variances.reserveCapacity(slots + 1)
    for index in 0..<slots {
      let ahead = index / DayPath.slots
      let lean = min(1, Double(ahead) / 6)
      let mixture = zip(VolatilityForecast.nearWeights, VolatilityForecast.farWeights)
        .map { $0 + ($1 - $0) * lean }
      let daily = level(mixture) * weekday((day + 1 + ahead).weekday)
      let least = Volatility.floor * Volatility.floor
      total += max(daily, least) * slot(index % DayPath.slots) / Double(DayPath.slots)
      variances.append(total)
    }
    return variances
  }

  private func level(_ mixture: [Double]) -> Double {
    var level = 0.0
    for index in sums.indices { level += mixture[index] * sums[index] / weights[index] }
    return level
  }

  private func weekday(_ weekday: Int) -> Double {
    func mean(_ index: Int) -> Double {
      weekdaySums[index] / (weekdayCounts[index] + VolatilityForecast.weekdayPrior)
    }
    let centre = (0..<7).reduce(0) { $0 + mean($1) } / 7
    return exp(mean(weekday) - centre)
  }

  private func slot(_ slot: Int) -> Double {
    (slotSums[slot] + VolatilityForecast.slotPrior) / (slotCount + VolatilityForecast.slotPrior)
  }
}

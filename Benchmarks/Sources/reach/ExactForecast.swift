import Foundation
import Market

/// How far off an exact forecast looks: Brownian walks whose volatility is known, levels and windows as
/// in the backtest, each level given precisely its probability.
struct ExactForecast {
  /// Of a day; near what Bitcoin moved in 2023 and 2024.
  static let sigma = 0.024
  static let histories = 200
  /// Tenths with fewer levels are left out.
  static let fewestLevels = 100

  static func printTable(days: Int) {
    print("| window | all tenths within 3 points, of \(histories) | largest miss, median (90 %) |")
    print("|---|---|---|")
    var random = SeededGenerator(seed: 1)
    var worst = [[Double]](repeating: [], count: 3)
    for _ in 0..<histories {
      let walk = Walk(days: days, random: &random)
      for (index, length) in [1, 3, 7].enumerated() { worst[index].append(walk.worst(length)) }
    }
    for (index, length) in [1, 3, 7].enumerated() {
      let sorted = worst[index].sorted()
      let share = Double(sorted.count { $0 <= 0.03 }) / Double(sorted.count)
      print(
        "| \(24 * length) h | \(NumberText.percent(share, decimals: 0)) "
          + "| \(NumberText.fixed(100 * quantile(sorted, 0.5), decimals: 1)) "
          + "(\(NumberText.fixed(100 * quantile(sorted, 0.9), decimals: 1))) |")
    }
  }

  /// Closes and extremes of each day, in the price's logarithm.
  private struct Walk {
    var closes = [0.0]
    var lows: [Double] = []
    var highs: [Double] = []

    init(days: Int, random: inout SeededGenerator) {
      let step = sigma / 24.0.squareRoot()
      var at = 0.0
      for _ in 0..<days {
        var low = at
        var high = at
        for _ in 0..<24 {
          let radius = (-2 * log(1 - random.uniform())).squareRoot()
          let next = at + step * radius * cos(2 * .pi * random.uniform())
          // The extremes of a Brownian bridge between the two.
          func reach(_ share: Double) -> Double {
            ((next - at) * (next - at) - 2 * step * step * log(share)).squareRoot()
          }
          high = max(high, (at + next + reach(1 - random.uniform())) / 2)
          low = min(low, (at + next - reach(1 - random.uniform())) / 2)
          at = next
        }
        lows.append(low)
        highs.append(high)
        closes.append(at)
      }
    }

    func worst(_ length: Int) -> Double {
      var said = [Double](repeating: 0, count: 10)
      var came = said
      var levels = said
      let spread = sigma * Double(length).squareRoot() * 2.0.squareRoot()
      for start in 0...lows.count - length {
        let fall = closes[start] - (lows[start..<start + length].min() ?? 0)
        let rise = (highs[start..<start + length].max() ?? 0) - closes[start]
        for distance in (1...20).map({ 0.005 * Double($0) }) {
          for (depth, extreme) in [(-log1p(-distance), fall), (log1p(distance), rise)] {
            let chance = erfc(depth / spread)
            let tenth = min(9, Int(10 * chance))
            said[tenth] += chance
            came[tenth] += extreme >= depth ? 1 : 0
            levels[tenth] += 1
          }
        }
      }
      return (0..<10).map { tenth in
        levels[tenth] >= Double(fewestLevels)
          ? abs(came[tenth] - said[tenth]) / levels[tenth] : 0
      }.max() ?? 0
    }
  }
}

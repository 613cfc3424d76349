import Foundation
import Market

/// How far off an exact forecast looks: walks whose law the forecast knows, levels and windows as in the
/// backtest, each level given precisely its probability.
enum ExactForecast {
  static let histories = 200
  /// Tenths with fewer levels are left out.
  static let fewestLevels = 100
  private static let lengths = [1, 3, 7]

  static func printTable(days: Int) {
    print(
      """
      | market | window | all tenths within 3 points, of \(histories) | largest miss, median (90 %) \
      | all levels' mean miss, sd |
      |---|---|---|---|---|
      """)
    for (name, volatility) in [
      ("volatility constant and known", WalkVolatility.constant),
      ("volatility like Bitcoin's, its law known", .changing),
    ] {
      var random = SeededGenerator(seed: 1)
      let tables = lengths.map { ReachLaw(volatility, days: $0, random: &random) }
      var misses = [[Miss]](repeating: [], count: lengths.count)
      for _ in 0..<histories {
        let walk = Walk(days: days, volatility, random: &random)
        for (index, table) in tables.enumerated() { misses[index].append(walk.miss(of: table)) }
      }
      for (length, misses) in zip(lengths, misses) {
        let sorted = misses.map(\.largest).sorted()
        let share = Double(sorted.count { $0 <= 0.03 }) / Double(sorted.count)
        let spread = (misses.reduce(0) { $0 + $1.mean * $1.mean } / Double(misses.count))
          .squareRoot()
        print(
          "| \(name) | \(24 * length) h | \(NumberText.percent(share, decimals: 0)) "
            + "| \(points(quantile(sorted, 0.5))) (\(points(quantile(sorted, 0.9)))) "
            + "| \(points(spread)) |")
      }
    }
  }

  private static func points(_ share: Double) -> String {
    NumberText.fixed(100 * share, decimals: 1)
  }

  /// What came less what was said: of the worst tenth, and of all levels.
  private struct Miss {
    var largest: Double
    var mean: Double
  }

  /// Closes and extremes of each day in the price's logarithm, and the state known at each close.
  private struct Walk {
    var closes = [0.0]
    var lows: [Double] = []
    var highs: [Double] = []
    var states: [Double]

    init(days: Int, _ volatility: WalkVolatility, random: inout SeededGenerator) {
      var state = volatility.start(random: &random)
      states = [state]
      var at = 0.0
      for _ in 0..<days {
        let variance = volatility.next(&state, random: &random) / 24
        var low = at
        var high = at
        for _ in 0..<24 {
          let next = at + variance.squareRoot() * random.normal()
          // The extremes of a Brownian bridge between the two.
          func reach(_ share: Double) -> Double {
            ((next - at) * (next - at) - 2 * variance * log(share)).squareRoot()
          }
          high = max(high, (at + next + reach(1 - random.uniform())) / 2)
          low = min(low, (at + next - reach(1 - random.uniform())) / 2)
          at = next
        }
        lows.append(low)
        highs.append(high)
        closes.append(at)
        states.append(state)
      }
    }

    func miss(of law: ReachLaw) -> Miss {
      var said = [Double](repeating: 0, count: 10)
      var came = said
      var levels = said
      for start in 0...lows.count - law.days {
        let end = start + law.days
        let fall = closes[start] - (lows[start..<end].min() ?? 0)
        let rise = (highs[start..<end].max() ?? 0) - closes[start]
        let chances = law.chances(state: states[start])
        for (index, distance) in ReachLaw.distances.enumerated() {
          for (side, reached) in [fall >= -log1p(-distance), rise >= log1p(distance)].enumerated() {
            let chance = chances[2 * index + side]
            let tenth = min(9, Int(10 * chance))
            said[tenth] += chance
            came[tenth] += reached ? 1 : 0
            levels[tenth] += 1
          }
        }
      }
      let largest = (0..<10).map { tenth in
        levels[tenth] >= Double(fewestLevels)
          ? abs(came[tenth] - said[tenth]) / levels[tenth] : 0
      }.max()
      let all = came.reduce(0, +) - said.reduce(0, +)
      return Miss(largest: largest ?? 0, mean: all / levels.reduce(0, +))
    }
  }
}

import Briefing
import Glibc
import Market

@testable import Briefing
@testable import Charts

/// Scorecards of a market's days: lifts that settle as windows come in, whiskers that close up.
enum SyntheticRecord {
  static let rules = [
    "mirrored", "uniform", "distance", "time_at_price", "volume_at_price", "round_numbers",
    "ladder", "open_interest_rule", "taker_rule",
  ]

  static func input(days: Int, baselines: Bool = true, reach: Bool = true) -> TrackRecordInput {
    let last = Day(number: 19_940)
    return TrackRecordInput(
      marketName: "Bitcoin", sources: ["Binance BTCUSDT"], cutoff: last.close, simulated: true,
      scorecards: (0..<days).map { index in
        (last - (days - 1 - index), card(day: index, baselines: baselines, reach: reach))
      })
  }

  static func card(day: Int, baselines: Bool, reach: Bool) -> Scorecard {
    var generator = SeededGenerator(seed: UInt64(day) + 7)
    let horizons = [24, 72, 168].compactMap { hours -> HorizonScore? in
      guard day + 1 >= hours / 24 else { return nil }
      let windows = day + 2 - hours / 24
      let side = { (drift: Double) -> SideScore in
        let lift = drift + (generator.uniform() - 0.5) * 2 / Double(windows).squareRoot()
        return SideScore(
          cells: 100, events: 4, reportedUSD: 1e7, placedUSD: 5e6,
          running: running(
            max(lift, 0), windows: windows, hours: hours, baselines: baselines, &generator))
      }
      return HorizonScore(
        hours: hours, frozen: Day(number: 19_900), long: side(0.9), short: side(1.5))
    }
    return Scorecard(
      chance10: 0.1, chance25: 0.25, horizons: horizons,
      reach: reach ? records(windows: day + 1) : nil, sentences: [])
  }

  static func running(
    _ lift: Double, windows: Int, hours: Int, baselines: Bool,
    _ generator: inout SeededGenerator
  ) -> RunningScore {
    let half = 2.2 / Double(windows).squareRoot()
    let ranged = windows >= 10
    return RunningScore(
      windows: windows, lift25: lift, lift25Low: ranged ? max(lift - half, 0) : nil,
      lift25High: ranged ? lift + half : nil,
      baselines: baselines
        ? rules.map { name in
          let value = 0.6 + generator.uniform() * 0.8
          return BaselineScore(
            name: name, lift25: value, lift25Low: ranged ? max(value - half, 0) : nil,
            lift25High: ranged ? value + half : nil)
        } : nil)
  }

  static func records(windows: Int) -> [ReachRecord] {
    var generator = SeededGenerator(seed: UInt64(windows))
    return [24, 72, 168].compactMap { hours in
      let over = windows - hours / 24 + 1
      guard over > 0 else { return nil }
      let ranged = over >= 10
      let bins = (0..<10).map { tenth -> ReliabilityReport in
        let forecast = (Double(tenth) + 0.5) / 10
        let off = (generator.uniform() - 0.5) * 0.25
        let observed = min(max(forecast + off, 0), 1)
        let levels = Int(Double(over) * 12 * exp(-3 * forecast)) + 1
        let half = min(0.9 / Double(levels).squareRoot(), 0.4)
        return ReliabilityReport(
          forecast: forecast, observed: observed,
          observedLow: ranged ? max(observed - half, 0) : nil,
          observedHigh: ranged ? min(observed + half, 1) : nil, levels: levels)
      }
      return ReachRecord(
        hours: hours, windows: over, brierSkill: ranged ? 0.117 : nil,
        brierSkillLow: ranged ? 0.052 : nil, brierSkillHigh: ranged ? 0.188 : nil,
        reliability: bins)
    }
  }
}

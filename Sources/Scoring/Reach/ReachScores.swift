import Glibc
import Market

/// What the levels of one side and horizon add up to.
struct ReachScores: Sendable {
  var brierSkill: Interval?
  var reliability: [ReliabilityBin] = []
  var magnet: Interval?
  var reversal1h: Interval?
  var reversal4h: Interval?

  init(_ levels: [ReachLevel], days: Int, bootstrap: (Int) -> BlockBootstrap) {
    var byDay = [[ReachLevel]](repeating: [], count: days)
    for level in levels { byDay[level.day].append(level) }
    // Days before a forecast was possible would only dilute the blocks.
    byDay.removeAll { $0.isEmpty }
    let blocks = bootstrap(byDay.count)
    let tallies = byDay.map(ReachScores.tally)
    let reach = ReachTally.ranges(of: tallies, blocks)
    brierSkill = reach.brierSkill
    reliability = tallies.reduce(into: ReachTally()) { $0 += $1 }
      .reliability(ranges: reach.observed)
    // Each resample is a regression of its own.
    let fewer = BlockBootstrap(
      days: blocks.days, blockLength: blocks.blockLength, resamples: min(300, blocks.resamples),
      seed: blocks.seed)
    magnet = fewer.interval { chosen in ReachScores.magnet(chosen.flatMap { byDay[$0] }) }
    reversal1h = blocks.interval { chosen in
      ReachScores.reversal(chosen, byDay, \.reversal1h)
    }
    reversal4h = blocks.interval { chosen in
      ReachScores.reversal(chosen, byDay, \.reversal4h)
    }
  }

  private static func tally(_ levels: [ReachLevel]) -> ReachTally {
    levels.reduce(into: ReachTally()) {
      $0.add(
        probability: $1.probability, climatology: $1.climatology, reached: $1.reached)
    }
  }

  /// The coefficient of the map's contrast in a logistic regression of "reached" on the reach
  /// probability's log odds and the contrast, by Newton's method.
  private static func magnet(_ levels: [ReachLevel]) -> Double? {
    let rows = levels.compactMap { level -> ([Double], Double)? in
      // A level far out of reach would rule the fit by its odds alone.
      let probability = min(0.999, max(0.001, level.probability))
      return level.contrast.map {
        ([1, log(probability / (1 - probability)), $0], level.reached ? 1.0 : 0)
      }
    }
    guard rows.count >= 50 else { return nil }
    var beta = [0.0, 1, 0]
    for _ in 0..<12 {
      var system = SymmetricSystem(count: 3)
      for (row, outcome) in rows {
        let score = zip(beta, row).reduce(0) { $0 + $1.0 * $1.1 }
        let chance = 1 / (1 + exp(-score))
        let root = max(1e-6, chance * (1 - chance)).squareRoot()
        system.add(row.map { $0 * root }, value: (outcome - chance) / root)
      }
      guard let step = system.solution() else { return nil }
      for index in beta.indices { beta[index] += min(2, max(-2, step[index])) }
      if step.allSatisfy({ abs($0) < 1e-8 }) { break }
    }
    return beta[2]
  }

  /// The mean turn after levels denser than their surroundings, less that after levels thinner.
  private static func reversal(
    _ chosen: [Int], _ byDay: [[ReachLevel]], _ turn: KeyPath<ReachLevel, Double?>
  ) -> Double? {
    var dense = SIMD2<Double>.zero
    var thin = SIMD2<Double>.zero
    for day in chosen {
      for level in byDay[day] {
        guard let value = level[keyPath: turn], let contrast = level.contrast else { continue }
        if contrast > 0 { dense += SIMD2(value, 1) } else { thin += SIMD2(value, 1) }
      }
    }
    guard dense[1] >= 10, thin[1] >= 10 else { return nil }
    return dense[0] / dense[1] - thin[0] / thin[1]
  }
}

/// Forecasts of about one probability, and how often what they spoke of came.
public struct ReliabilityBin: Hashable, Sendable, Encodable {
  /// The mean forecast.
  public var forecast: Double
  public var observed: Double
  /// Of `observed`, 95 % of the day-block resamples; `nil` with too few days.
  public var range: Interval?
  public var levels: Int
  /// Windows that had a level in the tenth; those of neighbouring days overlap, so that of windows of a
  /// week about a seventh are independent.
  public var windows: Int

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: FlatKey.self)
    try container.encode(forecast, forKey: FlatKey("forecast"))
    try container.encode(observed, forKey: FlatKey("observed"))
    try container.encodeIfPresent(range?.lo, forKey: FlatKey("observed_lo"))
    try container.encodeIfPresent(range?.hi, forKey: FlatKey("observed_hi"))
    try container.encode(levels, forKey: FlatKey("levels"))
    try container.encode(windows, forKey: FlatKey("windows"))
  }
}

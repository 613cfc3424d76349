import Market

/// Freezes a market's reach probabilities at each close and holds them, when their windows are over,
/// against where the price went.
///
/// Holds the forecasts of the longest window, and for each older one its two extremes and its tally by
/// tenths.
struct ReachLog: Sendable, Codable {
  /// A level at a fixed distance from the close.
  private struct FrozenLevel: Sendable, Codable {
    var side: Side
    /// In the price's logarithm.
    var depth: Double
    var probability: Double
    var climatology: Double
  }

  private struct FrozenReach: Sendable, Codable {
    var day: Day
    var close: Price
    var zones: [FrozenZone] = []
    /// By length in days.
    var levels: [Int: [FrozenLevel]] = [:]
  }

  /// What became of the zones of the windows that ended at a close.
  private struct Fates: Sendable, Codable {
    var day: Day
    var zones: [ZoneFate]
  }

  private let lengths: [Int]
  private var frozen: [FrozenReach] = []
  private var climatology: [Int: ReachClimatology] = [:]
  /// By length in days: the windows that had probabilities, in order of time.
  private var tallies: [Int: [ReachTally]] = [:]
  private var fates: [Int: Fates] = [:]

  init(lengths: [Int]) { self.lengths = lengths }

  /// - Parameter series: holds the bars of the longest window.
  mutating func close(_ day: Day, series: BarSeries) {
    frozen.removeAll { $0.day < day - (lengths.max() ?? 0) }
    guard let last = series.bars.last, last.time + series.interval >= day.close else { return }
    for length in lengths {
      guard let forecast = frozen.last(where: { $0.day == day - length }) else { continue }
      let bars = Array(series.bars[series.bars.firstIndex(at: forecast.day.close)...])
      guard let extremes = WindowExtremes(from: forecast.close, over: bars) else { continue }
      climatology[length, default: ReachClimatology()].record(extremes)
      let zones = forecast.zones.compactMap { ZoneFate($0, days: length, bars: bars) }
      fates[length] = Fates(day: day, zones: zones)
      guard let levels = forecast.levels[length] else { continue }
      tallies[length, default: []].append(
        levels.reduce(into: ReachTally()) {
          $0.add(
            probability: $1.probability, climatology: $1.climatology,
            reached: extremes.reaches($1.depth, $1.side))
        })
    }
  }

  /// - Parameter probability: that a depth in the price's logarithm is reached within so many days;
  ///   `nil` where there is no forecast.
  mutating func freeze(
    _ zones: [FrozenZone], close: Price, at day: Day,
    probability: (_ depth: Double, _ days: Int) -> Double?
  ) {
    var reach = FrozenReach(day: day, close: close, zones: zones)
    for length in lengths {
      guard let past = climatology[length], past.windows >= ReachLevels.fewestWindows else {
        continue
      }
      let levels = Side.allCases.flatMap { side in
        ReachLevels.distances.compactMap { distance -> FrozenLevel? in
          let depth = ReachLevels.depth(side, distance)
          return probability(depth, length).map {
            FrozenLevel(
              side: side, depth: depth, probability: $0,
              climatology: past.share(atLeast: depth))
          }
        }
      }
      if !levels.isEmpty { reach.levels[length] = levels }
    }
    frozen.append(reach)
  }

  /// Empty where no zone of the window that ends at a close had a probability.
  func zones(endingAt day: Day, days length: Int) -> [ZoneFate] {
    fates[length].flatMap { $0.day == day ? $0.zones : nil } ?? []
  }

  /// - Returns: `nil` where no window with probabilities is over.
  func running(days length: Int, bootstrap: (Int) -> BlockBootstrap) -> RunningReach? {
    guard let tallies = tallies[length] else { return nil }
    let sum = tallies.reduce(into: ReachTally()) { $0 += $1 }
    guard tallies.count >= ForecastLog.fewestWindows else {
      return RunningReach(windows: tallies.count, reliability: sum.reliability())
    }
    let ranges = ReachTally.ranges(of: tallies, bootstrap(tallies.count))
    return RunningReach(
      windows: tallies.count, brierSkill: sum.brierSkill, brierSkillRange: ranges.brierSkill,
      reliability: sum.reliability(ranges: ranges.observed))
  }
}

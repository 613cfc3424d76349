/// What the levels of a window, or of several, add up to: by tenths of the probability, and the squared
/// errors of the forecast and of climatology.
struct ReachTally: Hashable, Sendable, Codable {
  static let tenths = 10

  /// By tenth the levels and those that were reached, then the squared errors of the forecast and of
  /// climatology, then by tenth the sum of the forecasts and the windows with a level in it: a tally is
  /// one window's until it is added to another.
  private var lanes = [Double](repeating: 0, count: forecasts + 2 * tenths)

  private static let reached = tenths
  private static let ownError = 2 * tenths
  private static let climatologyError = ownError + 1
  private static let forecasts = ownError + 2
  private static let windows = forecasts + tenths

  init() {}

  mutating func add(probability: Double, climatology: Double, reached isReached: Bool) {
    let outcome = isReached ? 1.0 : 0
    let tenth = min(ReachTally.tenths - 1, max(0, Int(probability * Double(ReachTally.tenths))))
    let own = probability - outcome
    let other = climatology - outcome
    lanes[tenth] += 1
    lanes[ReachTally.reached + tenth] += outcome
    lanes[ReachTally.ownError] += own * own
    lanes[ReachTally.climatologyError] += other * other
    lanes[ReachTally.forecasts + tenth] += probability
    lanes[ReachTally.windows + tenth] = 1
  }

  static func += (a: inout ReachTally, b: ReachTally) {
    for lane in a.lanes.indices { a.lanes[lane] += b.lanes[lane] }
  }

  /// One minus the Brier score over climatology's; `nil` where that is nought.
  var brierSkill: Double? { ReachTally.brierSkill(lanes) }

  /// The tenths that hold anything, lowest first.
  ///
  /// - Parameter ranges: of what was observed, by tenth; empty where there is none. A tenth that fewer
  ///   than `ForecastLog.fewestWindows` windows spoke of gets none: resamples of two days say nothing.
  func reliability(ranges: [Interval?] = []) -> [ReliabilityBin] {
    (0..<ReachTally.tenths).compactMap { tenth in
      guard let observed = ReachTally.observed(lanes, tenth) else { return nil }
      let windows = Int(lanes[ReachTally.windows + tenth])
      let isJudged = windows >= ForecastLog.fewestWindows && ranges.indices.contains(tenth)
      return ReliabilityBin(
        forecast: lanes[ReachTally.forecasts + tenth] / lanes[tenth], observed: observed,
        range: isJudged ? ranges[tenth] : nil, levels: Int(lanes[tenth]), windows: windows)
    }
  }

  private static func brierSkill(_ lanes: [Double]) -> Double? {
    let other = lanes[climatologyError]
    return other > 0 ? 1 - lanes[ownError] / other : nil
  }

  /// The share of a tenth's levels that were reached; `nil` where it has none.
  private static func observed(_ lanes: [Double], _ tenth: Int) -> Double? {
    lanes[tenth] > 0 ? lanes[reached + tenth] / lanes[tenth] : nil
  }
}

extension ReachTally {
  /// The skill of all days' levels and how often what each tenth spoke of came, with their ranges.
  ///
  /// - Parameter days: one for each day of the bootstrap.
  static func ranges(
    of days: [ReachTally], _ bootstrap: BlockBootstrap
  ) -> (brierSkill: Interval?, observed: [Interval?]) {
    // Resamples do not ask for the forecasts' means.
    let table = days.flatMap { $0.lanes.prefix(forecasts) }
    var intervals = bootstrap.intervals(ofSums: table, lanes: forecasts) { sums in
      [brierSkill(sums)] + (0..<tenths).map { observed(sums, $0) }
    }
    let skill = intervals.isEmpty ? nil : intervals.removeFirst()
    return (skill, intervals)
  }
}

/// What the levels of a window, or of several, add up to: by tenths of the probability, and the squared errors of
/// the forecast and of climatology.
struct ReachTally: Hashable, Sendable {
  static let tenths = 10

  /// The first ten lanes are the tenths; the last two of `levels` hold the squared errors.
  private var levels = SIMD16<Double>.zero
  private var forecasts = SIMD16<Double>.zero
  private var reached = SIMD16<Double>.zero
  /// Windows with a level in a tenth: a tally is one window's until it is added to another.
  private var windows = SIMD16<Double>.zero
  private static let ownError = 14
  private static let climatologyError = 15

  init() {}

  mutating func add(probability: Double, climatology: Double, reached isReached: Bool) {
    let outcome = isReached ? 1.0 : 0
    let tenth = min(ReachTally.tenths - 1, max(0, Int(probability * Double(ReachTally.tenths))))
    levels[tenth] += 1
    forecasts[tenth] += probability
    reached[tenth] += outcome
    windows[tenth] = 1
    let own = probability - outcome
    let other = climatology - outcome
    levels[ReachTally.ownError] += own * own
    levels[ReachTally.climatologyError] += other * other
  }

  static func += (a: inout ReachTally, b: ReachTally) {
    a.levels += b.levels
    a.forecasts += b.forecasts
    a.reached += b.reached
    a.windows += b.windows
  }

  /// All but the forecasts' means, for resamples, which do not ask for them.
  fileprivate mutating func addOutcomes(of other: ReachTally) {
    levels += other.levels
    reached += other.reached
  }

  /// One minus the Brier score over climatology's; `nil` where that is nought.
  var brierSkill: Double? {
    let other = levels[ReachTally.climatologyError]
    return other > 0 ? 1 - levels[ReachTally.ownError] / other : nil
  }

  /// The share of a tenth's levels that were reached; `nil` where it has none.
  func observed(_ tenth: Int) -> Double? {
    levels[tenth] > 0 ? reached[tenth] / levels[tenth] : nil
  }

  /// The tenths that hold anything, lowest first.
  ///
  /// - Parameter ranges: of what was observed, by tenth; empty where there is none.
  func reliability(ranges: [Interval?] = []) -> [ReliabilityBin] {
    (0..<ReachTally.tenths).compactMap { tenth in
      guard let observed = observed(tenth) else { return nil }
      return ReliabilityBin(
        forecast: forecasts[tenth] / levels[tenth], observed: observed,
        range: ranges.indices.contains(tenth) ? ranges[tenth] : nil, levels: Int(levels[tenth]),
        windows: Int(windows[tenth]))
    }
  }
}

extension BlockBootstrap {
  /// The skill of all days' levels and how often what each tenth spoke of came, with their ranges.
  ///
  /// - Parameter days: one for each day of the bootstrap.
  func reach(_ days: [ReachTally]) -> (brierSkill: Interval?, observed: [Interval?]) {
    var intervals = intervals { chosen in
      var sum = ReachTally()
      for index in chosen { sum.addOutcomes(of: days[index]) }
      return [sum.brierSkill] + (0..<ReachTally.tenths).map(sum.observed)
    }
    let skill = intervals.isEmpty ? nil : intervals.removeFirst()
    return (skill, intervals)
  }
}

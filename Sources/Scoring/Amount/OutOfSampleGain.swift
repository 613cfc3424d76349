import Market

/// How much more of a target's variance a feature explains than a baseline alone, on days after those
/// that both were fitted on.
struct OutOfSampleGain: Sendable {
  /// One observation.
  struct Row: Hashable, Sendable {
    /// The day's place among the days that are scored.
    var day: Int
    /// What both models know; without the constant.
    var base: [Double]
    /// What the richer model knows besides.
    var feature: Double
    var target: Double
  }

  /// The baseline's R² on the later half, and what the feature adds to it; at most one together.
  let baseline: Double
  let gain: Interval

  /// Fits both models by least squares on the first half of the days and measures them on the second.
  ///
  /// - Parameters:
  ///   - days: how many there are.
  ///   - embargo: days before the middle that are left out, as their windows reach past it.
  /// - Returns: `nil` where either half has too few rows or the target does not vary.
  init?(_ rows: [Row], days: Int, embargo: Int, bootstrap: (Int) -> BlockBootstrap) {
    let half = days / 2
    let train = rows.filter { $0.day + embargo < half }
    let test = rows.filter { $0.day >= half }
    guard let width = rows.first?.base.count, train.count >= 10 * (width + 2), test.count >= 20,
      let poor = OutOfSampleGain.coefficients(train, rich: false),
      let rich = OutOfSampleGain.coefficients(train, rich: true)
    else { return nil }
    var tallies = [Tally](repeating: Tally(), count: days - half)
    for row in test {
      tallies[row.day - half].add(
        target: row.target, poor: OutOfSampleGain.dot(poor, row, rich: false),
        rich: OutOfSampleGain.dot(rich, row, rich: true))
    }
    let all = tallies.reduce(Tally(), +)
    guard let baseline = all.r2(all.poor),
      let gain = bootstrap(tallies.count).interval({ chosen in
        let sum = chosen.reduce(Tally()) { $0 + tallies[$1] }
        guard let poor = sum.r2(sum.poor), let rich = sum.r2(sum.rich) else { return nil }
        return rich - poor
      })
    else { return nil }
    self.baseline = baseline
    self.gain = gain
  }

  private static func values(_ row: Row, rich: Bool) -> [Double] {
    [1] + row.base + (rich ? [row.feature] : [])
  }

  private static func coefficients(_ rows: [Row], rich: Bool) -> [Double]? {
    var system = SymmetricSystem(count: (rows.first?.base.count ?? 0) + (rich ? 2 : 1))
    for row in rows { system.add(values(row, rich: rich), value: row.target) }
    // A feature that never varies is told apart from the constant by nothing but this.
    return system.solution(ridge: 1e-8)
  }

  private static func dot(_ coefficients: [Double], _ row: Row, rich: Bool) -> Double {
    zip(coefficients, values(row, rich: rich)).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Sums over a day's rows.
  private struct Tally: Sendable {
    var count = 0.0
    var sum = 0.0
    var squares = 0.0
    var poor = 0.0
    var rich = 0.0

    mutating func add(target: Double, poor: Double, rich: Double) {
      count += 1
      sum += target
      squares += target * target
      self.poor += (target - poor) * (target - poor)
      self.rich += (target - rich) * (target - rich)
    }

    func r2(_ error: Double) -> Double? {
      guard count > 1 else { return nil }
      let total = squares - sum * sum / count
      return total > 1e-12 * squares ? 1 - error / total : nil
    }

    static func + (a: Tally, b: Tally) -> Tally {
      var c = a
      c.count += b.count
      c.sum += b.sum
      c.squares += b.squares
      c.poor += b.poor
      c.rich += b.rich
      return c
    }
  }
}

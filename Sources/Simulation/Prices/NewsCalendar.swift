import Market

/// The large news of a market, drawn from its seed: in each block of 45 days one bad and one
/// good surprise. What becomes of them, a crash, a squeeze or a shrug, is up to the book they meet.
struct NewsCalendar {
  /// A surprise that the market takes in over some time.
  struct Surprise {
    /// Step on which it breaks.
    var start: Int
    /// Steps until it is taken in.
    var duration: Int
    /// Log change of value that it is worth.
    var size: Double
  }

  private static let blockDays = 45
  private var generator: SeededGenerator
  private var nextBlock = 0
  private var pending: [Surprise] = []

  private let firstStep: Int

  /// - Parameter firstStep: step on which the first block begins.
  init(firstStep: Int, generator: SeededGenerator) {
    self.firstStep = firstStep
    self.generator = generator
  }

  /// The log change of value that large news bring in a step; steps must be asked for in order.
  mutating func drift(step: Int) -> Double {
    let recorded = step - firstStep
    if recorded >= nextBlock * Self.blockDays * SimulationClock.stepsPerDay {
      pending += surprises(ofBlock: nextBlock)
      nextBlock += 1
    }
    var drift = 0.0
    for surprise in pending where surprise.start <= recorded {
      drift += part(of: surprise)
    }
    if !pending.isEmpty { pending.removeAll { $0.start + $0.duration <= recorded + 1 } }
    return drift
  }

  /// What a step brings of a surprise: it comes in bursts, and opinions on it differ.
  private mutating func part(of surprise: Surprise) -> Double {
    let steps = Double(surprise.duration)
    // A burst has a mean of one.
    let burst = generator.logNormal(median: 0.375, spread: 1.4)
    let doubt = 0.3 * generator.normal() / steps.squareRoot()
    return surprise.size * (burst / steps + doubt)
  }

  /// The two surprises of a block: each has its half of it, so that they do not cancel.
  mutating func surprises(ofBlock block: Int) -> [Surprise] {
    let badFirst = generator.chance(0.5)
    return [true, false].map { isBad in
      let half = isBad == badFirst ? 0.0 : 0.5
      let day = Double(Self.blockDays) * (Double(block) + half + generator.between(0.08, 0.42))
      return Surprise(
        start: Int(day * Double(SimulationClock.stepsPerDay)),
        duration: SimulationClock.steps(hours: generator.between(0.4, 2.5)),
        size: isBad ? -generator.between(0.06, 0.1) : generator.between(0.04, 0.075))
    }
  }
}

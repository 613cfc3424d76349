import Glibc
import Market

extension BookPrior {
  /// Members that spread every assumption about its centre, the same for the same seed.
  ///
  /// Each assumption is drawn by Latin hypercube: every member has its own stratum of each, in an
  /// order of its own, so that sixteen members cover an assumption's range evenly. What is a factor is
  /// spread log-normally (churn by a factor of 1.6 either way at one standard deviation, sizes 2.7,
  /// seeding width 1.5, hedged share 1.4), the mix by log-normal leans, shares evenly.
  public static func ensemble(members: Int, seed: UInt64) -> [BookPrior] {
    let count = max(1, members)
    let random = SeededGenerator(seed: seed)
    func strata(_ stream: UInt64) -> [Double] {
      var random = random.fork(stream)
      var order = Array(0..<count)
      order.shuffle(using: &random)
      return order.map { (Double($0) + random.uniform()) / Double(count) }
    }
    let centre = BookPrior()
    let measuredShare = strata(1)
    let retailMedian = strata(2)
    let leverageTilt = strata(3)
    let hedged = strata(4)
    let takerTilt = strata(5)
    let churn = strata(6)
    let hazard = strata(7)
    let uniform = strata(8)
    let seeding = strata(9)
    let size = strata(10)
    let positions = (0..<LeverageLadder.count).map { strata(100 + UInt64($0)) }
    return (0..<count).map { m in
      var prior = centre
      prior.measuredShare = 0.5 + 0.4 * measuredShare[m]
      prior.retailMedian *= exp(0.3 * standardNormal(retailMedian[m]))
      prior.leverageTilt = 0.15 * standardNormal(leverageTilt[m])
      prior.hedgedFactor = exp(0.35 * standardNormal(hedged[m]))
      prior.takerTilt = 0.4 * takerTilt[m]
      prior.churn *= exp(0.47 * standardNormal(churn[m]))
      prior.hazardExponent = -0.25 + 0.5 * hazard[m]
      prior.entryUniformShare = 0.2 + 0.6 * uniform[m]
      prior.seedWidth *= exp(0.4 * standardNormal(seeding[m]))
      prior.typicalSizeUSD *= exp(standardNormal(size[m]))
      prior.leveragePositions = zip(LeverageLadder.settings, positions).map { range, strata in
        range.lowerBound + (range.upperBound - range.lowerBound) * strata[m]
      }
      return prior
    }
  }

  /// The standard normal's quantile by Newton's method on the error function, cut at 3.
  static func standardNormal(_ share: Double) -> Double {
    var x = 0.0
    for _ in 0..<40 {
      let below = 0.5 * erfc(-x / 2.0.squareRoot())
      let density = exp(-x * x / 2) / (2 * Double.pi).squareRoot()
      x = min(3, max(-3, x - min(1, max(-1, (below - share) / density))))
    }
    return x
  }
}

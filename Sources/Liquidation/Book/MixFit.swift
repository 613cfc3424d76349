import Glibc
import Market

/// Fits the mix of leverage of both sides and the venue's reporting law to hours of reports.
///
/// What an hour liquidated is linear in the mix: `x = sum over buckets of factor_k crossed_k`, the
/// factors being those of `MixLean`, which leave the sum of the shares at one, and a part of what was
/// traded on the way. What is reported of it follows the law, the same for both sides, since a venue's
/// feed does not know them. So what both sides have in common goes to the law, what they differ in to
/// their mixes. Completeness and level are told apart by little else than the prior: what leaves the
/// high buckets has to go to the low ones, which the price hardly reaches.
///
/// Minimised is the negative binomial's deviance, whose variance grows with the square of the mean,
/// with a pull to the prior: `log factor` is a random walk over the logarithm of leverage. Newton's
/// method with Fisher's information, damped as Marquardt's is.
struct MixFit: Sendable, Codable {
  /// What has been fitted; a new fit starts from here.
  private(set) var lean = MixLean()
  private(set) var law = ReportingLaw.prior

  /// An hour counts for a tenth: hours of a day are alike, and what they differ in is not the mix.
  static let weight = 0.1
  /// Standard deviation of the log factor's walk over a unit of log leverage: a factor of 2.4 either
  /// way between 1x and 10x, 3.6 between 1x and 100x.
  static let walk = 0.6
  /// Standard deviations about the law's prior: completeness and knee in the logarithm.
  static let completenessSpread = 0.3
  static let kneeSpread = 1.0
  static let exponentSpread = 0.2
  static let freshSpread = 1.5
  private static let exponents = 0.2...1.0
  private static let mostSteps = 6
  /// What is reported where nothing is expected, so that a surprise is finite.
  private static let floor = 1e-3

  private static let buckets = LeverageLadder.count - 1
  /// Completeness, knee, exponent.
  private static let common = 4
  private static let parameters = common + 2 * buckets
  /// Parameters that one side's samples depend on.
  private static let local = common + buckets

  /// - Parameter shares: the prior's openings by lane, each side's summing to one.
  mutating func fit(_ samples: [ReportSample], shares: [Double]) {
    let long = SideSamples(samples, .long)
    let short = SideSamples(samples, .short)
    var values = parameters()
    var system = SymmetricSystem(count: MixFit.parameters)
    var loss = MixFit.evaluate(values, long, short, shares: shares, into: &system)
    var damping = 1e-2
    var steps = 0
    while steps < MixFit.mostSteps, damping < 1e6 {
      steps += 1
      var damped = system
      for i in 0..<MixFit.parameters { damped.matrix[i * MixFit.parameters + i] += damping }
      guard let step = damped.solution() else { break }
      let candidate = MixFit.bounded(zip(values, step).map { $0 + min(1, max(-1, $1)) })
      var next = SymmetricSystem(count: MixFit.parameters)
      let reached = MixFit.evaluate(candidate, long, short, shares: shares, into: &next)
      guard reached < loss else {
        damping *= 10
        continue
      }
      let gain = loss - reached
      (values, loss, system) = (candidate, reached, next)
      damping = max(1e-9, damping / 10)
      if gain < 1e-4 { break }
    }
    take(values)
  }

  private func parameters() -> [Double] {
    [log(law.completeness), log(law.knee), law.exponent, log(law.fresh)]
      + lean.logs(.long).dropFirst() + lean.logs(.short).dropFirst()
  }

  private mutating func take(_ values: [Double]) {
    law = ReportingLaw(
      completeness: exp(values[0]), knee: exp(values[1]), exponent: values[2], fresh: exp(values[3])
    )
    lean = MixLean(
      logs: [0] + values[MixFit.common..<MixFit.common + MixFit.buckets] + [0]
        + values[(MixFit.common + MixFit.buckets)...])
  }

  private static func bounded(_ values: [Double]) -> [Double] {
    var values = values
    values[0] = min(0, values[0])
    values[2] = min(exponents.upperBound, max(exponents.lowerBound, values[2]))
    return values
  }

  /// The loss, and the equations of the next step.
  private static func evaluate(
    _ values: [Double], _ long: SideSamples, _ short: SideSamples, shares: [Double],
    into system: inout SymmetricSystem
  ) -> Double {
    var loss = pull(values, into: &system)
    for (index, side) in [long, short].enumerated() {
      let offset = common + index * buckets
      let places = Array(0..<common) + Array(offset..<offset + buckets)
      let first = index * LeverageLadder.count
      loss += side.evaluate(
        law: values[0..<common], logs: values[offset..<offset + buckets],
        shares: shares[first..<first + LeverageLadder.count], places: places, into: &system)
    }
    return loss
  }

  private static func pull(_ values: [Double], into system: inout SymmetricSystem) -> Double {
    var loss = 0.0
    let prior = ReportingLaw.prior
    let centres = [log(prior.completeness), log(prior.knee), prior.exponent, log(prior.fresh)]
    for (i, spread) in [completenessSpread, kneeSpread, exponentSpread, freshSpread].enumerated() {
      let strength = 1 / (spread * spread)
      let departure = values[i] - centres[i]
      loss += strength * departure * departure
      system.matrix[i * parameters + i] += strength
      system.right[i] -= strength * departure
    }
    for side in 0..<2 {
      for bucket in 0..<buckets {
        let i = common + side * buckets + bucket
        let span = logLeverage(bucket + 1) - logLeverage(bucket)
        let strength = 1 / (walk * walk * span)
        let before = bucket == 0 ? 0 : values[i - 1]
        let rise = values[i] - before
        loss += strength * rise * rise
        system.matrix[i * parameters + i] += strength
        system.right[i] -= strength * rise
        guard bucket > 0 else { continue }
        system.matrix[(i - 1) * parameters + i - 1] += strength
        system.matrix[i * parameters + i - 1] -= strength
        system.matrix[(i - 1) * parameters + i] -= strength
        system.right[i - 1] += strength * rise
      }
    }
    return loss
  }

  /// The middle of a bucket's range.
  private static func logLeverage(_ bucket: Int) -> Double {
    bucket == 0
      ? 0 : 0.5 * (log(LeverageLadder.edges[bucket - 1]) + log(LeverageLadder.edges[bucket]))
  }

  /// One side's samples, packed.
  private struct SideSamples {
    /// Sample by sample, buckets from 1.
    var crossed: [Double] = []
    var reported: [Double] = []
    var exposed: [Double] = []
    var hours: [Double] = []

    init(_ samples: [ReportSample], _ side: Side) {
      let first = CohortStore.lane(side, 1)
      for sample in samples {
        crossed += sample.crossed[first..<first + MixFit.buckets]
        reported.append(side == .long ? sample.reportedLong : sample.reportedShort)
        exposed.append(side == .long ? sample.exposedLong : sample.exposedShort)
        hours.append(sample.hours)
      }
    }

    /// The samples' part of the loss and of the equations.
    ///
    /// - Parameter places: where in the system the side's parameters stand.
    func evaluate(
      law: ArraySlice<Double>, logs: ArraySlice<Double>, shares: ArraySlice<Double>,
      places: [Int], into system: inout SymmetricSystem
    ) -> Double {
      let buckets = MixFit.buckets
      let local = MixFit.local
      let completeness = exp(law[0])
      let knee = exp(law[1])
      let exponent = law[2]
      let fresh = exp(law[3])
      let raised = logs.map { exp($0) }
      let mix = zip(shares.dropFirst(), raised).map { $0 * $1 }
      let sum = mix.reduce(shares.first ?? 0, +)
      let factors = raised.map { $0 / sum }
      let posterior = mix.map { $0 / sum }
      var information = [Double](repeating: 0, count: local * local)
      var slope = [Double](repeating: 0, count: local)
      var row = [Double](repeating: 0, count: local)
      var loss = 0.0
      for sample in reported.indices {
        let start = sample * buckets
        var standing = 0.0
        let passed = fresh * exposed[sample]
        var amount = 1e-12 + passed
        for k in 0..<buckets {
          let part = factors[k] * crossed[start + k]
          row[MixFit.common + k] = part
          amount += part
          standing += part
        }
        let load = amount / (knee * hours[sample])
        let bend = log1p(load)
        let shown = completeness * amount * exp((exponent - 1) * bend)
        let mean = shown + MixFit.floor
        let seen = reported[sample]
        loss += 2 * ((seen + 1) * log1p(mean) - seen * log(mean))
        let elasticity = 1 + (exponent - 1) * load / (1 + load)
        row[0] = 1
        row[1] = 1 - elasticity
        row[2] = bend
        row[3] = elasticity * passed / amount
        for k in 0..<buckets {
          row[MixFit.common + k] =
            elasticity * (row[MixFit.common + k] - standing * posterior[k]) / amount
        }
        let weight = shown * shown / mean / (mean + 1)
        let score = (seen - mean) / (mean + 1) * (shown / mean)
        for i in 0..<local {
          slope[i] += score * row[i]
          let scaled = weight * row[i]
          for j in 0...i { information[i * local + j] += scaled * row[j] }
        }
      }
      let count = system.count
      for i in 0..<local {
        system.right[places[i]] += MixFit.weight * slope[i]
        for j in 0...i {
          let value = MixFit.weight * information[i * local + j]
          system.matrix[places[i] * count + places[j]] += value
          if i != j { system.matrix[places[j] * count + places[i]] += value }
        }
      }
      return MixFit.weight * loss
    }
  }
}

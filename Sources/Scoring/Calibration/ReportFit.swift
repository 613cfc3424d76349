import Glibc
import Market

/// Fits a `ReportModel` by least squares on `log(1 + reported / unit)`, with a pull to the prior.
///
/// The pull stands for observations: the common rate's for one, a band's departure from it and the
/// exponent's from one for five each, at a residual of one. So two days move the rate, weeks the shape.
/// Levenberg's and Marquardt's method from the model given.
enum ReportFit {
  private static let parameters = 6
  private static let pulls: [Double] = [1, 5, 5, 5, 5, 5]
  private static let iterations = 30
  private static let exponents = 0.3...1.2

  static func fit(_ samples: some Collection<ReportSample>, from start: ReportModel) -> ReportModel
  {
    var model = start
    var loss = self.loss(samples, model)
    var damping = 1e-2
    for _ in 0..<iterations {
      let system = equations(samples, model)
      var damped = system
      for i in 0..<parameters { damped.matrix[i * parameters + i] += damping }
      guard let step = damped.solution() else { break }
      let candidate = moved(model, by: step)
      let reached = self.loss(samples, candidate)
      if reached < loss {
        let gain = loss - reached
        model = candidate
        loss = reached
        damping = max(1e-9, damping / 4)
        if gain < 1e-9 * (1 + loss) { break }
      } else {
        damping *= 8
        if damping > 1e9 { break }
      }
    }
    return model
  }

  private static func moved(_ model: ReportModel, by step: [Double]) -> ReportModel {
    var moved = model
    // No step is longer than a factor of e.
    moved.logRate += min(1, max(-1, step[0]))
    for band in 0..<4 {
      moved.bandLogs[band] = min(6, max(-6, model.bandLogs[band] + min(1, max(-1, step[1 + band]))))
    }
    moved.exponent = min(
      exponents.upperBound, max(exponents.lowerBound, model.exponent + step[5]))
    return moved
  }

  private static func departures(_ model: ReportModel) -> [Double] {
    [
      model.logRate - ReportModel.priorLogRate, model.bandLogs[0], model.bandLogs[1],
      model.bandLogs[2], model.bandLogs[3], model.exponent - 1,
    ]
  }

  private static func loss(_ samples: some Collection<ReportSample>, _ model: ReportModel) -> Double
  {
    var sum = 0.0
    for sample in samples {
      let residual =
        log1p(model.expected(sample.crossed) / model.unit) - log1p(sample.reported / model.unit)
      sum += residual * residual
    }
    for (pull, departure) in zip(pulls, departures(model)) { sum += pull * departure * departure }
    return sum
  }

  private static func equations(
    _ samples: some Collection<ReportSample>, _ model: ReportModel
  ) -> SymmetricSystem {
    var system = SymmetricSystem(count: parameters)
    let weights = model.weights
    for sample in samples {
      let parts = weights * sample.crossed / model.unit
      let sum = parts.sum()
      guard sum > 1e-12 else { continue }
      let amount = pow(sum, model.exponent)
      let residual = log1p(amount) - log1p(sample.reported / model.unit)
      let slope = amount / (1 + amount)
      let shares = parts * (slope * model.exponent / sum)
      system.add(
        [
          slope * model.exponent, shares[0], shares[1], shares[2], shares[3], slope * log(sum),
        ], value: -residual)
    }
    for (i, departure) in departures(model).enumerated() {
      system.matrix[i * parameters + i] += pulls[i]
      system.right[i] -= pulls[i] * departure
    }
    return system
  }
}

/// One bar of a side: what the book says its range crossed, and what the venue reported. Coins.
struct ReportSample: Hashable, Sendable {
  var day: Int
  var crossed: SIMD4<Double>
  var reported: Double
}

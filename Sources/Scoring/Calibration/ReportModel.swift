import Glibc

/// How what the book says was liquidated turns into what the venue reports.
///
/// `reported = unit (sum over bands of rate_b crossed_b / unit)^exponent`. The rates tell which part
/// of each leverage band's pool shows in the reports, both because the prior's mix is wrong and because
/// reports are a sample; an exponent below one tells that reports saturate, as those of a venue that
/// publishes at most one a second do.
struct ReportModel: Hashable, Sendable {
  /// The common reporting rate's logarithm.
  var logRate: Double
  /// What each `LeverageBand` has more or less than the common rate, in the logarithm.
  var bandLogs: SIMD4<Double>
  var exponent: Double
  /// Coins: the amount above which a report counts as large.
  var unit: Double

  /// Where nothing was seen yet. A tenth is an assumption: venues publish a lower bound.
  static func prior(unit: Double) -> ReportModel {
    ReportModel(logRate: priorLogRate, bandLogs: .zero, exponent: 1, unit: unit)
  }

  static let priorLogRate = log(0.1)

  /// Coins that the venue is expected to report.
  ///
  /// - Parameter crossed: coins that the bar crossed, by band, lowest leverage first.
  func expected(_ crossed: SIMD4<Double>) -> Double {
    let input = weights * crossed / unit
    let sum = input.sum()
    guard sum > 0 else { return 0 }
    let amount = unit * pow(sum, exponent)
    return amount.isFinite ? amount : 0
  }

  var weights: SIMD4<Double> {
    SIMD4(
      exp(logRate + bandLogs[0]), exp(logRate + bandLogs[1]), exp(logRate + bandLogs[2]),
      exp(logRate + bandLogs[3]))
  }
}

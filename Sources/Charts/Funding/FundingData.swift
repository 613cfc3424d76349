import Briefing
import Market

/// The settlements of the trailing 90 days and what is usual among them.
struct FundingData: Sendable {
  /// Oldest first.
  let points: [FundingReport]
  /// Hours from settlement to settlement.
  let hours: Double
  /// The 10th, 50th and 90th percentile of the rates; absent with fewer than ten.
  let usual: (low: Double, median: Double, high: Double)?
  /// Mean of the week that ends with each settlement, from the first whole week on.
  let weekly: [(time: Timestamp, rate: Double)]
  let cutoff: Timestamp
  /// Of the last rate among the settlements of the trailing 90 days, 0 to 1.
  let percentile: Double?

  /// - Throws: `ChartError.impossible` for a rate that is not finite.
  init(_ briefing: Briefing) throws(ChartError) {
    for point in briefing.history.funding where !point.rate.isFinite {
      throw .impossible(name: "a funding rate", found: point.rate)
    }
    let end = briefing.cutoff
    cutoff = end
    points = briefing.history.funding.filter { $0.time <= end && $0.time > end - .days(91) }
    percentile = briefing.reading.funding?.percentile90d
    let stated = briefing.reading.funding?.intervalHours ?? 0
    hours = stated > 0 ? stated : FundingData.spacing(points)
    let rates = points.map(\.rate).sorted()
    let rank = { (share: Double) in rates[Int((share * Double(rates.count - 1)).rounded())] }
    usual = rates.count < 10 ? nil : (rank(0.1), rank(0.5), rank(0.9))
    weekly = FundingData.weekly(points)
  }

  /// The median time between settlements; eight hours where there are not two.
  private static func spacing(_ points: [FundingReport]) -> Double {
    let hours = zip(points, points.dropFirst()).map { ($1.time - $0.time).hours }.sorted()
    guard !hours.isEmpty else { return 8 }
    return max(hours[hours.count / 2].rounded(), 1)
  }

  private static func weekly(_ points: [FundingReport]) -> [(time: Timestamp, rate: Double)] {
    guard let first = points.first else { return [] }
    var means: [(time: Timestamp, rate: Double)] = []
    var start = 0
    var sum = 0.0
    for (index, point) in points.enumerated() {
      sum += point.rate
      while point.time - points[start].time >= .days(7) {
        sum -= points[start].rate
        start += 1
      }
      if point.time - first.time >= .days(7) {
        means.append((point.time, sum / Double(index - start + 1)))
      }
    }
    return means
  }

  /// Days that the settlements cover, 90 at most.
  var days: Int {
    guard let first = points.first else { return 0 }
    return min(max(Int((cutoff - first.time).days.rounded(.up)), 1), 90)
  }

  /// A rate over a year.
  func annualised(_ rate: Double) -> Double { rate * 24 / hours * 365 }

  /// `8 h`
  var interval: String {
    NumberText.fixed(hours, decimals: hours == hours.rounded() ? 0 : 1) + "\u{00A0}h"
  }
}

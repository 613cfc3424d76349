import Liquidation
import Scoring

extension FrozenZone {
  /// What is printed, frozen and scored is one number, so that it is rounded here and nowhere else.
  ///
  /// - Parameter lengths: of the windows, in days.
  init(_ zone: Zone, _ projection: Projection, lengths: [Int]) {
    self.init(side: zone.side, low: zone.low, high: zone.high, probabilities: [:])
    for days in lengths {
      probabilities[days] = projection.reachProbability(
        of: nearEdge, withinHours: Double(24 * days)
      ).roundedToDigits(4)
    }
  }

  /// `nil` without a probability for a day, three days and a week.
  var report: ReachReport? {
    guard let day = probabilities[1], let threeDays = probabilities[3], let week = probabilities[7]
    else { return nil }
    return ReachReport(h24: day, h72: threeDays, h168: week)
  }
}

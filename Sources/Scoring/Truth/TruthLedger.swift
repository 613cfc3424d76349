import Liquidation
import Market

/// Collects a market's closes, so that each can be held against what is typical of the others.
public struct TruthLedger: Sendable {
  private var scores: [TruthScore] = []
  private var truths: [[DistanceHistogram]] = []
  private var binBps = 0.0

  public init() {}

  /// Adds a close. Closes come in order of time and have one grid.
  public mutating func add(truth: TrueMap, profile: LiquidationProfile, close: Price) {
    scores.append(TruthComparison.day(truth: truth, profile: profile, close: close))
    truths.append(
      Self.parts.map { range, side in
        DistanceHistogram(
          truth, side: side, close: close, grid: profile.grid, bins: range.binCount(profile.grid))
      })
    binBps = profile.grid.binBps
  }

  /// - Returns: `nil` without a close.
  public func summary() -> TruthSummary? {
    var scores = scores
    for (part, (range, side)) in Self.parts.enumerated() {
      let days = truths.map { $0[part].usd }
      guard days.count > 1, let first = days.first else { continue }
      let sum = days.dropFirst().reduce(first) { zip($0, $1).map(+) }
      for (index, day) in days.enumerated() {
        // Differences of sums may fall below zero in their last digits.
        let others = zip(sum, day).map { max(0, $0 - $1) }
        scores[index][range][side].baselines[.typical] = TruthFit(
          map: others, truth: day, binBps: binBps)
      }
    }
    return TruthSummary(days: scores)
  }

  private static let parts = TruthRange.allCases.flatMap { range in
    Side.allCases.map { (range, $0) }
  }
}

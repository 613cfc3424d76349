import Briefing
import Market

/// A market's scorecards as the page of its record looks at them.
struct TrackRecord: Sendable {
  /// The days on which anything was scored, in order of time; never empty.
  let days: [DaySummary]
  /// The last window of each length in which liquidations are reported, shortest first: its running
  /// figures are the record so far.
  let horizons: [HorizonScore]
  /// The last record of each length, shortest first.
  let reach: [ReachRecord]

  /// - Parameter days: the market's days in order of time.
  /// - Returns: `nil` where nothing was scored on any.
  init?(_ days: [DaySummary]) {
    let scored = days.filter { $0.scorecard != nil }
    guard !scored.isEmpty else { return nil }
    var horizons: [Int: HorizonScore] = [:]
    var reach: [Int: ReachRecord] = [:]
    for card in scored.compactMap(\.scorecard) {
      for horizon in card.horizons where horizon.isReported { horizons[horizon.hours] = horizon }
      for record in card.reach ?? [] { reach[record.hours] = record }
    }
    self.days = scored
    self.horizons = horizons.values.sorted { $0.hours < $1.hours }
    self.reach = reach.values.sorted { $0.hours < $1.hours }
  }
}

import Briefing
import Charts
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
  /// The shortest window of which zones were looked at; `nil` where none were.
  let zoneHours: Int?
  /// The places among `days` of each month's, by its key.
  let months: [String: Range<Int>]

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
    zoneHours = scored.lazy.compactMap(\.scorecard).flatMap(\.horizons)
      .filter { $0.zones != nil }.map(\.hours).min()
    var months: [String: Range<Int>] = [:]
    for (place, day) in scored.enumerated() {
      let key = Month(day.date).key
      months[key] = (months[key]?.lowerBound ?? place)..<place + 1
    }
    self.months = months
    self.horizons = horizons.values.sorted { $0.hours < $1.hours }
    self.reach = reach.values.sorted { $0.hours < $1.hours }
  }
}

extension TrackRecord {
  /// What the charts of a market's record are made of; `nil` where no day could be scored.
  ///
  /// - Parameter days: the market's days in order of time.
  static func chartInput(_ days: [DaySummary]) -> TrackRecordInput? {
    let scored = days.filter { $0.scorecard != nil }
    guard let last = scored.last else { return nil }
    return TrackRecordInput(
      marketName: last.marketName, sources: last.sources, cutoff: last.cutoff,
      simulated: days.contains(where: \.simulated),
      scorecards: scored.compactMap { day in day.scorecard.map { (day.date, $0) } })
  }
}

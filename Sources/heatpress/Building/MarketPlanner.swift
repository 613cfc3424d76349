import Archive
import Briefing
import Market
import Site

/// The cache has no record of a market's data as they are now.
struct UnreadMarket: Error {}

/// Makes the plans of markets.
///
/// Files are digested, and read from the first day on that has changed since the last build; where
/// nothing has, nothing is read at all.
struct MarketPlanner: Sendable {
  var configuration: Configuration
  var scope: BuildScope
  /// What the data's age is judged at.
  var now: Timestamp
  var keys: ResultKeys
  var store: EditionStore
  /// For the files of one market.
  var threads = 1
  /// Whether data are read that are not known as they are now; else `UnreadMarket` is thrown.
  var readsData = true

  /// Looks at a market's data, refuses what must not be published, and looks up what the cache has.
  func plan(_ market: MarketConfiguration) throws -> MarketPlan {
    let survey = try MarketSurvey(market, configuration: configuration, threads: threads)
    let source = keys.source(of: market, policy: configuration.policy)
    let name = store.recordName(of: market.id, source: source, survey: survey.digest)
    let (record, reading) = try record(name, source: source, of: market, survey)
    try refuseOld(record)
    let dates = record.days.filter(scope.has)
    guard let chain = chain(of: market, record) else {
      throw Failure(.noInput, noDay(market, known: record.days))
    }
    let openDay =
      configuration.openDay == .provisional
      ? record.openDay.flatMap { scope.has($0) ? $0 : nil } : nil
    let days = (dates + (openDay.map { [$0] } ?? [])).compactMap(chain.day)
    let lacking = store.lacking(days, threads: threads)
    // Where files are of long ago, the documents are worked out anew.
    let renamed = try store.siblings(
      of: lacking.editions.filter { record.knowsFiles(of: $0.date) })
    let checkpoints = DayChain.checkpointDays(dates)
    var plan = MarketPlan(
      market: market, days: days, openDay: openDay,
      missing: Set(lacking.editions.map(\.date)).subtracting(renamed.keys),
      renamed: renamed, undrawn: lacking.charts, data: (record, chain), checkpoints: checkpoints,
      kept: [name] + checkpoints.compactMap(chain.checkpoint), remarks: survey.remarks)
    FindingLog.tell(record.sources, of: market.id, in: &plan.remarks)
    if let first = plan.missing.min(), let reading, reading.serves(first) { plan.reading = reading }
    return plan
  }

  /// A walk through a plan's market that reaches its missing days.
  func chronicle(of plan: MarketPlan) throws -> MarketChronicle {
    if let reading = plan.reading { return reading.chronicle }
    if let (record, chain) = plan.data, let first = plan.missing.min(),
      let checkpoint = store.checkpoint(before: first, in: chain, at: plan.checkpoints),
      let reading = try ReadMarket(
        plan.market, configuration: configuration, after: checkpoint, known: record)
    {
      return reading.chronicle
    }
    return try ReadMarket(plan.market, configuration: configuration).chronicle
  }

  /// What the data come to: as it was kept, or kept and read from where they have changed, or read.
  private func record(
    _ name: CacheName, source: ContentKey, of market: MarketConfiguration, _ survey: MarketSurvey
  ) throws -> (ReadingRecord, ReadMarket?) {
    if let record = store.record(name) { return (record, nil) }
    guard readsData else { throw UnreadMarket() }
    for (earlier, change) in try earlierRecords(of: market, source: source, survey) {
      guard
        let chain = chain(of: market, earlier),
        let checkpoint = store.checkpoint(
          before: change, in: chain,
          at: DayChain.checkpointDays(earlier.days.filter(scope.has))),
        let reading = try ReadMarket(
          market, configuration: configuration, after: checkpoint, known: earlier),
        let record = earlier.updated(
          survey.digest, from: change, reading: reading.instruments, since: checkpoint.day,
          absent: reading.absent, days: reading.chronicle.days,
          openDay: reading.chronicle.openDay?.day)
      else { continue }
      try store.keep(record, as: name)
      return (record, reading)
    }
    let reading = try ReadMarket(market, configuration: configuration)
    let record = ReadingRecord(
      survey.digest, instruments: reading.instruments, absent: reading.absent,
      days: reading.chronicle.days, openDay: reading.chronicle.openDay?.day)
    try store.keep(record, as: name)
    return (record, reading)
  }

  /// Records that days may be taken from, those of the most days first, each with the first day whose
  /// data have changed since.
  private func earlierRecords(
    of market: MarketConfiguration, source: ContentKey, _ survey: MarketSurvey
  ) throws -> [(record: ReadingRecord, change: Day)] {
    try store.records(of: market.id, source: source).compactMap { record in
      guard case .from(let change) = survey.digest.difference(from: record.survey) else {
        return nil
      }
      return (record, change)
    }.sorted { $0.change > $1.change }
  }

  /// - Returns: `nil` where there is no day to publish.
  private func chain(of market: MarketConfiguration, _ record: ReadingRecord) -> DayChain? {
    record.days.first(where: scope.has).map { first in
      DayChain(
        of: market, policy: configuration.policy, first: first, record: record, keys: keys)
    }
  }

  private func noDay(_ market: MarketConfiguration, known: [Day]) -> String {
    let extent = known.isEmpty ? "none" : "\(known[0]) to \(known[known.count - 1])"
    return "market '\(market.id)': no complete day to publish"
      + (scope.from == nil && scope.to == nil ? "" : " in the range asked for")
      + ". Days that the data hold from 00:00 to 24:00 UTC: \(extent)."
  }

  /// Old data is not published as new: the newest instrument's count, since one venue that is down
  /// does not stop a market. A simulated market has no age.
  private func refuseOld(_ record: ReadingRecord) throws {
    guard !record.simulated else { return }
    let ends = record.sources.compactMap { source in source.end.map { (source.instrument, $0) } }
    guard let (instrument, end) = ends.max(by: { $0.1 < $1.1 }),
      now - end > configuration.maximumAge
    else { return }
    throw Failure(
      .dataRefused,
      "\(instrument): the newest data end at \(end), more than max_age "
        + "(\(configuration.maximumAge.shortText)) before \(now). Fetch newer data, raise max_age, "
        + "or give the time to judge by as --now.")
  }
}

import Archive
import Briefing
import Charts
import Market
import Site

/// From the venues' files to the published site: the stages in the order in which data flow.
struct BuildRun: Sendable {
  var configuration: Configuration
  var from: Day?
  var to: Day?
  /// What the data's age is judged at.
  var now: Timestamp
  var jobs: Int
  var log: Log

  /// Reads, computes and publishes.
  ///
  /// - Parameter force: build even where nothing has changed.
  func build(force: Bool) throws -> BuildReport {
    let clock = ContinuousClock()
    let start = clock.now
    let markets = try configuration.markets.map(read)
    let stamp = try BuildStamp(configuration: configuration, markets: markets, from: from, to: to)
    if !force, isWhole(markets, stamp: stamp.text) {
      return BuildReport(outcome: .unchanged, elapsed: clock.now - start)
    }
    let site = try StagedSite.begin(
      configuration,
      schedule: Dictionary(uniqueKeysWithValues: markets.map { ($0.id, $0.days) }))
    do {
      try site.mark(stamp.text)
      let press = try Press(configuration: configuration, site: site, jobs: jobs, log: log)
      let total = markets.reduce(0) { $0 + $1.days.count }
      for market in markets {
        try market.chronicle.walk(days: market.range) { edition throws in
          try press.add(edition, of: total)
        }
      }
      try press.flush(of: total)
      let report = try site.finish()
      return BuildReport(
        outcome: .published(report), warnings: markets.reduce(0) { $0 + $1.findings.count },
        elapsed: clock.now - start)
    } catch {
      try? site.discard()
      throw error
    }
  }

  /// Makes the pages and charts of the published days anew from their documents.
  func renderAgain() throws -> BuildReport {
    let clock = ContinuousClock()
    let start = clock.now
    let published = PublishedDays(output: configuration.output)
    var schedule: [String: [Day]] = [:]
    for market in configuration.markets {
      schedule[market.id] = try published.days(of: market.id).filter(isWanted)
    }
    let total = schedule.values.reduce(0) { $0 + $1.count }
    guard total > 0 else {
      throw Failure(
        .noInput,
        "\(configuration.output): no published briefing to render again. Run `heatpress build` "
          + "without --only-render first.")
    }
    let site = try StagedSite.begin(configuration, schedule: schedule)
    do {
      if let stamp = published.stamp { try site.mark(stamp) }
      let press = try Press(configuration: configuration, site: site, jobs: jobs, log: log)
      for market in configuration.markets {
        for day in schedule[market.id] ?? [] {
          try press.add(try published.edition(market: market.id, day: day), of: total)
        }
      }
      try press.flush(of: total)
      return BuildReport(outcome: .published(try site.finish()), elapsed: clock.now - start)
    } catch {
      try? site.discard()
      throw error
    }
  }

  /// Whether the site that stands was made of the same, and nobody has taken a file of it away since.
  private func isWhole(_ markets: [MarketData], stamp: String) -> Bool {
    let published = PublishedDays(output: configuration.output)
    guard published.stamp == stamp, (try? configuration.checkPublishedLinks()) != nil else {
      return false
    }
    return markets.allSatisfy { (try? published.days(of: $0.id)) == $0.days }
  }

  private func isWanted(_ day: Day) -> Bool {
    day >= from ?? day && day <= to ?? day
  }

  /// Reads a market's instruments and refuses what must not be published.
  private func read(_ market: MarketConfiguration) throws -> MarketData {
    let reading = try MarketReading(market, configuration: configuration, log: log)
    let instruments = reading.instruments
    let chronicle = try MarketChronicle(
      market: market.id, name: market.name, instruments: instruments, absent: reading.absent)
    try refuseOld(instruments)
    let days = chronicle.days.filter(isWanted)
    guard let first = days.first, let last = days.last else {
      let known = chronicle.days
      let extent =
        known.isEmpty
        ? "none" : "\(known[0]) to \(known[known.count - 1])"
      throw Failure(
        .noInput,
        "market '\(market.id)': no complete day to publish"
          + (from == nil && to == nil ? "" : " in the range asked for")
          + ". Days that the data hold from 00:00 to 24:00 UTC: \(extent).")
    }
    return MarketData(
      id: market.id, chronicle: chronicle, days: days, range: first...last,
      inputs: instruments.flatMap(\.inputs), findings: instruments.flatMap(\.findings))
  }

  /// Old data is not published as new: the newest instrument's count, since one venue that is down
  /// does not stop a market. A simulated market has no age.
  private func refuseOld(_ instruments: [InstrumentData]) throws {
    guard !instruments.contains(where: \.simulated) else { return }
    let ends = instruments.compactMap { data in
      data.series.bars.last.map { (data.series.instrument, $0.time + data.series.interval) }
    }
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

/// A market that was read and may be published.
struct MarketData: Sendable {
  var id: String
  var chronicle: MarketChronicle
  /// To publish, ascending.
  var days: [Day]
  var range: ClosedRange<Day>
  var inputs: [InputFile]
  var findings: [DataFinding]
}

extension TimeSpan {
  /// As the configuration writes it: `36h`, `90m`, `2d`.
  var shortText: String {
    let minutes = milliseconds / 60_000
    if minutes % 60 != 0 { return "\(minutes)m" }
    return minutes % 1_440 == 0 && minutes > 2_880 ? "\(minutes / 1_440)d" : "\(minutes / 60)h"
  }
}

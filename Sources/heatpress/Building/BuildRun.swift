import Archive
import Briefing
import Charts
import Market
import Site

/// From the venues' files to the published site, in three stages: a plan of what there is to make, by
/// keys; the editions and charts that the cache lacks; the site, put together from the cache.
struct BuildRun: Sendable {
  var configuration: Configuration
  var scope: BuildScope
  /// What the data's age is judged at.
  var now: Timestamp
  var jobs: Int
  var log: Log
  /// Where other machines leave their results, besides the cache's folder.
  var store: (any ResultStore)?

  /// Reads, computes and publishes.
  ///
  /// - Parameter force: take nothing from the cache.
  func build(force: Bool) throws -> BuildReport {
    try measured(force: force) { design, keys, store in
      var planner = MarketPlanner(
        configuration: configuration, scope: scope, now: now, keys: keys, store: store)
      if configuration.markets.count == 1 { planner.threads = jobs }
      let plans = try plans(planner)
      let site = try begin(design, store, keys, startsAnew: force)
      return (try print(plans, for: site, planner: planner), plans, site)
    }
  }

  /// Makes the pages and charts of the published days anew from their documents.
  func renderAgain() throws -> BuildReport {
    try measured(force: false, mendsEditions: false) { design, keys, store in
      let site = try begin(design, store, keys, startsAnew: false)
      let plans = try configuration.markets.map { try publishedPlan(of: $0, keys, store) }
      guard plans.contains(where: { !$0.days.isEmpty }) else {
        throw Failure(
          .noInput,
          "\(configuration.output): no published briefing to render again. Run `heatpress build` "
            + "without --only-render first.")
      }
      let planner = MarketPlanner(
        configuration: configuration, scope: scope, now: now, keys: keys, store: store)
      return (try print(plans, for: site, planner: planner), plans, site)
    }
  }

  /// A plan of a market's days as they are published, of which nothing is computed.
  func publishedPlan(
    of market: MarketConfiguration, _ keys: ResultKeys, _ store: EditionStore
  ) throws -> MarketPlan {
    let published = PublishedDays(output: configuration.output)
    let days = try published.days(of: market.id).filter(scope.has)
    var planned: [PlannedDay] = []
    for (day, known) in zip(days, published.planned(days, of: market.id, store: store, keys: keys))
    {
      planned.append(try known ?? takeUp(day, of: market.id, from: published, keys, store))
    }
    return MarketPlan(
      market: market, days: planned, undrawn: store.lacking(planned, threads: jobs).charts)
  }

  /// Brings a published day into the cache, which has lost it.
  private func takeUp(
    _ day: Day, of market: String, from published: PublishedDays, _ keys: ResultKeys,
    _ store: EditionStore
  ) throws -> PlannedDay {
    let key = keys.edition(published: try published.digest(market: market, day: day))
    let planned = PlannedDay(
      market: market, date: day, numbers: key, edition: key, charts: keys.charts(of: key))
    if !store.hasEdition(planned) {
      try store.keep(try published.edition(market: market, day: day), as: planned)
    }
    return planned
  }

  func begin(
    _ design: SiteDesign, _ store: EditionStore, _ keys: ResultKeys, startsAnew: Bool
  ) throws -> SiteAssembly {
    try SiteAssembly.begin(
      configuration, design: design, store: store, keys: keys, jobs: jobs, startsAnew: startsAnew)
  }

  private func plans(_ planner: MarketPlanner) throws -> [MarketPlan] {
    var markets = Array(configuration.markets.enumerated())
    // Only so many are held until their turn comes; the others are read again.
    let held = 2 * jobs
    let results = forEachConcurrently(&markets, threads: jobs) {
      item -> Result<MarketPlan, any Error> in
      Result {
        var plan = try planner.plan(item.element)
        if item.offset >= held { plan.reading = nil }
        return plan
      }
    }
    var plans: [MarketPlan] = []
    for result in results {
      let plan = try result.get()
      plan.remarks.tell(in: log)
      plans.append(plan)
    }
    return plans
  }

  /// What the second stage has made.
  struct Print {
    var editions: Tally
    var charts: Tally
    /// Days that were walked through for it.
    var walked: Int
    var painter: ChartPainter
  }

  /// Makes what the cache lacks.
  ///
  /// - Parameters:
  ///   - site: that the pages are for; `nil` where they are made by somebody else.
  ///   - painter: `nil` for one of its own.
  func print(
    _ plans: [MarketPlan], for site: SiteAssembly?, planner: MarketPlanner,
    painter: ChartPainter? = nil
  ) throws -> Print {
    let painter = try painter ?? ChartPainter(fonts: configuration.fonts)
    let total = plans.reduce(0) { $0 + $1.days.count }
    let missing = plans.reduce(0) { $0 + $1.missing.count }
    let renamed = plans.reduce(0) { $0 + $1.renamed.count }
    let press = Press(
      plans, for: site, planner: planner, painter: painter, jobs: jobs, log: log)
    try press.run()
    return Print(
      editions: Tally(wanted: total, made: missing, renewed: renamed),
      charts: Tally(wanted: total, made: press.made), walked: press.walked, painter: painter)
  }

  /// - Parameter mendsEditions: whether the body makes a damaged document again.
  func measured(
    force: Bool, mendsEditions: Bool = true,
    _ body: (SiteDesign, ResultKeys, EditionStore) throws -> (Print, [MarketPlan], SiteAssembly)
  ) throws -> BuildReport {
    let clock = ContinuousClock()
    let start = clock.now
    let design = try SiteDesign(configuration, threads: jobs)
    let keys = try ResultKeys(fonts: configuration.fonts)
    return try BuildCache.mending(configuration.cacheFolder) { damage in
      if case .damagedEntry(let path, _) = damage, !mendsEditions, path.contains("-edition-") {
        throw Failure(
          .dataRefused,
          "\(damage) It takes `heatpress build` without --only-render to work it out again.")
      }
      log.warning("\(damage)")
    } _: { attempt in
      let store = EditionStore(
        try BuildCache(
          folder: configuration.cacheFolder, startsAnew: force && attempt == 1, store: store))
      let (made, plans, assembly) = try body(design, keys, store)
      for plan in plans { store.bring(plan.days, threads: jobs) }
      try store.checkStore()
      // What is rendered again wants nothing else than the build before it.
      let computed = plans.filter { $0.data != nil }
      let kept = computed.isEmpty ? nil : computed.flatMap(\.kept)
      var scope = scope
      if !computed.isEmpty, computed.count < configuration.markets.count {
        // A share may be at work on the others.
        scope.markets = Set(computed.map(\.market.id))
      }
      let site = try assembly.publish(
        plans.map(\.days), scope: scope, keeping: kept, drawing: made.painter.trackRecordCharts)
      return BuildReport(
        site: site, editions: made.editions, charts: made.charts, walked: made.walked,
        warnings: plans.reduce(0) { $0 + $1.findings }, elapsed: clock.now - start)
    }
  }
}

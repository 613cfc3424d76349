import Archive
import Charts
import Market
import Site
import Synchronization

/// Computes a share of the markets into the cache: the briefings, charts and layers that it lacks.
///
/// Nothing live is read or written. A share that is killed and run again goes on from what the cache
/// has; one that is run twice at the same time writes the same bytes to the same names.
struct ShareRun: Sendable {
  var build: BuildRun
  var share: ShareNumber
  /// Take nothing from the cache.
  var force: Bool

  private var configuration: Configuration { build.configuration }

  /// Does all markets of the share that can be done.
  ///
  /// - Throws: where some cannot, the failure of the first of them, after the others are done.
  func compute() throws -> ShareReport {
    let clock = ContinuousClock()
    let start = clock.now
    try configuration.checkDesign()
    let keys = try ResultKeys(fonts: configuration.fonts)
    let painter = try ChartPainter(fonts: configuration.fonts)
    let costs = ShareCosts(cache: configuration.cacheFolder)
    let split = ShareSplit(
      configuration.markets.map(\.id), costs: costs.agreed, count: share.count)
    var markets = configuration.markets.filter { split.has($0.id, in: share) }
    let total = markets.count
    let done = Mutex(0)
    let threads = threadsEach(of: total, sharing: build.jobs)
    let results = forEachConcurrently(&markets, threads: build.jobs) { market in
      defer {
        done.withLock { done in
          done += 1
          build.log.progress("Computing market", done, of: total)
        }
      }
      return Result {
        try compute(market, keys: keys, painter: painter, costs: costs, threads: threads)
      }
    }
    var report = ShareReport(share: share, markets: total)
    var failures: [(market: String, failure: Failure)] = []
    for (market, result) in zip(markets, results) {
      switch result {
      case .success(let part):
        part.remarks.tell(in: build.log)
        report.add(part)
      case .failure(let error): failures.append((market.id, Failure(error)))
      }
    }
    report.elapsed = clock.now - start
    guard let first = failures.first else { return report }
    for (market, failure) in failures {
      build.log.error("market '\(market)': \(failure.message)")
    }
    throw Failure(
      first.failure.status,
      "share \(share): \(failures.count) of \(total) markets cannot be computed. The others are.")
  }

  private func compute(
    _ market: MarketConfiguration, keys: ResultKeys, painter: ChartPainter, costs: ShareCosts,
    threads: Int
  ) throws -> ShareReport.Part {
    let clock = ContinuousClock()
    let start = clock.now
    var quiet = build
    quiet.log = Log(format: .text, quiet: true)
    quiet.jobs = threads
    var damages = Remarks()
    return try BuildCache.mending(configuration.cacheFolder) { damage in
      damages.warning("\(damage)")
    } _: { attempt in
      let store = EditionStore(
        try BuildCache(
          folder: configuration.cacheFolder, startsAnew: force && attempt == 1, store: build.store))
      let planner = MarketPlanner(
        configuration: configuration, scope: build.scope, now: build.now, keys: keys,
        store: store, threads: threads)
      let plan = try planner.plan(market)
      let made = try quiet.print([plan], for: nil, planner: planner, painter: painter)
      try store.checkStore()
      if made.editions.made + made.charts.made > 0 {
        try costs.note((clock.now - start).milliseconds, of: market.id)
      }
      damages.append(plan.remarks)
      return ShareReport.Part(
        editions: made.editions, charts: made.charts, walked: made.walked,
        findings: plan.findings, remarks: damages)
    }
  }
}

import Archive
import Market
import Site

/// Renders and publishes the site from what the shares have left in the cache. No day is computed.
///
/// A market's data are digested as in any build, so that what is published is what they say now:
/// a share that was not run, or not to its end, or on other data, is missing.
struct Assembly: Sendable {
  var build: BuildRun
  /// How many shares there were, where that is known.
  var shares: Int?
  /// Publish without the markets that are missing.
  var allowsMissing: Bool

  private var configuration: Configuration { build.configuration }

  /// - Throws: a failure to try again of, where markets are missing and may not be.
  func publish() throws -> BuildReport {
    let costs = ShareCosts(cache: configuration.cacheFolder)
    let report = try build.measured(force: false) { design, keys, store in
      let planner = MarketPlanner(
        configuration: configuration, scope: build.scope, now: build.now, keys: keys,
        store: store, readsData: false)
      let found = look(planner)
      // What could not be asked for is not called missing.
      try store.checkStore()
      let missing = MissingMarkets(found.compactMap(\.missing), of: split(costs))
      if !missing.isEmpty, !allowsMissing { throw missing.failure(telling: build.log) }
      var plans: [MarketPlan] = []
      for market in found {
        if let plan = market.plan {
          plan.remarks.tell(in: build.log)
          plans.append(plan)
        } else if let gap = market.missing {
          let plan = try build.publishedPlan(of: gap.market, keys, store)
          missing.warn(
            of: gap,
            telling: plan.days.isEmpty
              ? "The site goes without it." : "Its pages stay as they were published.",
            in: build.log)
          if !plan.days.isEmpty { plans.append(plan) }
        }
      }
      guard plans.contains(where: { $0.data != nil }) else {
        throw missing.failure(telling: build.log)
      }
      // No page leads to a market that has none.
      var present = build
      present.configuration.markets = plans.map(\.market)
      let isWhole = plans.count == configuration.markets.count
      let site = try present.begin(
        isWhole ? design : SiteDesign(present.configuration, threads: build.jobs), store, keys,
        startsAnew: false)
      return (try build.print(plans, for: site, planner: planner), plans, site)
    }
    try costs.agree()
    return report
  }

  private func split(_ costs: ShareCosts) -> (shares: ShareSplit, count: Int)? {
    shares.map {
      (ShareSplit(configuration.markets.map(\.id), costs: costs.agreed, count: $0), $0)
    }
  }

  /// A market whose days are all there, or what it lacks.
  private struct Found: Sendable {
    var plan: MarketPlan?
    var missing: MissingMarkets.Gap?
  }

  private func look(_ planner: MarketPlanner) -> [Found] {
    var markets = configuration.markets
    return forEachConcurrently(&markets, threads: build.jobs) { market in
      do {
        let plan = try planner.plan(market)
        let lacking = plan.missing.union(plan.renamed.keys).union(plan.undrawn)
        guard let first = lacking.min() else { return Found(plan: plan) }
        return Found(
          missing: MissingMarkets.Gap(
            market: market,
            lack: .days(lacking.count, of: plan.days.count, first: first)))
      } catch is UnreadMarket {
        return Found(missing: MissingMarkets.Gap(market: market, lack: .everything))
      } catch {
        return Found(missing: MissingMarkets.Gap(market: market, lack: .data(Failure(error))))
      }
    }
  }
}

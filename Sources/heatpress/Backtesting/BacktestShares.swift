import Archive
import Market
import Site

/// A backtest that is divided among machines: shares leave each market's part in the cache, from where
/// one table is put together.
struct BacktestShares {
  var run: BacktestRun
  /// Where other machines leave their results, besides the cache's folder.
  var common: (any ResultStore)?

  private var configuration: Configuration { run.configuration }
  private var cacheFolder: String { configuration.cacheFolder }

  /// Scores the markets of a share, those aside that the cache has.
  ///
  /// - Throws: where some cannot be scored, the failure of the first, after the others are done.
  func compute(_ share: ShareNumber) throws {
    let store = BacktestStore(try BuildCache(folder: cacheFolder, store: common))
    let keys = try ResultKeys(fonts: configuration.fonts)
    let split = split(share.count)
    let markets = configuration.markets.filter { split.has($0.id, in: share) }
    var failures: [Failure] = []
    var made = 0
    for market in markets {
      do {
        let name = try name(of: market, keys)
        guard !store.has(name) else { continue }
        try store.keep(try run.part(of: market), as: name)
        made += 1
      } catch {
        let failure = Failure(error)
        run.log.error("market '\(market.id)': \(failure.message)")
        failures.append(failure)
      }
    }
    try store.checkStore()
    if let first = failures.first {
      throw Failure(
        first.status,
        "share \(share): \(failures.count) of \(markets.count) markets cannot be scored. The others are."
      )
    }
    run.log.info("Share \(share): \(markets.count) markets, \(made) of them scored now.")
  }

  /// The table of all markets.
  ///
  /// - Parameter shares: how many there were, where that is known.
  /// - Throws: a failure to try again of, where markets are missing and may not be.
  func outcome(shares: Int?, allowsMissing: Bool) throws -> BacktestOutcome {
    try BuildCache.mending(cacheFolder) {
      run.log.warning("\($0)")
    } _: { _ in
      let store = BacktestStore(try BuildCache(folder: cacheFolder, store: common))
      let keys = try ResultKeys(fonts: configuration.fonts)
      var outcome = BacktestOutcome()
      var gaps: [MissingMarkets.Gap] = []
      for market in configuration.markets {
        do {
          let name = try name(of: market, keys)
          if store.has(name) {
            outcome.parts.append(try store.part(name))
          } else {
            gaps.append(MissingMarkets.Gap(market: market, lack: .everything))
          }
        } catch let error as SiteError {
          throw error
        } catch {
          gaps.append(MissingMarkets.Gap(market: market, lack: .data(Failure(error))))
        }
      }
      // What could not be asked for is not called missing.
      try store.checkStore()
      let missing = MissingMarkets(gaps, of: shares.map { (split($0), $0) })
      if !missing.isEmpty, !allowsMissing || outcome.parts.isEmpty {
        throw missing.failure(telling: run.log, what: "written")
      }
      for gap in gaps { missing.warn(of: gap, telling: "The table goes without it.", in: run.log) }
      return outcome
    }
  }

  private func split(_ count: Int) -> ShareSplit {
    // What a market's pages cost tells what its days do.
    ShareSplit(
      configuration.markets.map(\.id), costs: ShareCosts(cache: cacheFolder).agreed, count: count)
  }

  private func name(of market: MarketConfiguration, _ keys: ResultKeys) throws -> CacheName {
    let survey = try MarketSurvey(market, configuration: configuration, threads: 1)
    return keys.backtest(
      of: market, policy: configuration.policy, survey: survey.digest, from: run.from, to: run.to,
      truth: try run.truthDigests(of: market))
  }
}

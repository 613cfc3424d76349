import Market
import Synchronization

/// The summaries of a site's days, read from the cache when a page asks for them.
final class SummaryShelf: Sendable {
  private let store: EditionStore
  private let markets: [String: [PlannedDay]]
  private let threads: Int
  private let read = Mutex<[String: [DaySummary]]>([:])

  /// - Parameter markets: each market's days, in order of time.
  init(store: EditionStore, markets: [[PlannedDay]], threads: Int) {
    self.store = store
    self.threads = threads
    var byMarket: [String: [PlannedDay]] = [:]
    for days in markets {
      if let first = days.first { byMarket[first.market] = days }
    }
    self.markets = byMarket
  }

  /// A market's days, in order of time.
  ///
  /// - Throws: `damagedEntry`.
  func days(of market: String) throws(SiteError) -> [DaySummary] {
    if let known = read.withLock({ $0[market] }) { return known }
    let store = store
    var days = markets[market] ?? []
    let results = forEachConcurrently(&days, threads: threads) { day in
      Result { () throws(SiteError) in try store.summary(day) }
    }
    var summaries: [DaySummary] = []
    for result in results { summaries.append(try result.get()) }
    let all = summaries
    read.withLock { $0[market] = all }
    return all
  }
}

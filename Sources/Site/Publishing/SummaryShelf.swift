import Market
import Synchronization

/// The summaries of a site's days, read from the cache when a page asks for them.
final class SummaryShelf: Sendable {
  private let store: EditionStore
  private let markets: [String: [PlannedDay]]
  /// The pages of the days, which hold what the site's rules found; `nil` without rules.
  private let pages: [PlannedDay: CacheEntry]?
  private let ahead: SummariesAhead
  private let threads: Int
  private let read = Mutex<[String: [DaySummary]]>([:])

  /// - Parameters:
  ///   - markets: each market's days, in order of time.
  ///   - pages: those of the days, which hold what the site's rules found; `nil` without rules.
  ///   - ahead: what was read before anybody asked.
  init(
    store: EditionStore, markets: [[PlannedDay]], pages: [PlannedDay: CacheEntry]?,
    ahead: SummariesAhead, threads: Int
  ) {
    self.store = store
    self.pages = pages
    self.ahead = ahead
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
    let (store, pages, ahead) = (store, pages, ahead)
    var days = markets[market] ?? []
    let results = forEachConcurrently(&days, threads: readers(for: threads)) { day in
      Result { () throws(SiteError) in
        var summary = if let read = ahead.take(day) { read } else { try store.summary(day) }
        if let page = pages?[day] { summary.alerts = try store.alerts(page) }
        return summary
      }
    }
    var summaries: [DaySummary] = []
    for result in results { summaries.append(try result.get()) }
    let all = summaries
    read.withLock { $0[market] = all }
    return all
  }
}

/// Summaries that are read while the days that they stand beside are still being worked out.
final class SummariesAhead: Sendable {
  private let days = Mutex<[PlannedDay: DaySummary]>([:])

  /// What cannot be read is left to whoever asks for it.
  func read(_ day: PlannedDay, from store: EditionStore) {
    guard let summary = try? store.summary(day) else { return }
    days.withLock { $0[day] = summary }
  }

  /// Hands a summary over, once.
  func take(_ day: PlannedDay) -> DaySummary? { days.withLock { $0.removeValue(forKey: day) } }
}

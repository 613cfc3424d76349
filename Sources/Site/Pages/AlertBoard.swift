import Briefing
import Market

/// All that the rules said of the published days, at each market's latest close.
struct AlertBoard: Sendable {
  struct Entry: Hashable, Sendable {
    var rule: AlertRule
    var spell: AlertSpell
    var market: String
    var marketName: String
    var simulated: Bool

    /// The briefing of the last day on which it fired, within the site, and that of the first.
    var briefing: String { "\(market)/\(spell.last)/index.html" }
    var firstBriefing: String { "\(market)/\(spell.first)/index.html" }

    /// `since 3 August 2024, in 4 briefings`; absent of one that fired once.
    var standing: String? {
      spell.days > 1
        ? "since \(spell.first.longDescription), \(NumberText.count(spell.days, "briefing"))" : nil
    }
  }

  struct Market: Hashable, Sendable {
    var id: String
    var name: String
    var latest: Day
    var simulated: Bool
  }

  /// Days after which one that has cleared is no longer news.
  static let lately = 30

  let rules: [AlertRule]
  let markets: [Market]
  /// Those that began last first.
  let entries: [Entry]

  /// - Parameter markets: each with its days in order of time. A day that is still open raises and clears
  ///   nothing.
  init(rules: [AlertRule], markets all: [(days: [DaySummary], latest: DaySummary)]) {
    let markets = all.compactMap { days, _ in
      let closed = days.filter { !$0.provisional }
      return closed.last.map { (days: closed, latest: $0) }
    }
    self.rules = rules
    self.markets = markets.map { days, latest in
      Market(
        id: latest.market, name: latest.marketName, latest: latest.date,
        simulated: days.contains(where: \.simulated))
    }
    let byID = Dictionary(rules.map { ($0.id, $0) }) { first, _ in first }
    var entries: [Entry] = []
    for (days, latest) in markets {
      for spell in AlertSpell.spells(of: days.map { ($0.date, $0.alerts) }) {
        guard let rule = byID[spell.rule] else { continue }
        entries.append(
          Entry(
            rule: rule, spell: spell, market: latest.market, marketName: latest.marketName,
            simulated: latest.simulated))
      }
    }
    // Ties keep the order of markets and rules: the sort is told of it.
    self.entries = entries.enumerated().sorted { a, b in
      a.element.spell.first != b.element.spell.first
        ? a.element.spell.first > b.element.spell.first : a.offset < b.offset
    }.map(\.element)
  }

  func entries(_ status: AlertSpell.Status) -> [Entry] {
    entries.filter { $0.spell.status == status }
  }

  /// Those that fire at the latest close, new ones first.
  var active: [Entry] { entries(.fired) + entries(.standing) }

  /// Those that have stopped firing of late, the latest first.
  var clearedLately: [Entry] {
    let latest = Dictionary(markets.map { ($0.id, $0.latest) }) { first, _ in first }
    return entries(.cleared).filter { entry in
      guard let cleared = entry.spell.cleared, let day = latest[entry.market] else { return false }
      return day.number - cleared.number < AlertBoard.lately
    }.enumerated().sorted { a, b in
      let days = (a.element.spell.last, b.element.spell.last)
      return days.0 != days.1 ? days.0 > days.1 : a.offset < b.offset
    }.map(\.element)
  }

  /// `31 March 2025`, or `each market's latest close` where these differ.
  var asOf: String {
    guard let first = markets.first?.latest, markets.allSatisfy({ $0.latest == first }) else {
      return "each market\u{2019}s latest close"
    }
    return "the close of \(first.longDescription)"
  }
}

import Market
import Testing

@testable import Briefing
@testable import Site

/// What the rules say of a briefing, and how days add up to a spell.
@Suite struct AlertRuleTests {
  private func finding(
    _ condition: AlertCondition, market: String? = nil,
    in briefing: Briefing = TinyEdition.briefing()
  ) -> AlertFinding? {
    AlertRule(id: "x", name: "X", market: market, condition: condition).finding(in: briefing)
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var condition: AlertCondition
    /// What the sentence has to say; `nil` where nothing fires.
    var words: String?
    var testDescription: String { "\(condition)" }
  }

  /// Each figure of the tiny edition a little on this side of its threshold and a little on the other.
  static let cases = [
    Case(
      condition: .pool(.long, over: 1.4e8, within: 0.065),
      words: "$150\u{202F}M of longs ($100\u{202F}M to $200\u{202F}M) would be liquidated between "
        + "50,000 and 50,500, 6.5\u{202F}% below the close."),
    Case(condition: .pool(.long, over: 1.5e8, within: 0.065), words: nil),
    Case(condition: .pool(.long, over: 1.4e8, within: 0.06), words: nil),
    Case(condition: .pool(.short, over: 8e7, within: 0.06), words: "5.6\u{202F}% above the close"),
    Case(condition: .pool(.short, over: 9.1e7, within: 0.06), words: nil),
    Case(
      condition: .pressure(.short, AlertLimit(over: 39)), words: "The squeeze score stands at 40"),
    Case(condition: .pressure(.long, AlertLimit(over: 39)), words: "The flush score stands at 40"),
    Case(condition: .pressure(.long, AlertLimit(over: 40)), words: nil),
    Case(condition: .pressure(.long, AlertLimit(under: 41)), words: "of 100, under 41:"),
    Case(condition: .pressure(.long, AlertLimit(over: 39.9)), words: "of 100, over 39.9:"),
    Case(condition: .pressure(.long, AlertLimit(under: 40.0000001)), words: ", just under 40:"),
    Case(
      condition: .funding(AlertLimit(over: 0.3, under: -0.04)),
      words: "Funding is \u{2212}4.4\u{202F}% a year, under \u{2212}4\u{202F}%: shorts pay "
        + "0.0040\u{202F}% every 8\u{202F}h."),
    Case(condition: .funding(AlertLimit(over: 0.3, under: -0.05)), words: nil),
    Case(condition: .percentile(.trapped(.long), AlertLimit(over: 1)), words: nil),
    Case(
      condition: .sweep(.long, over: 7e7),
      words: "The price went through the zone of longs between 56,000 and 56,300 at 05:00 UTC"),
    Case(condition: .sweep(.long, over: 8e7), words: nil),
    Case(condition: .sweep(.short, over: 0), words: nil),
    Case(
      condition: .reach(.long, over: 0.59, hours: .week, holding: 0),
      words: "is reached within 168\u{202F}h with a probability of 60\u{202F}%, over 59\u{202F}%."),
    Case(condition: .reach(.long, over: 0.59, hours: .day, holding: 0), words: nil),
    Case(condition: .reach(.long, over: 0.1, hours: .day, holding: 2e8), words: nil),
    Case(condition: .reach(.short, over: 0, hours: .week, holding: 0), words: nil),
    Case(condition: .staleData(over: .minutes(1)), words: nil),
    Case(condition: .venueMissing, words: nil),
  ]

  @Test("a rule fires beyond its threshold and not at it", arguments: cases)
  func fires(_ test: Case) {
    let sentence = finding(test.condition)?.sentence
    if let words = test.words {
      #expect(sentence?.contains(words) == true, "\(sentence ?? "nothing")")
    } else {
      #expect(sentence == nil)
    }
  }

  @Test("a percentile that is not known fires nothing; one that is known does")
  func percentile() {
    var briefing = TinyEdition.briefing()
    briefing.keyNumbers.append(
      KeyNumber(name: .openInterestUSD, value: 4.32e9, percentile90d: 0.97))
    briefing.reading.trappedShorts.percentile90d = 1
    let limit = AlertLimit(over: 95)
    #expect(
      finding(.percentile(.openInterest, limit), in: briefing)?.sentence
        == "Open interest of $4.32\u{202F}B stands at the 97th percentile of the last 31 days, over "
        + "the 95th.")
    #expect(
      finding(.percentile(.trapped(.short), limit), in: briefing)?.sentence.contains(
        "trapped shorts, 11.0\u{202F}% of that side, stand above all of the last 31 days") == true)
    #expect(finding(.percentile(.trapped(.long), limit), in: briefing) == nil)
  }

  @Test("data that end early and venues that are not there are told by name")
  func health() {
    var briefing = TinyEdition.briefing()
    briefing.instruments[0].dataThrough = briefing.cutoff - .hours(8)
    briefing.dataHealth.missingInstruments = [
      MissingInstrument(venue: .okx, symbol: "BTC-USDT-SWAP"),
      MissingInstrument(venue: .bybit, symbol: "BTCUSDT"),
    ]
    #expect(
      finding(.staleData(over: .hours(6)), in: briefing)?.sentence.hasPrefix(
        "The data of Binance BTCUSDT end 8\u{202F}h before the close, over 6\u{202F}h") == true)
    #expect(finding(.staleData(over: .hours(8)), in: briefing) == nil)
    let missing = finding(.venueMissing, in: briefing)
    #expect(
      missing?.sentence
        == "OKX BTC-USDT-SWAP and Bybit BTCUSDT are configured and are not on the map.")
    #expect(missing?.value == 2)
  }

  @Test("of several zones the largest is told, and how many there are")
  func several() {
    var briefing = TinyEdition.briefing()
    var other = briefing.zones[0]
    other.usd = USD(1.6e8)
    other.low = Price(51_000)
    briefing.zones.append(other)
    let sentence = finding(.pool(.long, over: 1e8, within: 0.25), in: briefing)?.sentence
    #expect(sentence?.hasPrefix("$160\u{202F}M") == true)
    #expect(sentence?.hasSuffix("Of two that fit it is the larger.") == true)
  }

  @Test("a rule for one market is silent about another")
  func otherMarket() {
    let condition = AlertCondition.pool(.long, over: 1, within: 0.25)
    #expect(finding(condition, market: "btc") != nil)
    #expect(finding(condition, market: "eth") == nil)
  }

  private func day(_ offset: Int, _ rules: String...) -> (day: Day, findings: [AlertFinding]) {
    (
      TinyEdition.day + offset,
      rules.map {
        AlertFinding(rule: $0, value: Double(offset), unit: .count, sentence: "\(offset)")
      }
    )
  }

  @Test("a spell lasts from the first briefing that fires to the last in a row")
  func spells() {
    let spells = AlertSpell.spells(of: [
      day(0), day(1, "a"), day(2, "a", "b"), day(4, "a"), day(5), day(6, "a"),
    ])
    #expect(spells.map(\.rule) == ["a", "b", "a"])
    #expect(spells.map { $0.first.number - TinyEdition.day.number } == [1, 2, 6])
    #expect(spells.map { $0.last.number - TinyEdition.day.number } == [4, 2, 6])
    #expect(spells.map(\.days) == [3, 1, 1])
    #expect(spells.map { $0.cleared.map { $0.number - TinyEdition.day.number } } == [5, 4, nil])
    #expect(spells.map(\.status) == [.cleared, .cleared, .fired])
    #expect(spells[0].opening.sentence == "1" && spells[0].latest.sentence == "4")
    #expect(AlertSpell.spells(of: [day(0, "a"), day(1, "a")]).map(\.status) == [.standing])
    #expect(AlertSpell.spells(of: []).isEmpty)
  }

  @Test("whatever fires when, every firing is in one spell, and no two spells of a rule touch")
  func invariants() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<200 {
      let days = (0..<Int.random(in: 0...30, using: &random)).map { offset in
        let fired = ["a", "b", "c"].filter { _ in Bool.random(using: &random) }
        return (
          day: TinyEdition.day + offset,
          findings: fired.map {
            AlertFinding(rule: $0, value: 1, unit: .count, sentence: $0)
          }
        )
      }
      let spells = AlertSpell.spells(of: days)
      #expect(spells.map(\.days).reduce(0, +) == days.map(\.findings.count).reduce(0, +))
      for rule in ["a", "b", "c"] {
        let own = spells.filter { $0.rule == rule }
        for (one, next) in zip(own, own.dropFirst()) {
          #expect(one.last < next.first && one.cleared.map { $0 < next.first } == true)
        }
      }
    }
  }
}

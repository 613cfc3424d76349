import Briefing
import Market

/// `alerts.json`: the rules and everything that they found in the published days.
///
/// `Guides/Alerts.md` has it key by key, `schema/alerts.json` of every site its JSON Schema.
public struct AlertsDocument: Hashable, Sendable, Codable {
  /// Raised by a change that would break a reader of `alerts.json`.
  public static let currentSchemaVersion = 1
  static let file = "alerts.json"

  public var schemaVersion = AlertsDocument.currentSchemaVersion
  public var rules: [Rule]
  public var markets: [Market]
  /// Those that began last first.
  public var alerts: [Alert]

  public struct Rule: Hashable, Sendable, Codable {
    public var id: String
    public var name: String
    public var when: AlertCondition.Kind
    /// Absent where the rule watches all.
    public var market: String?
    public var over: Double?
    public var under: Double?
    public var within: Double?
    public var hours: Int?
    public var holding: Double?
    /// The condition for readers.
    public var words: String
  }

  public struct Market: Hashable, Sendable, Codable {
    public var id: String
    public var name: String
    /// The day at whose close its alerts stand as they do.
    public var latest: Day
    public var simulated: Bool
  }

  public struct Alert: Hashable, Sendable, Codable {
    /// The same for as long as it stands and afterwards, and that of its entry in the feed.
    public var id: String
    /// The rule's id.
    public var rule: String
    public var name: String
    public var market: String
    public var marketName: String
    public var simulated: Bool
    public var status: AlertSpell.Status
    public var firstDay: Day
    public var lastDay: Day
    /// The first briefing on which it did not fire any more; absent while it stands.
    public var clearedDay: Day?
    /// Briefings on which it fired.
    public var days: Int
    /// On the last of them.
    public var value: Double
    public var unit: AlertFinding.Unit
    public var sentence: String
    /// On the first of them.
    public var firstSentence: String
    /// Pages relative to `alerts.json`.
    public var briefing: String
    public var firstBriefing: String

    enum CodingKeys: String, CodingKey {
      case id, rule, name, market
      case marketName = "market_name"
      case simulated, status
      case firstDay = "first_day"
      case lastDay = "last_day"
      case clearedDay = "cleared_day"
      case days, value, unit, sentence
      case firstSentence = "first_sentence"
      case briefing
      case firstBriefing = "first_briefing"
    }
  }

  enum CodingKeys: String, CodingKey {
    case schemaVersion = "schema_version"
    case rules, markets, alerts
  }

  init(_ board: AlertBoard, frame: SiteFrame) {
    rules = board.rules.map(Rule.init)
    markets = board.markets.map {
      Market(id: $0.id, name: $0.name, latest: $0.latest, simulated: $0.simulated)
    }
    alerts = board.entries.map { entry in
      let spell = entry.spell
      return Alert(
        id: FeedID.alert(entry, frame), rule: entry.rule.id, name: entry.rule.name,
        market: entry.market, marketName: entry.marketName, simulated: entry.simulated,
        status: spell.status, firstDay: spell.first, lastDay: spell.last,
        clearedDay: spell.cleared, days: spell.days, value: spell.latest.value,
        unit: spell.latest.unit, sentence: spell.latest.sentence,
        firstSentence: spell.opening.sentence, briefing: entry.briefing,
        firstBriefing: entry.firstBriefing)
    }
  }

  /// Those that fire at their market's latest close.
  public var active: [Alert] { alerts.filter { $0.status != .cleared } }
}

extension AlertsDocument.Rule {
  init(_ rule: AlertRule) {
    id = rule.id
    name = rule.name
    when = rule.condition.kind
    market = rule.market
    words = rule.condition.words
    switch rule.condition {
    case .pool(_, let over, let within):
      self.over = over
      self.within = within
    case .pressure(_, let limit), .funding(let limit), .percentile(_, let limit):
      over = limit.over
      under = limit.under
    case .sweep(_, let over): self.over = over
    case .reach(_, let over, let hours, let holding):
      self.over = over
      self.hours = hours.rawValue
      self.holding = holding
    case .staleData(let over): self.over = over.hours
    case .venueMissing: break
    }
  }
}

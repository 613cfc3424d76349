import Briefing
import Market

/// The page of the alerts: what fires at the latest close, what has stood for longer, what has cleared.
enum AlertPage {
  static let path = "alerts/index.html"
  static let tables = ["alerts-cleared", "alert-rules"]

  static let shape: [String: TemplateShape] = [
    "as_of": .text, "count": .text, "quiet": .flag, "has_fired": .flag, "has_standing": .flag,
    "has_cleared": .flag, "fired": .list(item), "standing": .list(item), "last": item,
  ]

  /// One alert.
  private static let item = TemplateShape.group([
    "name": .text, "market": .text, "sentence": .text, "since": .text, "date_long": .text,
    "link": .text, "first_link": .text,
  ])

  /// The names of what a page tells of alerts in its block: absent where none fires.
  static let blockShape = TemplateShape.group(["link": .text, "items": .list(item)])

  static func page(_ board: AlertBoard, simulated: Bool, cutoff: Timestamp?) -> Page {
    let fired = board.entries(.fired)
    let standing = board.entries(.standing)
    return Page(
      kind: .alerts, template: "alerts", path: path, title: "Alerts",
      description:
        "What the rules of this site found at \(board.asOf), and what has cleared since.",
      simulated: simulated, cutoff: cutoff,
      data: [
        "as_of": .text(board.asOf), "count": .text(NumberText.count(board.rules.count, "rule")),
        "quiet": .flag(board.active.isEmpty), "has_fired": .flag(!fired.isEmpty),
        "has_standing": .flag(!standing.isEmpty),
        "has_cleared": .flag(!board.clearedLately.isEmpty),
        "fired": .list(fired.map { data($0, root: "../") }),
        "standing": .list(standing.map { data($0, root: "../") }),
        "last": board.entries.map { ($0.spell.last, $0) }.max { $0.0 < $1.0 }
          .map { data($0.1, root: "../") } ?? .absent,
      ],
      tables: { name, _ in
        switch name {
        case "alerts-cleared": cleared(board)
        case "alert-rules": rules(board)
        default: nil
        }
      })
  }

  /// What the home page tells: the alerts of every market, with since when they stand.
  static func block(_ board: AlertBoard?, root: String) -> TemplateValue {
    guard let board, !board.active.isEmpty else { return .absent }
    return .group([
      "link": .text(root + path), "items": .list(board.active.map { data($0, root: root) }),
    ])
  }

  /// What a briefing tells: the alerts of its own day. Since when they stand follows from other days,
  /// and a briefing is made of its own document alone.
  static func block(
    _ findings: [AlertFinding], rules: [AlertRule], marketName: String, date: Day, root: String
  ) -> TemplateValue {
    let items = findings.compactMap { finding -> TemplateValue? in
      guard let rule = rules.first(where: { $0.id == finding.rule }) else { return nil }
      return .group([
        "name": .text(rule.name), "market": .text(marketName), "sentence": .text(finding.sentence),
        "since": .absent, "date_long": .text(date.longDescription), "link": .absent,
        "first_link": .absent,
      ])
    }
    guard !items.isEmpty else { return .absent }
    return .group(["link": .text(root + path), "items": .list(items)])
  }

  private static func data(_ entry: AlertBoard.Entry, root: String) -> TemplateValue {
    .group([
      "name": .text(entry.rule.name), "market": .text(entry.marketName),
      "sentence": .text(entry.spell.latest.sentence), "since": .optional(entry.standing),
      "date_long": .text(entry.spell.last.longDescription), "link": .text(root + entry.briefing),
      "first_link": .text(root + entry.firstBriefing),
    ])
  }

  private static func cleared(_ board: AlertBoard) -> DataTable? {
    let entries = board.clearedLately
    guard !entries.isEmpty else { return nil }
    return DataTable(
      name: "alerts-cleared",
      caption: "Cleared in the last \(AlertBoard.lately) days, latest first",
      columns: [
        DataTable.Column("Alert", numeric: false), DataTable.Column("First fired"),
        DataTable.Column("Last fired"), DataTable.Column("Briefings"),
        DataTable.Column("What it said last", numeric: false),
      ],
      rows: entries.map { entry in
        DataTable.Row([
          DataTable.Cell(entry.rule.name, note: entry.marketName),
          DataTable.Cell(
            entry.spell.first.shortDescription, link: "../" + entry.firstBriefing),
          DataTable.Cell(entry.spell.last.shortDescription, link: "../" + entry.briefing),
          DataTable.Cell(String(entry.spell.days)), DataTable.Cell(entry.spell.latest.sentence),
        ])
      })
  }

  private static func rules(_ board: AlertBoard) -> DataTable {
    DataTable(
      name: "alert-rules", caption: "The rules, and how often each has fired",
      columns: [
        DataTable.Column("Rule", numeric: false), DataTable.Column("Fires at", numeric: false),
        DataTable.Column("Now", numeric: false), DataTable.Column("Times fired"),
      ],
      rows: board.rules.map { rule in
        let entries = board.entries.filter { $0.rule.id == rule.id }
        let active = entries.filter { $0.spell.status != .cleared }
        let market = rule.market.map { id in board.markets.first { $0.id == id }?.name ?? id }
        return DataTable.Row([
          DataTable.Cell(rule.name),
          DataTable.Cell(rule.condition.words, note: market.map { "\($0) alone" }),
          DataTable.Cell(active.isEmpty ? "quiet" : "fires"),
          DataTable.Cell(String(entries.count)),
        ])
      })
  }
}

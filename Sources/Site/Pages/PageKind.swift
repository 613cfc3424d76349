/// The kinds of page, and what the templates of each may use.
enum PageKind: String, Sendable, Hashable, CaseIterable {
  case layout, home, market, briefing
  case trackRecord = "track-record"
  case alerts
  /// A Markdown page of the site's own: methodology, glossary, 404.
  case page

  /// Whether its headings are listed at its top: where they are chapters, not markets or months.
  var hasContents: Bool { self == .briefing || self == .page }

  /// The template that is written for it; pages of the site's own are their own.
  var template: String? { self == .page ? nil : rawValue }

  static let chartNames = [
    "heatmap", "profile", "open-interest", "funding", "funding-venues", "entries", "cascade",
    "card",
  ]

  var figures: [String] {
    switch self {
    case .home, .market, .briefing: PageKind.chartNames
    case .trackRecord: TrackRecordPage.figures
    case .layout, .page, .alerts: []
    }
  }

  var tables: [String] {
    switch self {
    case .briefing: BriefingTables.names
    case .home, .market: ["ladder"] + (self == .market ? ["calendar", "archive"] : [])
    case .trackRecord: TrackRecordTables.names
    case .alerts: AlertPage.tables
    case .layout, .page: []
    }
  }

  /// Every name that the page's templates may use.
  var shape: TemplateShape {
    switch self {
    case .layout:
      PageKind.common.adding([
        "content": .markup, "has_contents": .flag, "contents": PageKind.contents,
      ])
    case .home: PageKind.common.adding(HomePage.shape)
    case .market: PageKind.common.adding(MarketPage.shape)
    case .briefing: PageKind.common.adding(BriefingPage.shape)
    case .trackRecord: PageKind.common.adding(TrackRecordPage.shape)
    case .alerts: PageKind.common.adding(AlertPage.shape)
    case .page: PageKind.common
    }
  }

  /// What every page has.
  private static let common = TemplateShape.group([
    "site": .group([
      "title": .text, "description": .text, "root": .text, "url": .text, "stylesheet": .text,
      "theme": .text, "icon": .text, "explorer": .text, "edition": .text,
      "alerts": .text,
      "markets": .list(
        .group(["id": .text, "name": .text, "link": .text, "current": .flag])),
      "pages": .list(.group(["label": .text, "link": .text, "current": .flag])),
    ]),
    "page": .group([
      "title": .text, "description": .text, "kind": .text, "url": .text, "simulated": .flag,
      "cutoff": .text, "published": .text, "card": .text, "card_alt": .text, "linked_data": .markup,
      "edition": .group(["id": .text, "source": .text]),
    ]),
  ])

  /// The page's second-level headings.
  private static let contents = TemplateShape.list(.group(["id": .text, "text": .text]))
}

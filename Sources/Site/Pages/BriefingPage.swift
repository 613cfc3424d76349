import Briefing
import Market

/// The page of one market's day.
enum BriefingPage {
  static let shape: [String: TemplateShape] = [
    "market": .group(["id": .text, "name": .text, "link": .text]), "date": .text,
    "date_long": .text, "weekday": .text, "cutoff": .text, "cutoff_iso": .text, "clock": .text,
    "provisional": .flag, "headline": .text,
    "summary": .texts, "close": .text, "high": .text, "low": .text, "change_24h": .text,
    "change_7d": .text, "daily_move": .text, "total_usd": .text, "has_zones": .flag,
    "previous": neighbour, "next": neighbour, "method_version": .text, "schema_version": .text,
    "reading": .group([
      "trapped_longs": section, "trapped_shorts": section, "squeeze": scored, "flush": scored,
      "funding": section, "crowding": section, "whales": section, "regime": section,
      "sweeps": section,
    ]),
    "projection": section, "cascade": section, "scorecard": section, "data_health": section,
    "explorer": ExplorerData.shape, "alerts": AlertPage.blockShape,
  ]

  private static let neighbour = TemplateShape.group(["link": .text, "date_long": .text])
  private static let section = TemplateShape.group(["sentences": .texts])
  private static let scored = TemplateShape.group([
    "sentences": .texts, "score": .text, "percentile": .text,
  ])

  /// - Parameters:
  ///   - figures: the day's charts, in its folder.
  ///   - rules: what the site speaks up about.
  ///   - previous: the day before that has a page, and the one after.
  static func page(
    _ briefing: Briefing, figures: [Figure], rules: [AlertRule] = [], previous: Day?, next: Day?
  ) -> Page {
    let summary = DaySummary(briefing, figures: figures, rules: rules)
    return Page(
      kind: .briefing, template: "briefing", path: summary.path, title: summary.title,
      description: briefing.summary.joined(separator: " "), simulated: briefing.simulated,
      cutoff: briefing.cutoff, published: briefing.cutoff, card: summary.card,
      cardAlt: summary.cardAlt,
      data: data(briefing, previous: previous, next: next).merging([
        "alerts": AlertPage.block(
          summary.alerts, rules: rules, marketName: briefing.marketName, date: briefing.date,
          root: "../../")
      ]) { $1 },
      figures: { name, _ in figures.first { $0.name == name }.map { ($0, "") } },
      tables: { name, _ in BriefingTables.table(name, of: briefing) })
  }

  private static func data(
    _ briefing: Briefing, previous: Day?, next: Day?
  ) -> [String: TemplateValue] {
    let reading = briefing.reading
    return [
      "market": .group([
        "id": .text(briefing.market), "name": .text(briefing.marketName),
        "link": .text("../index.html"),
      ]),
      "date": .text("\(briefing.date)"), "date_long": .text(briefing.date.longDescription),
      "weekday": .text(Wording.weekday(briefing.date)),
      "cutoff": .text(Wording.cutoff(briefing.cutoff)),
      "cutoff_iso": .text("\(briefing.cutoff)"),
      "clock": .text(Wording.clock(briefing.cutoff)),
      "provisional": .flag(briefing.isProvisional), "headline": .text(briefing.headline),
      "summary": .texts(briefing.summary),
      "close": .text(NumberText.price(briefing.price.close.value)),
      "high": .text(NumberText.price(briefing.price.high.value)),
      "low": .text(NumberText.price(briefing.price.low.value)),
      "change_24h": .optional(briefing.price.change24h.map { Wording.change($0) }),
      "change_7d": .optional(briefing.price.change7d.map { Wording.change($0) }),
      "daily_move": .text(NumberText.percent(briefing.sigma24h, decimals: 1)),
      "total_usd": .text(NumberText.usd(briefing.heatmap.totalUSD.value)),
      "has_zones": .flag(!briefing.zones.isEmpty),
      "previous": neighbourData(previous), "next": neighbourData(next),
      "method_version": .text(briefing.methodVersion),
      "schema_version": .text(String(briefing.schemaVersion)),
      "reading": .group([
        "trapped_longs": sectionData(reading.trappedLongs.sentences),
        "trapped_shorts": sectionData(reading.trappedShorts.sentences),
        "squeeze": scoredData(reading.squeeze), "flush": scoredData(reading.flush),
        "funding": reading.funding.map { sectionData($0.sentences) } ?? .absent,
        "crowding": reading.crowding.map { sectionData($0.sentences) } ?? .absent,
        "whales": reading.whales.map { sectionData($0.sentences) } ?? .absent,
        "regime": reading.regime.map { sectionData($0.sentences) } ?? .absent,
        "sweeps": sectionData(reading.sweeps.sentences),
      ]),
      "projection": briefing.projection.map { sectionData($0.sentences) } ?? .absent,
      "cascade": briefing.cascade.map { sectionData($0.sentences) } ?? .absent,
      "scorecard": briefing.scorecard.map { sectionData($0.sentences) } ?? .absent,
      "data_health": sectionData(briefing.dataHealth.sentences),
      "explorer": ExplorerData.choices(briefing),
    ]
  }

  private static func neighbourData(_ day: Day?) -> TemplateValue {
    guard let day else { return .absent }
    return .group([
      "link": .text("../\(day)/index.html"), "date_long": .text(day.longDescription),
    ])
  }

  private static func sectionData(_ sentences: [String]) -> TemplateValue {
    .group(["sentences": .texts(sentences)])
  }

  private static func scoredData(_ report: PressureReport) -> TemplateValue {
    .group([
      "sentences": .texts(report.sentences),
      "score": .text(NumberText.fixed(report.score, decimals: 0)),
      "percentile": .optional(report.percentile90d.map { Wording.percentile($0) }),
    ])
  }
}

import Briefing
import Market

/// A market's track record: what each day's forecast scored when its window was over, and all of them
/// together at the latest close.
enum TrackRecordPage {
  /// The name of its folder.
  static let stem = "track-record"
  static let figures = ["running-lift", "lift", "reliability"]

  static let shape: [String: TemplateShape] = [
    "id": .text, "name": .text, "market_link": .text, "date_long": .text, "count": .text,
    "sentences": .texts, "has_rules": .flag, "has_reach": .flag, "has_labels": .flag,
    "label_sentence": .text,
    "reach": .list(.group(["key": .text, "length": .text])),
    "months": .list(.group(["key": .text, "name": .text])),
  ]

  /// The folder of the page and its charts, within the site.
  static func folder(of market: String) -> String { "\(market)/\(stem)/" }

  /// Within the site.
  static func path(of day: DaySummary) -> String { folder(of: day.market) + "index.html" }

  /// Whether there is anything to show.
  static func isMade(of days: [DaySummary]) -> Bool { days.contains { $0.scorecard != nil } }

  /// - Parameters:
  ///   - days: the market's days in order of time.
  ///   - figures: the record's charts, in its folder.
  ///   - threads: how many labels are tested at once.
  /// - Returns: `nil` where no day could be scored.
  static func page(
    _ days: [DaySummary], latest: DaySummary, figures: [Figure], threads: Int
  ) -> Page? {
    guard let record = TrackRecord(days), let last = record.days.last,
      let scorecard = last.scorecard
    else { return nil }
    let labels = LabelTables(days, threads: threads)
    let months = Set(record.days.map { Month($0.date) }).sorted(by: >)
    return Page(
      kind: .trackRecord, template: "track-record", path: path(of: latest),
      title: "\(latest.marketName): track record"
        + (latest.simulated ? " (simulated market)" : ""),
      description: scorecard.sentences.joined(separator: " "),
      simulated: days.contains(where: \.simulated), cutoff: last.cutoff,
      data: [
        "id": .text(latest.market), "name": .text(latest.marketName),
        "market_link": .text("../index.html"), "date_long": .text(last.date.longDescription),
        "count": .text(NumberText.count(record.days.count, "day")),
        "sentences": .texts(scorecard.sentences),
        "has_rules": .flag(
          record.horizons.contains { horizon in
            Side.allCases.contains { !(horizon.score($0).running.baselines ?? []).isEmpty }
          }),
        "has_reach": .flag(!record.reach.isEmpty), "has_labels": .flag(!labels.isEmpty),
        "label_sentence": .optional(labels.sentence),
        "reach": .list(
          record.reach.map {
            .group([
              "key": .text(String($0.hours)), "length": .text(ScoreText.length($0.hours)),
            ])
          }),
        "months": .list(
          months.map { .group(["key": .text($0.key), "name": .text($0.name)]) }),
      ],
      figures: { name, _ in figures.first { $0.name == name }.map { ($0, "") } },
      tables: { name, key in
        switch name {
        case "label-returns": labels.returns()
        case "label-volatility": labels.volatility()
        default: TrackRecordTables.table(name, key: key, of: record)
        }
      })
  }
}

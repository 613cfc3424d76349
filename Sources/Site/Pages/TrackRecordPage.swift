import Briefing
import Market

/// A market's track record: what each day's map scored when its window was over, and all of them
/// together at the latest close.
enum TrackRecordPage {
  static let tables = ["running-lift", "track-record"]

  static let shape: [String: TemplateShape] = [
    "id": .text, "name": .text, "market_link": .text, "date_long": .text, "count": .text,
    "sentences": .texts,
  ]

  /// Within the site.
  static func path(of day: DaySummary) -> String { "\(day.market)/track-record/index.html" }

  /// Whether there is anything to show.
  static func isMade(of days: [DaySummary]) -> Bool { days.contains { $0.scorecard != nil } }

  /// - Parameter days: the market's days in order of time.
  /// - Returns: `nil` where no day could be scored.
  static func page(_ days: [DaySummary], latest: DaySummary) -> Page? {
    let scored = days.filter { $0.scorecard != nil }
    guard let last = scored.last, let scorecard = last.scorecard else { return nil }
    return Page(
      kind: .trackRecord, template: "track-record", path: path(of: latest),
      title: "\(latest.marketName): track record"
        + (latest.simulated ? " (simulated market)" : ""),
      description: scorecard.sentences.joined(separator: " "),
      simulated: days.contains(where: \.simulated), cutoff: last.cutoff,
      data: [
        "id": .text(latest.market), "name": .text(latest.marketName),
        "market_link": .text("../index.html"), "date_long": .text(last.date.longDescription),
        "count": .text(Wording.plural(scored.count, "day")),
        "sentences": .texts(scorecard.sentences),
      ],
      tables: { name, _ in
        switch name {
        case "running-lift": ScoreTables.running(scorecard)
        case "track-record": ScoreTables.trackRecord(scored)
        default: nil
        }
      })
  }
}

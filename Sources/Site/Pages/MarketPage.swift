import Market

/// A market's page: the latest day, and every day in a calendar, latest month first.
enum MarketPage {
  static let shape: [String: TemplateShape] = [
    "name": .text, "latest": DaySummary.shape, "count": .text, "first_day": .text,
    "track_record": .text, "months": .list(.group(["key": .text, "name": .text])),
  ]

  /// - Parameter days: the market's days in order of time; at least one.
  static func page(_ days: [DaySummary], latest: DaySummary) -> Page {
    let root = "../"
    let months = Dictionary(grouping: days) { Month($0.date) }
    let closed = days.filter { !$0.provisional }
    let shades = MarketCalendar.Shades(closed)
    return Page(
      kind: .market, template: "market", path: "\(latest.market)/index.html",
      title: "\(latest.marketName): all briefings"
        + (latest.simulated ? " (simulated market)" : ""),
      description: nil, simulated: days.contains(where: \.simulated), cutoff: latest.cutoff,
      card: latest.card, cardAlt: latest.cardAlt,
      data: [
        "name": .text(latest.marketName), "latest": latest.data(root: root),
        "count": .text(NumberText.count(closed.count, "briefing")),
        "track_record": .optional(
          TrackRecordPage.isMade(of: days) ? "track-record/index.html" : nil),
        "first_day": .text((days.first?.date ?? latest.date).longDescription),
        "months": .list(
          months.keys.sorted(by: >).map {
            .group(["key": .text($0.key), "name": .text($0.name)])
          }),
      ],
      figures: { name, _ in
        latest.figures.first { $0.name == name }.map { ($0, "\(latest.date)/") }
      },
      tables: { name, key in
        if name == "ladder" { return latest.ladder }
        guard let month = months.keys.first(where: { $0.key == key }), let days = months[month]
        else { return nil }
        return name == "calendar"
          ? MarketCalendar.table(month, days, shades: shades) : archive(month, days)
      })
  }

  private static func archive(_ month: Month, _ days: [DaySummary]) -> DataTable {
    DataTable(
      name: "archive", caption: "Briefings of \(month.name), latest first",
      columns: [
        DataTable.Column("Day", numeric: false), DataTable.Column("Finding", numeric: false),
        DataTable.Column("Close, USD"), DataTable.Column("24 h"),
      ],
      rows: days.reversed().map { day in
        DataTable.Row([
          DataTable.Cell(
            "\(Wording.weekday(day.date).prefix(3)) \(day.date.calendar.day)",
            link: "\(day.date)/index.html"),
          DataTable.Cell(
            day.headline,
            note: day.provisional ? "provisional, \(Wording.clock(day.cutoff)) UTC" : nil),
          DataTable.Cell(NumberText.price(day.close.value)),
          DataTable.Cell(Wording.change(day.change24h)),
        ])
      })
  }
}

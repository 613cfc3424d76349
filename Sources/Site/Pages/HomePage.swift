import Market

/// The site's first page: the latest briefing of each market.
enum HomePage {
  static let shape: [String: TemplateShape] = [
    "markets": .list(DaySummary.shape), "alerts": AlertPage.blockShape,
  ]

  /// - Parameters:
  ///   - latest: the latest day of each market that has one, in the configuration's order.
  ///   - board: what the site's rules found; `nil` without rules.
  static func page(
    _ latest: [DaySummary], board: AlertBoard? = nil, frame: SiteFrame, simulated: Bool,
    cutoff: Timestamp?
  ) -> Page {
    @Sendable func day(_ key: String?) -> DaySummary? {
      key == nil ? latest.first : latest.first { $0.market == key }
    }
    return Page(
      kind: .home, template: "home", path: "index.html",
      title: frame.title + (simulated ? " (simulated market)" : ""),
      description: frame.description, simulated: simulated, cutoff: cutoff,
      card: latest.first?.card, cardAlt: latest.first?.cardAlt, linkedData: .site(frame),
      data: [
        "markets": .list(latest.map { $0.data(root: "") }),
        "alerts": AlertPage.block(board, root: ""),
      ],
      figures: { name, key in
        guard let day = day(key), let figure = day.figures.first(where: { $0.name == name }) else {
          return nil
        }
        return (figure, "\(day.market)/\(day.date)/")
      },
      tables: { name, key in name == "ladder" ? day(key)?.ladder : nil })
  }
}

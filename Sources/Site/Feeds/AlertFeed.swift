import Market

/// The alerts that began last as an Atom feed: an entry for each rule, market and first day.
enum AlertFeed {
  static let file = "alerts.xml"

  static func text(_ board: AlertBoard, frame: SiteFrame) -> String {
    let entries = board.entries.prefix(AtomFeed.limit).map { entry($0, frame) }
    return AtomDocument(
      id: FeedID.site(frame) + "alerts", title: "\(frame.title): alerts",
      subtitle: "What the rules of this site find at each close.",
      feed: frame.baseURL + file, page: PageRenderer.url(AlertPage.path, frame.baseURL),
      author: frame.title,
      updated: entries.map(\.updated).max() ?? board.markets.map(\.latest.close).max()
        ?? Timestamp(seconds: 0),
      entries: entries
    ).text
  }

  /// Told when it begins and again when it clears; in between the entry stays as it is, so that a
  /// reader is not told every day.
  private static func entry(_ entry: AlertBoard.Entry, _ frame: SiteFrame) -> AtomDocument.Entry {
    let spell = entry.spell
    let link = PageRenderer.url(entry.firstBriefing, frame.baseURL)
    var sentences = (entry.simulated ? [FeedID.simulated] : []) + [spell.opening.sentence]
    if spell.cleared != nil {
      sentences.append(
        spell.days > 1
          ? "It stood in \(spell.days) briefings and fired last on \(spell.last.longDescription)."
          : "It fired on that day alone.")
    }
    let name = "\(entry.rule.name): \(entry.marketName), \(spell.first.longDescription)"
    return AtomDocument.Entry(
      id: FeedID.alert(entry, frame),
      title: name + (entry.simulated ? " (simulated market)" : ""), link: link,
      published: spell.first.close, updated: spell.cleared?.close ?? spell.first.close,
      category: (entry.rule.id, entry.rule.name), summary: sentences.joined(separator: " "),
      content: sentences.map { "<p>\(Escaping.html($0))</p>\n" }.joined()
        + "<p>\(Escaping.html(entry.rule.condition.words)). "
        + "<a href=\"\(Escaping.html(link))\">The briefing of \(spell.first.longDescription)</a></p>"
    )
  }
}

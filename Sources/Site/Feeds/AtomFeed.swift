import Market

/// The newest briefings as an Atom feed.
enum AtomFeed {
  /// Entries of a feed.
  static let limit = 50

  /// - Parameter days: newest first.
  static func text(_ days: [DaySummary], frame: SiteFrame) -> String {
    AtomDocument(
      id: FeedID.site(frame), title: frame.title, subtitle: frame.description,
      feed: frame.baseURL + "feed.xml", page: frame.baseURL, author: frame.title,
      updated: days.map(\.cutoff).max() ?? Timestamp(seconds: 0),
      entries: days.prefix(limit).map { day in
        AtomDocument.Entry(
          id: FeedID.day(day, frame), title: day.title,
          link: PageRenderer.url(day.path, frame.baseURL), published: day.cutoff,
          updated: day.cutoff, category: (day.market, day.marketName), summary: FeedID.text(day),
          content: FeedContent.html(day, frame: frame))
      }
    ).text
  }
}

/// Names and texts that the feeds share.
enum FeedID {
  /// Entries keep their names when the site moves to another path of its host (RFC 4151).
  static func day(_ day: DaySummary, _ frame: SiteFrame) -> String {
    "tag:\(host(frame)),\(day.date):heatpress/\(day.market)"
  }

  /// One for each rule, market and first day.
  static func alert(_ entry: AlertBoard.Entry, _ frame: SiteFrame) -> String {
    "tag:\(host(frame)),\(entry.spell.first):heatpress/alerts/\(entry.market)/\(entry.rule.id)"
  }

  static func site(_ frame: SiteFrame) -> String {
    "tag:\(host(frame)),2024:heatpress" + frame.basePath
  }

  /// The three sentences; those of a simulated market or of an open day begin with saying so.
  static func text(_ day: DaySummary) -> String {
    (remarks(day) + day.summary).joined(separator: " ")
  }

  /// What has to be known before anything else.
  static func remarks(_ day: DaySummary) -> [String] {
    (day.simulated ? [simulated] : [])
      + (day.provisional
        ? ["Provisional, as of \(Wording.clock(day.cutoff)) UTC: the day is still open."] : [])
  }

  static let simulated = "Simulated market, not a real one."

  private static func host(_ frame: SiteFrame) -> Substring {
    guard let scheme = frame.baseURL.firstRange(of: "://") else { return "example.org" }
    return frame.baseURL[scheme.upperBound...].prefix { $0 != "/" && $0 != ":" }
  }
}

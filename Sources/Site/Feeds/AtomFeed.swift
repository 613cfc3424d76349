import Market

/// The newest briefings as Atom (RFC 4287).
enum AtomFeed {
  /// Entries of a feed.
  static let limit = 50

  /// - Parameter days: newest first.
  static func text(_ days: [DaySummary], frame: SiteFrame) -> String {
    let x = { (text: String) in Escaping.html(text) }
    var xml = """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
      <id>\(x(FeedID.site(frame)))</id>
      <title>\(x(frame.title))</title>
      <subtitle>\(x(frame.description))</subtitle>
      <link rel="self" type="application/atom+xml" href="\(x(frame.baseURL))feed.xml"/>
      <link rel="alternate" type="text/html" href="\(x(frame.baseURL))"/>
      <updated>\(days.map(\.cutoff).max().map(\.description) ?? "1970-01-01T00:00:00Z")</updated>
      <author><name>\(x(frame.title))</name></author>

      """
    for day in days.prefix(limit) {
      xml += """
        <entry>
        <id>\(x(FeedID.day(day, frame)))</id>
        <title>\(x(day.title))</title>
        <link rel="alternate" type="text/html" href="\(x(PageRenderer.url(day.path, frame.baseURL)))"/>
        <published>\(day.cutoff)</published>
        <updated>\(day.cutoff)</updated>
        <category term="\(x(day.market))" label="\(x(day.marketName))"/>
        <summary>\(x(FeedID.text(day)))</summary>
        </entry>

        """
    }
    return xml + "</feed>\n"
  }
}

/// Names and texts that both feeds share.
enum FeedID {
  /// Entries keep their names when the site moves to another path of its host (RFC 4151).
  static func day(_ day: DaySummary, _ frame: SiteFrame) -> String {
    "tag:\(host(frame)),\(day.date):heatpress/\(day.market)"
  }

  static func site(_ frame: SiteFrame) -> String {
    "tag:\(host(frame)),2024:heatpress" + frame.basePath
  }

  /// The three sentences; those of a simulated market begin with saying so.
  static func text(_ day: DaySummary) -> String {
    ((day.simulated ? ["Simulated market, not a real one."] : []) + day.summary)
      .joined(separator: " ")
  }

  private static func host(_ frame: SiteFrame) -> Substring {
    guard let scheme = frame.baseURL.firstRange(of: "://") else { return "example.org" }
    return frame.baseURL[scheme.upperBound...].prefix { $0 != "/" && $0 != ":" }
  }
}

import Foundation
import FoundationXML
import Market
import Testing

@testable import Briefing
@testable import Site

/// What a site with rules tells of them: pages, feed, `alerts.json`.
@Suite struct AlertSiteTests {
  private static let rules = """
    alerts:
      - { name: Long pool, when: long_pool, over: 100M USD, within: 10% }
      - { name: "Squeeze <b>", when: squeeze, over: 60 }

    """

  /// The squeeze score of each day, the last one the tiny edition's own; the long pool is there on
  /// the last two.
  private func site(scores: [Double] = [70, 30, 80, 40]) throws -> TinySite {
    let site = try TinySite(Self.rules)
    try site.publish(
      scores.enumerated().map { index, score in
        var briefing = TinyEdition.briefing(day: TinyEdition.day - (scores.count - 1 - index))
        briefing.reading.squeeze.score = score
        if index < scores.count - 2 { briefing.zones.removeAll { $0.side == .long } }
        return briefing
      })
    return site
  }

  private func document(_ site: TinySite) throws -> AlertsDocument {
    try PublishedDays(output: site.folder.path + "/public").alerts()
  }

  @Test("alerts.json has every spell, the newest first, and says how it stands")
  func document() throws {
    let alerts = try document(site()).alerts
    #expect(alerts.map(\.rule) == ["long-pool", "squeeze-b", "squeeze-b"])
    #expect(alerts.map(\.status) == [.standing, .cleared, .cleared])
    #expect(
      alerts.map { "\($0.firstDay) \($0.lastDay) \($0.days)" } == [
        "2024-08-04 2024-08-05 2", "2024-08-04 2024-08-04 1", "2024-08-02 2024-08-02 1",
      ])
    #expect(alerts.map { $0.clearedDay?.description } == [nil, "2024-08-05", "2024-08-03"])
    #expect(
      alerts[0].id == "tag:example.org,2024-08-04:heatpress/alerts/btc/long-pool")
    #expect(alerts[0].briefing == "btc/2024-08-05/index.html" && alerts[0].value == 1.5e8)
    #expect(alerts[1].name == "Squeeze <b>" && alerts[1].unit == .points)
  }

  @Test("the page tells apart what is new, what stands and what has cleared")
  func page() throws {
    let site = try site()
    let page = try site.folder.text(of: "public/alerts/index.html")
    #expect(!page.contains("<h2 id=\"new\">") && page.contains("<h2 id=\"standing\">"))
    #expect(page.contains("<table class=\"alerts-cleared\">"))
    #expect(page.contains("since 4 August 2024, 2 briefings"))
    #expect(page.contains("href=\"../btc/2024-08-04/index.html\""))
    #expect(page.contains("Squeeze &lt;b&gt;") && !page.contains("Squeeze <b>"))
    #expect(!page.contains("All quiet"))
    let home = try site.folder.text(of: "public/index.html")
    #expect(home.contains("<aside class=\"alerts\""))
    #expect(home.contains("<li><a href=\"alerts/index.html\">Alerts</a></li>"))
    let sitemap = try site.folder.text(of: "public/sitemap.xml")
    #expect(sitemap.contains("https://example.org/tiny/alerts/</loc>"))
  }

  @Test("a briefing tells what fired on its own day, whatever came before and after")
  func briefings() throws {
    let site = try site()
    func page(_ day: String) throws -> String {
      try site.folder.text(of: "public/btc/\(day)/index.html")
    }
    #expect(try page("2024-08-02").contains("The squeeze score stands at 70"))
    #expect(try !page("2024-08-03").contains("<aside class=\"alerts\""))
    #expect(try page("2024-08-04").contains("The squeeze score stands at 80"))
    #expect(try !page("2024-08-05").contains("The squeeze score stands at"))
    #expect(try page("2024-08-05").contains("$150\u{202F}M of longs"))
  }

  @Test("where nothing fires the page says so, and what was heard of last")
  func quiet() throws {
    let site = try TinySite(
      "alerts:\n  - { name: Squeeze, when: squeeze, over: 60 }\n  - { name: F, when: flush, over: 99 }\n"
    )
    var first = TinyEdition.briefing(day: TinyEdition.day - 1)
    first.reading.squeeze.score = 61
    try site.publish([first, TinyEdition.briefing()])
    let page = try site.folder.text(of: "public/alerts/index.html")
    #expect(page.contains("All quiet") && page.contains("the close of 5 August 2024"))
    #expect(page.contains("Squeeze, Bitcoin, 4 August 2024"))
    #expect(try !site.folder.text(of: "public/index.html").contains("<aside"))
    try site.publish([TinyEdition.briefing()])
    let never = try site.folder.text(of: "public/alerts/index.html")
    #expect(never.contains("Nothing has fired since this site began"))
    #expect(try document(site).active.isEmpty)
  }

  @Test("a site without rules has no page, no feed and no link to either")
  func none() throws {
    let site = try TinySite()
    try site.publish([TinyEdition.briefing()])
    let contents = try site.contents()
    #expect(contents["alerts/index.html"] == nil && contents["alerts.xml"] == nil)
    #expect(try document(site).alerts.isEmpty)
    for (path, bytes) in contents where path.hasSuffix(".html") || path.hasPrefix("feed.") {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(!text.contains("alerts.xml") && !text.contains("alerts/"), "\(path)")
    }
  }

  @Test("an entry of the feed stays as it is while its alert stands, and changes when it clears")
  func feed() throws {
    func entry(_ site: TinySite) throws -> String {
      let feed = try site.folder.text(of: "public/alerts.xml")
      #expect(XMLParser(data: Data(feed.utf8)).parse())
      let id = "<id>tag:example.org,2024-08-02:heatpress/alerts/btc/squeeze-b</id>"
      return try #require(
        feed.components(separatedBy: "<entry>").first { $0.contains(id) }
      ).components(separatedBy: "</entry>")[0]
    }
    let site = try TinySite(Self.rules)
    func publish(_ scores: [Double]) throws {
      try site.publish(
        scores.enumerated().map { index, score in
          var briefing = TinyEdition.briefing(day: TinyEdition.day - 3 + index)
          briefing.reading.squeeze.score = score
          return briefing
        })
    }
    try publish([70])
    let new = try entry(site)
    try publish([70, 90])
    #expect(try entry(site) == new)
    try publish([70, 90, 10])
    let cleared = try entry(site)
    #expect(new.contains("<updated>2024-08-03T00:00:00Z</updated>"))
    #expect(cleared.contains("<updated>2024-08-05T00:00:00Z</updated>"))
    #expect(cleared.contains("It stood in 2 briefings and fired last on 3 August 2024."))
    #expect(cleared.contains("Squeeze &lt;b&gt;"))
  }

  @Test("several tasks tell the same alerts as one")
  func order() throws {
    let briefings = (0..<6).map { offset in
      var briefing = TinyEdition.briefing(day: TinyEdition.day - offset)
      briefing.reading.squeeze.score = offset % 3 == 0 ? 70 : 10
      return briefing
    }
    let one = try TinySite(Self.rules)
    try one.publish(briefings)
    let other = try TinySite(Self.rules)
    try other.publish(briefings, jobs: 8)
    #expect(try one.contents() == other.contents())
  }

  @Test("a document that was read back says the same alerts as the one that was computed")
  func readBack() throws {
    let site = try site()
    let published = PublishedDays(output: site.folder.path + "/public")
    for day in try published.days(of: "btc") {
      let briefing = try published.edition(market: "btc", day: day).briefing
      let again = site.configuration.alerts.compactMap { $0.finding(in: briefing) }
      let page = try site.folder.text(of: "public/btc/\(day)/index.html")
      for finding in again { #expect(page.contains(finding.sentence)) }
      #expect(again.isEmpty == !page.contains("<aside class=\"alerts\""))
    }
  }
}

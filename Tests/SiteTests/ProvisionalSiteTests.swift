import Foundation
import Market
import Testing

@testable import Briefing
@testable import Site

/// A site whose newest day is still open.
@Suite struct ProvisionalSiteTests {
  private func openDay() -> Briefing {
    var briefing = TinyEdition.briefing()
    briefing.provisional = true
    briefing.cutoff = briefing.date.start + .hours(13)
    briefing.scorecard = nil
    return briefing
  }

  private func site(_ last: Briefing, rules: String = "") throws -> TinySite {
    let site = try TinySite(rules)
    try site.publish([TinyEdition.briefing(day: TinyEdition.day - 1), last])
    return site
  }

  @Test("page, front page, market, feeds, catalogues and document say that it is provisional")
  func marks() throws {
    let site = try site(openDay())
    func text(_ file: String) throws -> String { try site.folder.text(of: "public/" + file) }
    let page = try text("btc/2024-08-05/index.html")
    #expect(page.contains("<strong>Provisional.</strong> 5 August 2024 is still open."))
    #expect(page.contains("stands at 13:00 UTC") && page.contains("Price at 13:00 UTC"))
    #expect(page.contains("provisional at 13:00 UTC"), "the title")
    #expect(page.contains(#""creativeWorkStatus":"Provisional""#))
    #expect(try text("index.html").contains("Provisional, the day is still open"))
    let market = try text("btc/index.html")
    #expect(market.contains("provisional, 13:00 UTC") && market.contains("1 briefing since"))
    let atom = try text("feed.xml")
    #expect(atom.contains("5 August 2024, provisional at 13:00 UTC: "))
    #expect(atom.contains("Provisional, as of 13:00 UTC: the day is still open."))
    #expect(atom.contains("<updated>2024-08-05T13:00:00Z</updated>"))
    #expect(try text("feed.json").components(separatedBy: #""_provisional" : true"#).count == 2)
    for file in ["index.json", "btc/index.json"] {
      let catalogue = try text(file).replacing(" ", with: "")
      #expect(catalogue.components(separatedBy: #""provisional":true"#).count == 2, "\(file)")
    }
    let document = try text("btc/2024-08-05/briefing.json")
    #expect(document.replacing(" ", with: "").contains(#""provisional":true"#))
    #expect(try !text("btc/2024-08-04/index.html").contains("rovisional"))
    #expect(try !text("btc/2024-08-04/briefing.json").contains("provisional"))
  }

  @Test("the front page keeps the last score, and the record has the closed days alone")
  func score() throws {
    let site = try site(openDay())
    #expect(try site.folder.text(of: "public/index.html").contains("How the last map fared"))
    let record = try site.folder.text(of: "public/btc/track-record/index.html")
    #expect(!record.contains("5 August 2024"))
  }

  @Test("it raises and clears no alert")
  func alerts() throws {
    let rules = "alerts:\n  - { name: Squeeze, when: squeeze, over: 60 }\n"
    var open = openDay()
    open.reading.squeeze.score = 99
    let site = try site(open, rules: rules)
    let alerts = try PublishedDays(output: site.folder.path + "/public").alerts()
    #expect(alerts.alerts.isEmpty)
    #expect(alerts.markets.map(\.latest) == [TinyEdition.day - 1])
  }

  @Test("the final edition takes its place at the same address, as if it had never been")
  func replaced() throws {
    let site = try site(openDay())
    let id = try site.folder.text(of: "public/btc/edition.json")
    try site.publish([TinyEdition.briefing(day: TinyEdition.day - 1), TinyEdition.briefing()])
    #expect(try site.folder.text(of: "public/btc/edition.json") != id)
    let fresh = try self.site(TinyEdition.briefing())
    #expect(try site.contents() == fresh.contents())
  }

  @Test("only pages of the newest edition ask for a newer one, and what they ask says which it is")
  func edition() throws {
    let site = try site(TinyEdition.briefing())
    func text(_ file: String) throws -> String { try site.folder.text(of: "public/" + file) }
    let news = try text("btc/edition.json")
    let id = try #require(news.firstMatch(of: /"edition":"([0-9a-f]{16})"/)?.output.1)
    #expect(news.contains(#""path":"2024-08-05/index.html""#) && news.utf8.count < 200)
    for (page, source) in [
      ("btc/2024-08-05/index.html", "../edition.json"), ("btc/index.html", "edition.json"),
      ("index.html", "edition.json"),
    ] {
      #expect(
        try text(page).contains(#"data-edition="\#(id)" data-source="\#(source)""#), "\(page)")
    }
    for page in ["btc/2024-08-04/index.html", "404.html", "glossary/index.html"] {
      #expect(try !text(page).contains("data-edition"), "\(page)")
    }
    let script = try #require(try site.contents().first { $0.key.hasPrefix("assets/edition.") })
    #expect(script.value.count < 2_500, "the script stays small")
  }
}

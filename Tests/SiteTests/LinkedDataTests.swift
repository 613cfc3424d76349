import Foundation
import Market
import Testing

@testable import Briefing
@testable import Charts
@testable import Site

@Suite struct LinkedDataTests {
  /// The JSON-LD of a page, parsed.
  private func data(_ page: String) throws -> [String: Any]? {
    guard let start = page.firstRange(of: "<script type=\"application/ld+json\">"),
      let end = page[start.upperBound...].firstRange(of: "</script>")
    else { return nil }
    let json = page[start.upperBound..<end.lowerBound]
    return try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
  }

  @Test("home, market and briefing say what they are; other pages say nothing")
  func kinds() throws {
    let site = try TinySite()
    try site.publish([TinyEdition.briefing()])
    let home = try data(site.folder.text(of: "public/index.html"))
    #expect(home?["@type"] as? String == "WebSite")
    #expect(home?["url"] as? String == "https://example.org/tiny/")
    let market = try data(site.folder.text(of: "public/btc/index.html"))
    #expect(market?["@type"] as? String == "Dataset")
    let briefing = try data(site.folder.text(of: "public/btc/2024-08-05/index.html"))
    #expect(briefing?["@type"] as? String == "NewsArticle")
    #expect(briefing?["datePublished"] as? String == "2024-08-06T00:00:00Z")
    let dataset = try #require(briefing?["isBasedOn"] as? [String: Any])
    let files = try #require(dataset["distribution"] as? [[String: Any]])
    for file in files {
      let url = try #require(file["contentUrl"] as? String)
      #expect(url.hasPrefix("https://example.org/tiny/"))
      #expect(site.folder.exists("public/" + url.dropFirst("https://example.org/tiny/".count)))
    }
    #expect(files.count == 3)
    #expect(try data(site.folder.text(of: "public/404.html")) == nil)
    #expect(try data(site.folder.text(of: "public/glossary/index.html")) == nil)
  }

  @Test("a simulated market is a report and no news, and says so in its headline")
  func simulated() throws {
    let site = try TinySite()
    try site.publish([TinyEdition.briefing(simulated: true)])
    let briefing = try data(site.folder.text(of: "public/btc/2024-08-05/index.html"))
    #expect(briefing?["@type"] as? String == "Report")
    #expect((briefing?["headline"] as? String)?.contains("simulated market") == true)
  }

  @Test("nothing in the data ends the element that it stands in")
  func hostile() throws {
    let attack = "</script><script>alert(1)</script><!-- & \u{1} \u{2028} \"\\"
    let site = try TinySite()
    var briefing = TinyEdition.briefing()
    briefing.headline = attack
    briefing.marketName = attack
    try site.publish([briefing])
    let page = try site.folder.text(of: "public/btc/2024-08-05/index.html")
    let found = try data(page)
    #expect((found?["headline"] as? String)?.contains(attack) == true)
    #expect(!page.contains("<script>") && !page.contains("<!--"))
    #expect(page.components(separatedBy: "</script>").count == 4)
  }

  @Test("a page says what it shows where it is shared")
  func cards() throws {
    let site = try TinySite()
    var card = TinyEdition.charts[0]
    card.name = "card"
    card.altText = "A card & its figures"
    try site.publish([TinyEdition.briefing()], charts: [card])
    let page = try site.folder.text(of: "public/btc/2024-08-05/index.html")
    for line in [
      "<meta property=\"og:type\" content=\"article\">",
      "<meta property=\"article:published_time\" content=\"2024-08-06T00:00:00Z\">",
      "<meta property=\"og:image:alt\" content=\"A card &amp; its figures\">",
      "<meta name=\"twitter:card\" content=\"summary_large_image\">",
      "<meta property=\"og:image\" content=\"https://example.org/tiny/btc/2024-08-05/card.png\">",
    ] {
      #expect(page.contains(line), "\(line)")
    }
    let glossary = try site.folder.text(of: "public/glossary/index.html")
    #expect(glossary.contains("<meta name=\"twitter:card\" content=\"summary\">"))
    #expect(glossary.contains("<meta property=\"og:type\" content=\"website\">"))
  }
}

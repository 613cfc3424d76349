import Foundation
import FoundationXML
import Market
import Testing

@testable import Site

@Suite struct FeedTests {
  private func site() throws -> TinySite {
    let site = try TinySite()
    var odd = TinyEdition.briefing()
    odd.headline = "A & B < \"C\" \u{1}]]>"
    try site.publish([TinyEdition.briefing(day: TinyEdition.day - 1), odd])
    return site
  }

  @Test("feed and sitemap are well-formed XML", arguments: ["feed.xml", "sitemap.xml"])
  func xml(_ name: String) throws {
    let text = try site().folder.text(of: "public/" + name)
    let parser = XMLParser(data: Data(text.utf8))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
  }

  @Test("entries keep their ids when the site moves to another path")
  func ids() throws {
    let here = try site().folder.text(of: "public/feed.xml")
    var moved = try TinySite()
    moved.configuration.baseURL = "https://example.org/elsewhere/"
    try moved.publish([TinyEdition.briefing()])
    let there = try moved.folder.text(of: "public/feed.xml")
    let id = "<id>tag:example.org,2024-08-05:heatpress/btc</id>"
    #expect(here.contains(id) && there.contains(id))
    #expect(there.contains("https://example.org/elsewhere/btc/2024-08-05/"))
  }

  @Test("the JSON feed is JSON, newest first")
  func json() throws {
    let text = try site().folder.text(of: "public/feed.json")
    let feed = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let items = try #require(feed["items"] as? [[String: Any]])
    #expect(feed["version"] as? String == "https://jsonfeed.org/version/1.1")
    #expect(
      items.map { $0["url"] as? String } == [
        "https://example.org/tiny/btc/2024-08-05/", "https://example.org/tiny/btc/2024-08-04/",
      ])
    #expect((items.first?["title"] as? String)?.contains("A & B < \"C\"") == true)
  }

  @Test("an entry holds the briefing: sentences, picture, numbers, zones, links, all absolute")
  func content() throws {
    let site = try site()
    let feed = try site.folder.text(of: "public/feed.json")
    let items = try #require(
      (JSONSerialization.jsonObject(with: Data(feed.utf8)) as? [String: Any])?["items"]
        as? [[String: Any]])
    let contents = try site.contents()
    for item in items {
      let html = try #require(item["content_html"] as? String)
      let parser = XMLParser(data: Data("<div>\(html)</div>".utf8))
      #expect(parser.parse(), "\(String(describing: parser.parserError))")
      #expect(html.contains("<li>It fell.</li>"))
      #expect(html.contains("Funding, last interval") && html.contains("50,000\u{2013}50,500"))
      let links = HTMLReferences(Array(html.utf8)).links
      #expect(links.count == 5)
      for link in links {
        #expect(link.hasPrefix("https://example.org/tiny/"))
        let path = String(link.dropFirst("https://example.org/tiny/".count))
        #expect(contents[path.hasSuffix("/") ? path + "index.html" : path] != nil, "\(link)")
      }
    }
    let atom = try site.folder.text(of: "public/feed.xml")
    #expect(atom.components(separatedBy: "<content type=\"html\">&lt;ul&gt;").count == 3)
  }

  /// The texts of an XML document's elements by their path, in order.
  private final class Elements: NSObject, XMLParserDelegate {
    var texts: [(path: String, text: String)] = []
    private var path: [String] = []
    private var open: [Int] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      path.append(name)
      open.append(texts.count)
      texts.append((path.joined(separator: "/"), attributes["href"] ?? ""))
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      if let last = open.last { texts[last].text += text }
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      path.removeLast()
      open.removeLast()
    }
  }

  @Test(
    "a feed has what Atom requires: ids that differ, titles, times in order, absolute links",
    arguments: ["feed.xml", "alerts.xml"])
  func atom(_ name: String) throws {
    let site = try TinySite(
      "alerts:\n  - { name: Pool, when: long_pool, over: 1M USD, within: 10% }\n"
        + "  - { name: Squeeze, when: squeeze, over: 10 }\n")
    try site.publish([TinyEdition.briefing(day: TinyEdition.day - 1), TinyEdition.briefing()])
    let parser = XMLParser(data: Data(try site.folder.text(of: "public/" + name).utf8))
    let elements = Elements()
    parser.delegate = elements
    #expect(parser.parse())
    func texts(_ path: String) -> [String] {
      elements.texts.filter { $0.path == path }.map(\.text)
    }
    let count = texts("feed/entry").count
    #expect(count == 2)
    let ids = texts("feed/entry/id") + texts("feed/id")
    #expect(Set(ids).count == count + 1 && ids.allSatisfy { $0.hasPrefix("tag:example.org,") })
    for path in ["title", "updated", "published", "summary", "content"] {
      #expect(texts("feed/entry/" + path).filter { !$0.isEmpty }.count == count, "\(path)")
    }
    for path in ["title", "updated", "author/name"] {
      #expect(texts("feed/" + path).filter { !$0.isEmpty }.count == 1, "\(path)")
    }
    #expect(texts("feed/updated").first == texts("feed/entry/updated").max())
    for (published, updated) in zip(texts("feed/entry/published"), texts("feed/entry/updated")) {
      #expect(Timestamp(published) != nil && published <= updated)
    }
    for link in texts("feed/link") + texts("feed/entry/link") {
      #expect(link.hasPrefix("https://example.org/tiny/"))
    }
  }

  @Test("a feed has the newest fifty briefings, however many there are")
  func bounded() throws {
    let frame = try SiteDesign(try TinySite().configuration).renderer.frame
    let days = (0..<53).map {
      DaySummary(TinyEdition.briefing(day: TinyEdition.day - $0), figures: [])
    }
    let atom = AtomFeed.text(days, frame: frame)
    #expect(atom.components(separatedBy: "<entry>").count == 51)
    #expect(atom.contains("2024-06-17:heatpress") && !atom.contains("2024-06-16:heatpress"))
    let json = String(decoding: try JSONFeed(days, frame: frame).bytes(), as: UTF8.self)
    #expect(json.components(separatedBy: "date_published").count == 51)
  }

  @Test("the sitemap names each page once, the 404 page not at all")
  func sitemap() throws {
    let text = try site().folder.text(of: "public/sitemap.xml")
    #expect(text.split(separator: "<loc>").count - 1 == 8)
    #expect(!text.contains("404"))
    #expect(text.contains("<loc>https://example.org/tiny/</loc>"))
  }
}

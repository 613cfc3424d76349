import Foundation
import Market
import Testing

@testable import Briefing
@testable import Site

@Suite struct PageTests {
  /// The page is held against `Tests/GoldenPages/briefing.html`.
  ///
  /// To record it after a change that is meant: `HEATPRESS_RECORD=1 swift test --filter PageTests`,
  /// then read the difference. A recording run fails, and where `CI` is set none is made.
  @Test("a briefing's page is the one that was reviewed")
  func golden() throws {
    let site = try TinySite()
    try site.publish([
      TinyEdition.briefing(day: TinyEdition.day - 1, simulated: true),
      TinyEdition.briefing(simulated: true),
    ])
    let page = try site.folder.text(of: "public/btc/2024-08-05/index.html")
      // The style sheet's name changes with its content, which is not this page's.
      .replacing(/(site|icon|explorer|edition)\.[0-9a-f]{10}\./) { "\($0.output.1)." }
    let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("GoldenPages/briefing.html")
    let environment = ProcessInfo.processInfo.environment
    if environment["HEATPRESS_RECORD"] == "1", environment["CI"] == nil {
      try Data(page.utf8).write(to: golden)
      Issue.record("recorded \(golden.path); read the difference and run again")
      return
    }
    let expected = try String(contentsOf: golden, encoding: .utf8)
    let lines = zip(
      page.split(separator: "\n", omittingEmptySubsequences: false),
      expected.split(separator: "\n", omittingEmptySubsequences: false))
    for (number, line) in lines.enumerated() where line.0 != line.1 {
      Issue.record("line \(number + 1) is\n\(line.0)\nand was\n\(line.1)")
      return
    }
    #expect(page.count == expected.count)
  }

  @Test("text of venues comes out as text on every page and in every feed")
  func hostile() throws {
    let site = try TinySite()
    let attack = "<script>alert(1)</script> {{site.title}} \"> **b** [x](javascript:y)"
    var briefing = TinyEdition.briefing()
    briefing.marketName = attack
    briefing.headline = attack
    briefing.summary = [attack]
    briefing.reading.sweeps.sentences = [attack]
    briefing.reading.squeeze.parts[0].name = attack
    briefing.instruments[0].symbol = attack
    briefing.profile.series[0].symbol = attack
    briefing.dataHealth.findings[0].message = attack
    briefing.dataHealth.findings[0].file = attack
    try site.publish([briefing])
    for (path, bytes) in try site.contents() where !path.hasSuffix(".png") {
      let text = String(decoding: bytes, as: UTF8.self)
      guard path.hasSuffix(".html") || path.hasSuffix(".xml") else { continue }
      #expect(!text.contains("<script>"), "\(path)")
      #expect(!text.contains("javascript:y\""), "\(path)")
      #expect(!text.contains("<strong>b</strong>"), "\(path)")
      #expect(!text.contains("alert(1)") || text.contains("&lt;script&gt;"), "\(path)")
    }
    let page = try site.folder.text(of: "public/btc/2024-08-05/index.html")
    #expect(page.contains("{{site.title}}"))
    let csv = try site.folder.text(of: "public/btc/2024-08-05/profile.csv")
    #expect(csv.contains("\"<script>alert(1)</script> {{site.title}} \"\"> **b**"))
  }

  @Test("what pages give their templates has the shape that templates are checked against")
  func shapes() throws {
    let briefing = TinyEdition.briefing()
    let day = DaySummary(briefing, figures: [])
    let frame = try SiteDesign(try TinySite().configuration).renderer.frame
    var bare = briefing
    bare.reading.funding = nil
    bare.price.change24h = nil
    bare.scorecard = nil
    let unscored = DaySummary(bare, figures: [])
    bare.scorecard = briefing.scorecard
    bare.scorecard?.horizons = []
    let reachOnly = DaySummary(bare, figures: [])
    let pages = [
      BriefingPage.page(briefing, figures: [], previous: nil, next: briefing.date + 1),
      BriefingPage.page(bare, figures: [], previous: briefing.date - 1, next: nil),
      MarketPage.page([day], latest: day), MarketPage.page([unscored], latest: unscored),
      try #require(TrackRecordPage.page([unscored, day], latest: day, figures: [], threads: 1)),
      try #require(TrackRecordPage.page([reachOnly], latest: reachOnly, figures: [], threads: 1)),
      HomePage.page([day], frame: frame, simulated: false, cutoff: nil),
    ]
    for page in pages {
      var data = page.data
      data["site"] = frame.data(root: "", current: page.path)
      data["page"] = .group([
        "title": .absent, "description": .absent, "kind": .absent, "url": .absent,
        "simulated": .absent, "cutoff": .absent, "published": .absent, "card": .absent,
        "card_alt": .absent, "linked_data": .absent, "edition": .absent,
      ])
      #expect(page.kind.shape.mismatch(.group(data)) == nil)
    }
  }

  @Test("every table that a briefing's template may name is made")
  func tables() {
    let briefing = TinyEdition.briefing()
    for name in BriefingTables.names {
      guard let table = BriefingTables.table(name, of: briefing) else {
        Issue.record("no table \(name)")
        continue
      }
      #expect(table.rows.allSatisfy { $0.cells.count == table.columns.count }, "\(name)")
      #expect(!table.html(caption: nil) { _ in nil }.contains("<a "), "\(name)")
    }
    #expect(BriefingTables.table("nothing", of: briefing) == nil)
  }

  /// With a key where the table has one.
  private let recordTables: [(name: String, key: String?)] = [
    ("running-lift", nil), ("rules", nil), ("reach-skill", nil), ("reliability", "24"),
    ("track-record", "2024-08"),
  ]

  @Test("every table that a track record's template may name is made, or left out without figures")
  func recordTablesMade() throws {
    let record = try #require(TrackRecord([DaySummary(TinyEdition.briefing(), figures: [])]))
    let labelTables = ["label-returns", "label-volatility"]
    #expect(recordTables.map(\.name) + labelTables == TrackRecordTables.names)
    for (name, key) in recordTables {
      let table = try #require(TrackRecordTables.table(name, key: key, of: record), "\(name)")
      #expect(table.rows.allSatisfy { $0.cells.count == table.columns.count }, "\(name)")
    }
    #expect(TrackRecordTables.table("reliability", key: "168", of: record) == nil)
    #expect(TrackRecordTables.table("track-record", key: "2024-07", of: record) == nil)
    var reachOnly = TinyEdition.briefing()
    reachOnly.scorecard?.horizons = []
    let bare = try #require(TrackRecord([DaySummary(reachOnly, figures: [])]))
    #expect(TrackRecordTables.table("running-lift", key: nil, of: bare) == nil)
    #expect(TrackRecordTables.table("rules", key: nil, of: bare) == nil)
    #expect(TrackRecordTables.table("reach-skill", key: nil, of: bare) != nil)
  }

  @Test("the first days of a history say of no figure that it covers more than is known")
  func firstDays() throws {
    let site = try TinySite()
    var briefing = TinyEdition.briefing()
    try site.publish([briefing])
    let path = "public/btc/2024-08-05/index.html"
    var page = try site.folder.text(of: path)
    #expect(!page.contains("90-day") && !page.contains("of 90 days"))
    #expect(page.contains("Percentile so far") && page.contains("70th percentile of 31 days"))
    #expect(page.contains("Mean of all so far") && page.contains("Cost so far"))
    #expect(!page.contains("Mean of seven days") && !page.contains("Seven-day cost"))
    briefing.dataHealth.daysOfHistory = 120
    briefing.history.funding = (0..<30).map {
      FundingReport(time: TinyEdition.day.close - .hours(8 * Int64($0 + 1)), rate: 0.0001)
    }
    try site.publish([briefing])
    page = try site.folder.text(of: path)
    #expect(page.contains("90-day percentile") && page.contains("70th percentile of 90 days"))
    #expect(page.contains("Mean of seven days") && page.contains("Seven-day cost"))
    #expect(!page.contains("Percentile so far") && !page.contains("Mean of all so far"))
  }

  @Test("every word that a table links to stands in the glossary")
  func terms() throws {
    let frame = try SiteDesign(try TinySite().configuration).renderer.frame
    var asked: Set<String> = []
    let day = DaySummary(TinyEdition.briefing(), figures: [])
    for (name, key) in recordTables {
      let record = try #require(TrackRecord([day]))
      _ = TrackRecordTables.table(name, key: key, of: record)?.html(caption: nil) {
        asked.insert($0)
        return nil
      }
    }
    for name in BriefingTables.names {
      _ = BriefingTables.table(name, of: TinyEdition.briefing())?.html(caption: nil) {
        asked.insert($0)
        return nil
      }
    }
    #expect(asked.subtracting(frame.terms).isEmpty, "\(asked.subtracting(frame.terms))")
    #expect(asked.count > 10)
  }

  @Test("a simulated market says so on each page and in each entry; a real one does not")
  func simulated() throws {
    let site = try TinySite()
    try site.publish([TinyEdition.briefing(simulated: true)])
    for (path, bytes) in try site.contents() {
      let text = String(decoding: bytes, as: UTF8.self).lowercased()
      guard path.hasSuffix(".html") || path.hasPrefix("feed.") else { continue }
      #expect(text.contains("simulated market"), "\(path)")
    }
    try site.publish([TinyEdition.briefing()])
    let page = try site.folder.text(of: "public/btc/2024-08-05/index.html")
    #expect(!page.lowercased().contains("simulated"))
  }

  @Test("pages link relatively; only the 404 page goes by the base URL")
  func relative() throws {
    let site = try TinySite()
    try site.publish([TinyEdition.briefing()])
    #expect(try site.folder.text(of: "public/404.html").contains("href=\"/tiny/btc/index.html\""))
    for (path, bytes) in try site.contents() where path.hasSuffix(".html") && path != "404.html" {
      #expect(!String(decoding: bytes, as: UTF8.self).contains("href=\"/"), "\(path)")
    }
  }

  @Test("a market's track record has each scored day, latest first, and what they come to")
  func trackRecord() throws {
    let site = try TinySite()
    var first = TinyEdition.briefing(day: TinyEdition.day - 2)
    first.scorecard = nil
    let days = [TinyEdition.day - 1, TinyEdition.day]
    try site.publish([first] + days.map { TinyEdition.briefing(day: $0) })
    let page = try site.folder.text(of: "public/btc/track-record/index.html")
    let places = days.map { page.firstRange(of: "../\($0)/index.html")?.lowerBound }
    #expect(try #require(places[1]) < #require(places[0]))
    #expect(!page.contains("../\(first.date)/index.html"))
    #expect(page.contains("1.05\u{2013}1.60"))
    #expect(page.contains("too few windows to say"))
    #expect(page.contains("not to be told from it"))
    #expect(page.contains("<body class=\"track-record\">"))
    #expect(page.contains("The open-interest rule") && page.contains("1.02\u{2013}1.38"))
    #expect(page.contains("0.030") && page.contains("0.003 to 0.057"))
    #expect(page.contains("0\u{2013}10\u{202F}%") && page.contains("1 of 2"))
    let market = try site.folder.text(of: "public/btc/index.html")
    #expect(market.contains("href=\"track-record/index.html\""))
    let scored = try site.folder.text(of: "public/btc/\(days[1])/index.html")
    #expect(scored.contains("href=\"../track-record/index.html\""))
    #expect(scored.contains("<table class=\"scorecard\">"))
    #expect(scored.contains("<table class=\"zones-scored\">"))
    let unscored = try site.folder.text(of: "public/btc/\(first.date)/index.html")
    #expect(!unscored.contains("scorecard") && !unscored.contains("track-record"))
    #expect(try site.folder.text(of: "public/sitemap.xml").contains("btc/track-record/</loc>"))
  }

  @Test("a year of days stands by months, latest first, and the record's charts beside it")
  func months() throws {
    let site = try TinySite()
    let days = [-380, -40, -1, 0].map { TinyEdition.day + $0 }
    var chart = TinyEdition.charts[0]
    chart.name = "reliability"
    try site.publish(days.map { TinyEdition.briefing(day: $0) }, recordCharts: [chart])
    let page = try site.folder.text(of: "public/btc/track-record/index.html")
    let months = ["august-2024", "june-2024", "july-2023"].compactMap {
      page.firstRange(of: "<h3 id=\"\($0)\">")?.lowerBound
    }
    #expect(months.count == 3 && months == months.sorted())
    for day in days { #expect(page.contains("href=\"../\(day)/index.html\"")) }
    #expect(page.contains("src=\"reliability.png\""))
    #expect(!page.contains("class=\"chart lift\""))
    #expect(try site.contents()["btc/track-record/reliability-narrow-dark.png"] != nil)
  }

  @Test("a market in which nothing could be scored has no track record and no link to one")
  func noTrackRecord() throws {
    let site = try TinySite()
    var briefing = TinyEdition.briefing()
    briefing.scorecard = nil
    try site.publish([briefing])
    #expect(try site.contents()["btc/track-record/index.html"] == nil)
    // What is listed there are results in the cache, which has one that says that there is no page.
    let listing = SiteListing.file
    for (path, bytes) in try site.contents() where !path.hasSuffix(".png") && path != listing {
      guard !path.hasPrefix("assets/"), !path.hasPrefix("glossary/") else { continue }
      #expect(!String(decoding: bytes, as: UTF8.self).contains("track-record"), "\(path)")
    }
  }

  @Test("months stand in the archive latest first, with every day of theirs")
  func archive() throws {
    let site = try TinySite()
    let days = [-40, -5, -1, 0].map { TinyEdition.day + $0 }
    try site.publish(days.map { TinyEdition.briefing(day: $0) })
    let page = try site.folder.text(of: "public/btc/index.html")
    let months = ["august-2024", "july-2024", "june-2024"].compactMap {
      page.firstRange(of: "<h2 id=\"\($0)\">")?.lowerBound
    }
    #expect(months.count == 3 && months == months.sorted())
    for day in days { #expect(page.split(separator: "href=\"\(day)/index.html\"").count >= 3) }
  }
}

import Briefing
import Foundation
import Market
import Testing

@testable import Site

/// Sites that are changed step by step, held against the same sites built from nothing.
@Suite struct IncrementalTests {
  static let markets = ["btc", "eth"]

  /// What a site is made of, and the changes that come over it.
  struct Story {
    var generator: SeededGenerator
    var title = "Tiny"
    var footer = "The desk"
    var shown = ["btc"]
    /// Above which the squeeze's score is told of; none without rules.
    var threshold: Int?
    /// By market and day, the headline.
    var days: [String: [Day: String]] = [:]

    init(seed: UInt64) {
      generator = SeededGenerator(seed: seed)
      for market in IncrementalTests.markets {
        for age in 0..<3 { days[market, default: [:]][TinyEdition.day - age] = "Calm" }
      }
    }

    mutating func pick(_ count: Int) -> Int { Int(generator.next() % UInt64(count)) }

    var briefings: [Briefing] {
      shown.flatMap { market in
        (days[market] ?? [:]).sorted { $0.key < $1.key }.map { day, headline in
          var briefing = TinyEdition.briefing(day: day)
          briefing.market = market
          briefing.marketName = market.uppercased()
          briefing.headline = headline
          briefing.reading.squeeze.score = Double(headline.utf8.reduce(0) { $0 + Int($1) } % 100)
          return briefing
        }
      }
    }

    func write(to site: TinySite) throws -> TinySite {
      var site = site
      try site.folder.write(
        "<p>\(footer)</p>\n", to: "templates/blocks/pager.html")
      let entries = shown.map { market in
        """
          - id: \(market)
            name: \(market.uppercased())
            instruments:
              - venue: binance
                symbol: \(market.uppercased())USDT
                source: binance-archive

        """
      }
      site.configuration = try Configuration.read(
        text: "title: \(title)\nbase_url: https://example.org/\nmarkets:\n" + entries.joined()
          + (threshold.map { "alerts:\n  - { name: Squeeze, when: squeeze, over: \($0) }\n" } ?? ""),
        file: site.folder.path + "/heatpress.yml")
      return site
    }
  }

  enum Change: CaseIterable {
    case appended, revised, removed, template, title, rules, market, cacheLoss, cut, overwritten
    case none
  }

  @Test(
    "a site built step by step is that built from nothing, byte for byte", arguments: [1, 2, 3])
  func sequence(seed: UInt64) throws {
    var story = Story(seed: seed)
    let site = try TinySite()
    try story.write(to: site).publish(story.briefings)
    var changes = Change.allCases
    changes.shuffle(using: &story.generator)
    for (step, change) in changes.enumerated() {
      try apply(change, to: &story, site)
      let jobs = [1, 2, 8][story.pick(3)]
      let report = try story.write(to: site).publish(story.briefings, jobs: jobs)
      let fresh = try story.write(to: TinySite())
      try fresh.publish(story.briefings)
      let difference = try differences(site.contents(), fresh.contents())
      #expect(difference.isEmpty, "seed \(seed), step \(step), \(change): \(difference)")
      if change == .none { #expect(report.isUnchanged, "seed \(seed), step \(step)") }
    }
  }

  private func differences(_ a: [String: [UInt8]], _ b: [String: [UInt8]]) -> [String] {
    Set(a.keys).union(b.keys).filter { a[$0] != b[$0] }.sorted()
  }

  private func apply(_ change: Change, to story: inout Story, _ site: TinySite) throws {
    let market = story.shown[story.pick(story.shown.count)]
    let known = (story.days[market] ?? [:]).keys.sorted()
    let day = known[story.pick(known.count)]
    switch change {
    case .appended: story.days[market]?[known[known.count - 1] + 1] = "New"
    case .revised:
      let headline = "Revised \(story.pick(1_000))"
      story.days[market]?[day] = headline
    case .removed: if known.count > 1 { story.days[market]?[day] = nil }
    case .template: story.footer = "The desk, \(story.pick(1_000))"
    case .title: story.title = "Tiny \(story.pick(1_000))"
    case .rules: story.threshold = story.pick(4) == 0 ? nil : story.pick(100)
    case .market:
      story.shown =
        story.shown.count == 2 ? [story.shown[story.pick(2)]] : IncrementalTests.markets
    case .cacheLoss, .cut, .overwritten: try damage(change, &story, site)
    case .none: break
    }
  }

  private func damage(_ change: Change, _ story: inout Story, _ site: TinySite) throws {
    let cache = site.configuration.cacheFolder
    let entries = try FileSystem.files(below: cache).filter { $0.hasSuffix("/.entry") }
    let entry = cache + "/" + FilePath.folder(of: entries[story.pick(entries.count)])
    let files = try FileSystem.files(below: entry)
    switch change {
    case .cacheLoss: try FileSystem.remove(entry)
    case .cut:
      let file = files[story.pick(files.count)]
      try FileSystem.writeNew([0x3C], to: entry + "/" + file)
    default:
      // What is read is held against its digest, so that a change in the same size is found as well.
      let read = files.filter { $0 == EditionStore.documentFile || $0.hasPrefix(".") }
      guard !read.isEmpty else { return }
      let file = entry + "/" + read[story.pick(read.count)]
      var bytes = try FileSystem.read(file)
      bytes[bytes.count / 2] ^= 1
      try FileSystem.writeNew(bytes, to: file)
      // Only a page that is made anew reads the document.
      story.footer = "The desk, after damage \(story.pick(1_000))"
      story.title = "Damaged \(story.pick(1_000))"
    }
  }

  @Test("a new day renders its own page, its neighbour's and the general ones")
  func appended() throws {
    let site = try TinySite()
    let days = (0..<5).map { TinyEdition.briefing(day: TinyEdition.day - $0) }
    try site.publish(Array(days.dropFirst()))
    let before = try site.contents()
    let report = try site.publish(days)
    let general = report.rendered.wanted - 5
    #expect(report.rendered.made == 2 + general)
    #expect(report.recordCharts == Tally(wanted: 1, made: 1))
    let after = try site.contents()
    for day in days.dropFirst(2) {
      let page = "btc/\(day.date)/index.html"
      #expect(before[page] == after[page])
    }
    #expect(report.links < 600, "unchanged pages are not followed again")
  }

  @Test("a template renders the pages that use it, and no others")
  func template() throws {
    let site = try TinySite()
    let days = (0..<3).map { TinyEdition.briefing(day: TinyEdition.day - $0) }
    let story = Story(seed: 1)
    let whole = try story.write(to: site).publish(days)
    var changed = story
    changed.footer = "Another desk"
    let report = try changed.write(to: site).publish(days)
    #expect(report.rendered.made >= 3 && report.rendered.made < whole.rendered.wanted)
    #expect(report.recordCharts.made == 0)
    let text = try site.folder.text(of: "public/btc/\(TinyEdition.day)/index.html")
    #expect(text.contains("Another desk"))
  }

  @Test("a build of one market leaves the other's results in the cache; a build of all clears up")
  func clearing() throws {
    var story = Story(seed: 1)
    story.shown = IncrementalTests.markets
    let site = try TinySite()
    try story.write(to: site).publish(story.briefings)
    let cache = site.configuration.cacheFolder
    story.shown = ["btc"]
    try story.write(to: site).publish(
      story.briefings, scope: BuildScope(markets: ["btc"]))
    #expect(try FileSystem.names(in: cache).contains("eth"))
    story.days["btc"]?[TinyEdition.day] = "Revised"
    try story.write(to: site).publish(story.briefings)
    #expect(try !FileSystem.names(in: cache).contains("eth"))
    let editions = try FileSystem.names(in: cache + "/btc").filter { $0.contains("-edition-") }
    #expect(editions.count == 3)
  }

  @Test("nothing goes from a cache's folder that is not the cache's")
  func foreign() throws {
    let site = try TinySite()
    try site.publish([TinyEdition.briefing()])
    for file in ["notes.txt", "btc/notes.txt", "photos/2024-08-05.png", ".git/config"] {
      try site.folder.write("mine", to: ".heatpress-cache/" + file)
    }
    try site.publish([TinyEdition.briefing(day: TinyEdition.day + 1)])
    for file in ["notes.txt", "btc/notes.txt", "photos/2024-08-05.png", ".git/config"] {
      #expect(try site.folder.text(of: ".heatpress-cache/" + file) == "mine")
    }
  }

  @Test("what general pages say of a day reads back as it was kept")
  func summaries() throws {
    let site = try TinySite()
    let store = try site.store()
    let figures = TinyEdition.charts.map { Figure.of($0).figure }
    var whole = WholeBriefing.briefing
    whole.heatmap = TinyEdition.briefing().heatmap
    for briefing in [TinyEdition.briefing(), whole] {
      let day = try site.keep(briefing, in: store)
      #expect(try store.summary(day) == DaySummary(briefing, figures: figures))
    }
  }

  @Test("two sites may share a cache")
  func shared() throws {
    let today = TinyEdition.briefing()
    var one = try TinySite()
    var other = try TinySite()
    let folder = try TemporaryFolder()
    one.configuration.cache = folder.path + "/cache"
    other.configuration.cache = folder.path + "/cache"
    try one.publish([today])
    let report = try other.publish([today])
    #expect(report.rendered.made == 0 && !report.isUnchanged)
    try other.publish([TinyEdition.briefing(day: TinyEdition.day + 1)])
    #expect(try one.publish([today]).rendered.made == 0)
  }

  @Test("a file that a reader of the site would miss is put back, one that is nobody's goes")
  func tampering() throws {
    let site = try TinySite()
    let days = [TinyEdition.briefing(day: TinyEdition.day - 1), TinyEdition.briefing()]
    try site.publish(days)
    let before = try site.contents()
    for round in 0..<3 {
      try site.folder.write("no page", to: "public/btc/2024-08-05/stray.html")
      try site.folder.write("no page", to: "public/stray/index.html")
      try site.folder.write("cut", to: "public/feed.xml")
      let report = try site.publish(days)
      #expect(!report.isUnchanged)
      #expect(try site.contents() == before, "round \(round)")
    }
  }

  @Test("what a key is made of cannot be shifted from one part to the next")
  func keys() {
    func key(_ parts: [(String, String)]) -> ContentKey {
      var maker = KeyMaker("test")
      for (name, value) in parts { maker.add(name, value) }
      return maker.key
    }
    #expect(key([("a", "b"), ("c", "d")]) != key([("a", "b\nc 1 d")]))
    #expect(key([("a", "bc")]) != key([("ab", "c")]))
    #expect(key([("a", "b")]) == key([("a", "b")]))
    var one = KeyMaker("x")
    var other = KeyMaker("y")
    one.add("a", "b")
    other.add("a", "b")
    #expect(one.key != other.key)
  }

  @Test("names of entries read back", arguments: ["btc", "a-edition-b", ".site"])
  func names(_ folder: String) throws {
    let key = KeyMaker("test").key
    for kind in CacheName.Kind.allCases {
      let name = CacheName(folder: folder, stem: "track-record", kind: kind, key: key)
      #expect(CacheName(name.description) == name)
    }
    for text in [
      "btc/notes.txt", "../x-edition-\(key)", "btc/x-edition-1234", "btc-edition-\(key)",
    ] {
      #expect(CacheName(text) == nil, "\(text)")
    }
  }
}

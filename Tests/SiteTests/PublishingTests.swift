import Foundation
import Market
import Testing

@testable import Site

@Suite struct PublishingTests {
  let today = TinyEdition.briefing()
  let yesterday = TinyEdition.briefing(day: TinyEdition.day - 1)

  @Test("a site has every file of the contract")
  func files() throws {
    let site = try TinySite()
    let report = try site.publish([yesterday, today])
    let files = Set(try site.contents().keys)
    for file in [
      "index.html", "404.html", "feed.xml", "feed.json", "sitemap.xml", "robots.txt",
      "btc/index.html", "btc/2024-08-05/index.html", "btc/2024-08-05/briefing.json",
      "btc/2024-08-05/zones.csv", "btc/2024-08-05/profile.csv", "btc/2024-08-05/heatmap.png",
      "btc/2024-08-05/heatmap-narrow-dark.png", "btc/2024-08-05/layer-long-high.png",
      "btc/2024-08-05/map.json", "btc/index.json", "index.json", "alerts.json",
      "schema/briefing.json", "schema/alerts.json", "schema/index.json",
      "methodology/index.html", "glossary/index.html",
    ] {
      #expect(files.contains(file), "\(file)")
    }
    #expect(files.filter { $0.hasPrefix("assets/site.") }.count == 1)
    #expect(report.days == 2 && report.pictures == 8 && report.links > 50)
    #expect(report.pages == files.filter { $0.hasSuffix(".html") }.count)
    #expect(!site.folder.exists(".public.staging"))
  }

  @Test("the second publication is the same, from the files of the first")
  func reuse() throws {
    let site = try TinySite()
    try site.publish([today])
    let before = try site.contents()
    let inode = try site.folder.inode(of: "public/btc/2024-08-05/heatmap.png")
    let report = try site.publish([today])
    #expect(try site.contents() == before)
    #expect(report.reused == report.files)
    #expect(try site.folder.inode(of: "public/btc/2024-08-05/heatmap.png") == inode)
  }

  @Test("days in any order and from several tasks give the same bytes")
  func order() async throws {
    let briefings = (0..<6).map { TinyEdition.briefing(day: TinyEdition.day - $0) }
    let one = try TinySite()
    try one.publish(briefings)
    let other = try TinySite()
    let staged = try other.begin(briefings.map(\.date).sorted())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for briefing in briefings {
        group.addTask { try TinySite.add(briefing, to: staged) }
      }
      try await group.waitForAll()
    }
    _ = try staged.finish()
    #expect(try one.contents() == other.contents())
  }

  @Test("a run that stops before the end leaves the site as it was, and the next one clears up")
  func killed() throws {
    let site = try TinySite()
    try site.publish([yesterday])
    let before = try site.contents()
    do {
      let staged = try site.begin([yesterday.date, today.date])
      try site.add(yesterday, to: staged)
      #expect(try site.contents() == before)
      #expect(throws: SiteError.self) { try staged.finish() }
    }
    #expect(try site.contents() == before)
    #expect(site.folder.exists(".public.staging"))
    try site.publish([yesterday, today])
    #expect(site.folder.exists("public/btc/2024-08-05/index.html"))
    #expect(!site.folder.exists(".public.staging"))
  }

  @Test("a run killed between the renames of the fallback is mended by the next")
  func killedBetweenRenames() throws {
    let site = try TinySite()
    try site.publish([today])
    let before = try site.contents()
    let folder = OutputFolder(site.configuration.output)
    try FileSystem.rename(folder.live, to: folder.previous)
    let staged = try site.begin([today.date])
    #expect(try site.contents() == before)
    try staged.discard()
  }

  @Test("a second run is told to try again, and the lock is free when the first has ended")
  func lock() throws {
    let site = try TinySite()
    do {
      let first = try site.begin([today.date])
      #expect {
        try site.begin([today.date])
      } throws: { error in
        (error as? SiteError)?.kind == .tryAgain
      }
      try site.add(today, to: first)
      _ = try first.finish()
    }
    try site.publish([today])
  }

  @Test("a folder that is not ours is never touched", arguments: ["public/holiday.txt", "public"])
  func foreign(_ file: String) throws {
    let site = try TinySite()
    try site.folder.write("sunset", to: file)
    #expect {
      try site.publish([today])
    } throws: { error in
      (error as? SiteError)?.kind == .cannotWrite
    }
    #expect(try site.folder.text(of: file) == "sunset")
    #expect(!site.folder.exists(".public.staging"))
  }

  @Test("an empty folder may be written to, also through a link")
  func emptyAndLinked() throws {
    let site = try TinySite()
    let real = site.folder.path + "/releases/site"
    try FileManager.default.createDirectory(atPath: real, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: site.folder.path + "/public", withDestinationPath: real)
    try site.publish([today])
    try site.publish([today])
    #expect(site.folder.exists("releases/site/index.html"))
    let type = try FileManager.default.attributesOfItem(atPath: site.folder.path + "/public")[.type]
    #expect(type as? FileAttributeType == .typeSymbolicLink)
  }

  @Test("days must be announced, and come once")
  func schedule() throws {
    let site = try TinySite()
    let staged = try site.begin([today.date])
    #expect(throws: SiteError.self) { try site.add(yesterday, to: staged) }
    try site.add(today, to: staged)
    #expect(throws: SiteError.self) { try site.add(today, to: staged) }
  }

  @Test("a figure that is not finite is a fault, not a broken file")
  func notFinite() throws {
    let site = try TinySite()
    var broken = today
    broken.sigma24h = .nan
    #expect {
      try site.publish([broken])
    } throws: { error in
      (error as? SiteError)?.kind == .fault
    }
  }

  @Test("a published day reads back as it was")
  func readBack() throws {
    let site = try TinySite()
    try site.publish([yesterday, today])
    let published = PublishedDays(output: site.folder.path + "/public")
    #expect(try published.days(of: "btc") == [yesterday.date, today.date])
    #expect(try published.days(of: "eth").isEmpty)
    let edition = try published.edition(market: "btc", day: today.date)
    #expect(edition.briefing == today)
    #expect(edition.layers.map(\.pixels) == [TinyEdition.layer])
    try site.folder.write("{}", to: "public/btc/2024-08-05/briefing.json")
    #expect {
      try published.edition(market: "btc", day: today.date)
    } throws: { error in
      (error as? SiteError)?.kind == .dataRefused
    }
  }

  @Test("what init writes is a site, and goes into an empty folder only")
  func starter() throws {
    let folder = try TemporaryFolder()
    let site = folder.path + "/mysite"
    let files = try SiteStarter.write(to: site)
    #expect(files.contains("heatpress.yml") && files.contains("templates/blocks/pager.html"))
    let configuration = try Configuration.read(site + "/heatpress.yml")
    #expect(configuration.data == site + "/Data")
    #expect(configuration.templates == site + "/templates")
    #expect(configuration.pages == site + "/pages")
    try configuration.checkDesign()
    #expect(throws: SiteError.notEmpty(path: site)) { try SiteStarter.write(to: site) }
  }
}

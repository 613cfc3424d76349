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
    #expect(report.days == 2 && report.pictures == 12 && report.links > 50)
    #expect(report.pages == files.filter { $0.hasSuffix(".html") }.count)
    #expect(report.files == files.count - 2, "all but the marker and the listing")
    #expect(!site.folder.exists(".public.staging"))
  }

  @Test("a site that is whole and would be the same is not published again")
  func unchanged() throws {
    let site = try TinySite()
    try site.publish([today])
    let before = try site.contents()
    let report = try site.publish([today])
    #expect(report.isUnchanged && report.rendered.made == 0 && report.recordCharts.made == 0)
    #expect(try site.contents() == before)
    try FileSystem.remove(site.folder.path + "/public/btc/2024-08-05/zones.csv")
    #expect(try !site.publish([today]).isUnchanged)
    #expect(try site.contents() == before)
  }

  @Test("files that have not changed are those of the cache, under a second name")
  func links() throws {
    let site = try TinySite()
    try site.publish([yesterday, today])
    let file = "public/btc/2024-08-05/heatmap.png"
    let inode = try site.folder.inode(of: file)
    let day = try TinySite.planned(today)
    #expect(
      try site.folder.inode(of: ".heatpress-cache/\(day.chartsName)/heatmap.png") == inode)
    for days in [[today], [yesterday, today], [today]] {
      let report = try site.publish(days)
      #expect(report.reused > 8)
      #expect(try site.folder.inode(of: file) == inode)
    }
  }

  @Test("any number of tasks gives the same bytes", arguments: [2, 8])
  func jobs(_ jobs: Int) throws {
    let briefings = (0..<6).map { TinyEdition.briefing(day: TinyEdition.day - $0) }
    let one = try TinySite()
    try one.publish(briefings)
    let other = try TinySite()
    try other.publish(briefings.reversed(), jobs: jobs)
    #expect(try one.contents() == other.contents())
  }

  @Test("a run that stops before the end leaves the site as it was, and the next one goes on")
  func killed() throws {
    let site = try TinySite()
    let earlier = [TinyEdition.briefing(day: TinyEdition.day - 2), yesterday]
    try site.publish(earlier)
    let before = try site.contents()
    do {
      let store = try site.store()
      _ = try site.begin(store)
      try site.keep(today, in: store)
      // Half of a tree, as a run that is killed leaves it.
      try site.folder.write("half", to: "public.half")
      try FileSystem.makeFolder(site.folder.path + "/.public.staging/btc")
      try site.folder.write("half", to: ".public.staging/btc/index.html")
    }
    #expect(try site.contents() == before)
    let report = try site.publish(earlier + [today])
    #expect(site.folder.exists("public/btc/2024-08-05/index.html"))
    #expect(!site.folder.exists(".public.staging"))
    #expect(report.rendered.made < report.rendered.wanted)
  }

  @Test("what a killed run has left is put away where there is nothing to publish")
  func nothingToPublish() throws {
    let site = try TinySite()
    try site.publish([yesterday])
    try site.folder.write("half", to: ".public.staging/btc/index.html")
    #expect(try site.publish([yesterday]).isUnchanged)
    #expect(!site.folder.exists(".public.staging"))
    // Killed after the exchange: what stands there is the site before.
    try site.publish([yesterday, today])
    let folder = site.folder.path
    try FileSystem.rename(folder + "/.public.earlier", to: folder + "/.public.staging")
    #expect(try site.publish([yesterday, today]).isUnchanged)
    #expect(site.folder.exists(".public.earlier/btc/2024-08-04/index.html"))
    #expect(!site.folder.exists(".public.staging"))
  }

  @Test("a run killed between the renames of the fallback is mended by the next")
  func killedBetweenRenames() throws {
    let site = try TinySite()
    try site.publish([today])
    let before = try site.contents()
    let folder = OutputFolder(site.configuration.output)
    try FileSystem.rename(folder.live, to: folder.previous)
    try folder.prepare(startsAnew: false)
    #expect(try site.contents() == before)
  }

  @Test("a second run is told to try again, and the lock is free when the first has ended")
  func lock() throws {
    let site = try TinySite()
    let store = try site.store()
    do {
      let first = try site.begin(store)
      #expect {
        try site.begin(store)
      } throws: { error in
        (error as? SiteError)?.kind == .tryAgain
      }
      let day = try site.keep(today, in: store)
      _ = try first.publish([[day]], scope: BuildScope(), keeping: nil) { _, _ in [] }
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

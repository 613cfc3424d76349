import Foundation
import Market
import Testing

@testable import Site

@Suite struct RollbackTests {
  let today = TinyEdition.briefing()
  let yesterday = TinyEdition.briefing(day: TinyEdition.day - 1)

  /// A site that was published twice.
  private func site() throws -> (TinySite, old: [String: [UInt8]], new: [String: [UInt8]]) {
    let site = try TinySite()
    try site.publish([yesterday])
    let old = try site.contents()
    try site.publish([yesterday, today])
    return (site, old, try site.contents())
  }

  private func expectNone(_ site: TinySite) {
    #expect {
      try Rollback.run(site.configuration)
    } throws: { error in
      (error as? SiteError)?.kind == .noInput
    }
  }

  @Test("the site before comes back whole, and a second time the one that went")
  func backAndForth() throws {
    let (site, old, new) = try site()
    let (now, before) = try Rollback.run(site.configuration)
    #expect(now == TinyEdition.day - 1 && before == TinyEdition.day)
    #expect(try site.contents() == old)
    _ = try Rollback.run(site.configuration)
    #expect(try site.contents() == new)
  }

  @Test("a build after it publishes what the data say, and can be rolled back again")
  func buildAfter() throws {
    let (site, old, new) = try site()
    _ = try Rollback.run(site.configuration)
    #expect(try !site.publish([yesterday, today]).isUnchanged)
    #expect(try site.contents() == new)
    _ = try Rollback.run(site.configuration)
    #expect(try site.contents() == old)
  }

  @Test("where no site before is kept it says so and changes nothing")
  func none() throws {
    let site = try TinySite()
    expectNone(site)
    try site.publish([today])
    let before = try site.contents()
    expectNone(site)
    #expect(try site.contents() == before)
  }

  @Test("a site that was put together and never live is not taken for the one before")
  func neverLive() throws {
    let (site, _, new) = try site()
    let folder = OutputFolder(site.configuration.output)
    // Killed with the next site staged, before the exchange: the one before has become it.
    try FileSystem.rename(folder.earlier, to: folder.staging)
    try site.folder.write("another\n", to: ".public.staging/" + SiteListing.file)
    expectNone(site)
    #expect(try site.contents() == new)
    #expect(try site.publish([yesterday, today]).isUnchanged)
    #expect(!site.folder.exists(".public.earlier") && !site.folder.exists(".public.staging"))
  }

  @Test("after a run that was killed right after the exchange there is a way back all the same")
  func killedAfterExchange() throws {
    let (site, old, _) = try site()
    let folder = OutputFolder(site.configuration.output)
    try FileSystem.rename(folder.earlier, to: folder.staging)
    _ = try Rollback.run(site.configuration)
    #expect(try site.contents() == old)
  }

  @Test(
    "killed between the renames of the fallback, the next attempt has both sites",
    arguments: [1, 2])
  func killedInBetween(_ renames: Int) throws {
    let (site, old, new) = try site()
    let folder = OutputFolder(site.configuration.output)
    try FileSystem.rename(folder.live, to: folder.previous)
    if renames == 2 { try FileSystem.rename(folder.earlier, to: folder.live) }
    _ = try Rollback.run(site.configuration)
    // One attempt was undone by the kill, the other had come to its end.
    #expect(try site.contents() == (renames == 1 ? old : new))
    _ = try Rollback.run(site.configuration)
    #expect(try site.contents() == (renames == 1 ? new : old))
  }

  @Test("it waits for no run at work, and leaves a folder of others alone")
  func refused() throws {
    let (site, _, new) = try site()
    do {
      let store = try site.store()
      let run = try site.begin(store)
      #expect {
        try Rollback.run(site.configuration)
      } throws: { error in
        (error as? SiteError)?.kind == .tryAgain
      }
      _ = run
    }
    try FileSystem.remove(site.folder.path + "/public/" + OutputFolder.marker)
    #expect {
      try Rollback.run(site.configuration)
    } throws: { error in
      (error as? SiteError)?.kind == .cannotWrite
    }
    #expect(try site.contents().count == new.count - 1)
  }

  @Test("a page with a broken link stops a build before the site before is touched")
  func brokenLink() throws {
    let (site, old, _) = try site()
    try site.folder.write(
      "---\ntitle: Desk\ndescription: The desk.\n---\n# Desk\n\n[Gone](gone.html)\n",
      to: "pages/desk.md")
    let broken = try Configuration.read(
      text: TinySite.yaml, file: site.folder.path + "/heatpress.yml")
    let store = try site.store()
    let assembly = try SiteAssembly.begin(
      broken, design: SiteDesign(broken), store: store, keys: TinySite.keys(), jobs: 1)
    let days = try [yesterday, today].map { try site.keep($0, in: store) }
    #expect(throws: SiteError.self) {
      try assembly.publish([days], scope: BuildScope(), keeping: nil) { _, _ in [] }
    }
    #expect(site.folder.exists(".public.earlier/index.html"))
    _ = old
  }
}

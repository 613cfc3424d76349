import Foundation
import Testing

/// `build --watch` on a small site whose data change under it.
@Suite("Watching")
struct WatchTests {
  private struct Watched {
    var folder: URL
    var process: Process
    var log: URL

    /// Waits until something holds; a debug build takes its time.
    func wait(_ seconds: Double = 60, until holds: () throws -> Bool) rethrows -> Bool {
      for _ in 0..<Int(seconds * 20) {
        if try holds() { return true }
        Thread.sleep(forTimeInterval: 0.05)
      }
      return false
    }

    func said(_ text: String) -> Bool {
      ((try? String(contentsOf: log, encoding: .utf8)) ?? "").contains(text)
    }

    func times(_ text: String) -> Int {
      ((try? String(contentsOf: log, encoding: .utf8)) ?? "").components(separatedBy: text).count
        - 1
    }

    func page(_ day: String) -> Bool {
      let path = folder.appending(path: "site/public/btc/\(day)/index.html").path
      return FileManager.default.fileExists(atPath: path)
    }

    func data() throws -> String {
      try String(contentsOf: folder.appending(path: "Data/market.csv"), encoding: .utf8)
    }

    /// Puts the file in its place in one step, as recorders should.
    func put(_ text: String) throws {
      let part = folder.appending(path: "Data/market.csv.part")
      try Data(text.utf8).write(to: part)
      let target = folder.appending(path: "Data/market.csv")
      guard rename(part.path, target.path) == 0 else { throw POSIXError(.EIO) }
    }
  }

  private func watch(_ body: (Watched) throws -> Void) throws {
    try TestFolders.withScratch { folder in
      let story = try String(
        contentsOf: TestFolders.tests.appending(path: "Scripts/an-open-day-is-provisional.txt"),
        encoding: .utf8)
      let configuration = try #require(UserStory(text: story).files["site/heatpress.yml"])
      for name in ["site", "Data"] {
        try FileManager.default.createDirectory(
          at: folder.appending(path: name), withIntermediateDirectories: true)
      }
      try Data(configuration.utf8).write(to: folder.appending(path: "site/heatpress.yml"))
      try FileManager.default.copyItem(
        at: TestFolders.tests.appending(path: "Fixtures/market.csv"),
        to: folder.appending(path: "Data/market.csv"))
      let log = folder.appending(path: "log")
      let process = try HeatpressProcess.start(
        [
          "build", "--watch", "--config", "site/heatpress.yml", "--now", "2024-01-13", "--from",
          "2024-01-12",
        ], in: folder, errors: log)
      defer {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      }
      let watched = Watched(folder: folder, process: process, log: log)
      #expect(watched.wait { watched.said("Watching for changes") })
      try body(watched)
    }
  }

  @Test("a new bar is published, a bad one leaves the site, and SIGTERM ends it with 0")
  func changes() throws {
    try watch { watched in
      #expect(watched.page("2024-01-12") && !watched.page("2024-01-13"))
      let bar = "2024-01-13T00:00:00Z,38673.6,38900,38500,38700,2500,1200,7700,0.1,0,,1.6\n"
      let whole = try watched.data()
      try watched.put(whole + bar)
      #expect(watched.wait { watched.page("2024-01-13") })
      #expect(watched.wait { watched.times("Watching for changes") == 2 })
      try watched.put(whole + bar.replacing("38900", with: "38"))
      #expect(watched.wait { watched.said("The site stays as it was") })
      #expect(watched.page("2024-01-13"))
      #expect(watched.process.isRunning)
      try watched.put(whole)
      #expect(watched.wait { !watched.page("2024-01-13") })
      #expect(watched.wait { watched.times("Watching for changes") == 4 })
      // What a build writes is no reason for another.
      Thread.sleep(forTimeInterval: 1)
      #expect(watched.times("Watching for changes") == 4)
      watched.process.terminate()
      watched.process.waitUntilExit()
      #expect(watched.process.terminationReason == .exit && watched.process.terminationStatus == 0)
      #expect(watched.said("Ended."))
    }
  }

  @Test("a burst of files is one build, also in a new folder, and a template counts as well")
  func bursts() throws {
    try watch { watched in
      let templates = watched.folder.appending(path: "site/templates/blocks")
      try FileManager.default.createDirectory(at: templates, withIntermediateDirectories: true)
      #expect(watched.wait { watched.times("Watching for changes") == 2 })
      for number in 0..<10 {
        try Data("<p>The desk, \(number)</p>\n".utf8).write(
          to: templates.appending(path: "pager.html"))
      }
      let page = watched.folder.appending(path: "site/public/btc/2024-01-12/index.html")
      #expect(
        try watched.wait { try String(contentsOf: page, encoding: .utf8).contains("The desk, 9") })
      #expect(watched.wait { watched.times("Watching for changes") == 3 })
      kill(watched.process.processIdentifier, SIGINT)
      watched.process.waitUntilExit()
      #expect(watched.process.terminationReason == .exit && watched.process.terminationStatus == 0)
    }
  }
}

import Foundation
import Testing

/// The built program on a small market that changes from run to run: each site is held against the one
/// that a run without a cache makes of the same.
///
/// A longer sequence is played where `HEATPRESS_STEPS` gives its length.
@Suite("Incremental builds")
struct IncrementalBuildTests {
  static let steps = ProcessInfo.processInfo.environment["HEATPRESS_STEPS"].flatMap(Int.init) ?? 6

  @Test("a site built step by step is that built from nothing, byte for byte")
  func sequence() throws {
    try TestFolders.withScratch { folder in
      var site = try ChangingSite(folder: folder, seed: 7)
      try site.write()
      for step in 0..<Self.steps {
        let change = step == 0 ? "begun" : try site.change()
        try site.write()
        let jobs = [1, 2, 8][step % 3]
        let result = try HeatpressProcess.run(
          site.arguments + ["--jobs", "\(jobs)", "--log-format", "json"], in: folder)
        try #require(result.exitCode == 0, "step \(step), \(change): \(result.standardError)")
        try? FileManager.default.removeItem(at: folder.appending(path: "fresh"))
        let fresh = try HeatpressProcess.run(
          site.arguments + ["--output", "fresh/public", "--quiet"], in: folder)
        try #require(fresh.exitCode == 0, "step \(step), \(change): \(fresh.standardError)")
        let differing = FileTree.differences(
          try FileTree.read(folder.appending(path: "site/public")),
          try FileTree.read(folder.appending(path: "fresh/public")))
        #expect(differing.isEmpty, "step \(step), \(change): \(differing)")
      }
    }
  }

  @Test("a new day of a series makes that day alone and changes no document; a second run, nothing")
  func counts() throws {
    try TestFolders.withScratch { folder in
      var site = try ChangingSite(folder: folder, seed: 1)
      try site.write()
      _ = try HeatpressProcess.run(site.arguments, in: folder)
      let live = folder.appending(path: "site/public")
      let documents = try FileTree.read(live).filter { $0.key.hasSuffix("/briefing.json") }
      #expect(documents.count == 2 + 1, "two days and the schema")
      site.append()
      try site.write()
      let one = try HeatpressProcess.run(site.arguments + ["--log-format", "json"], in: folder)
      #expect(one.standardError.contains(#""editions":{"hits":2,"misses":1,"renewed":0}"#))
      #expect(one.standardError.contains(#""charts":{"hits":2,"misses":1,"renewed":0}"#))
      let after = try FileTree.read(live)
      for (path, bytes) in documents { #expect(after[path] == bytes, "\(path)") }
      let two = try HeatpressProcess.run(site.arguments + ["--log-format", "json"], in: folder)
      #expect(two.standardError.contains(#""editions":{"hits":3,"misses":0,"renewed":0}"#))
      #expect(two.standardError.contains(#""published":false"#))
    }
  }

  @Test("a series that is packed grows as a plain one does, however it is packed")
  func packedSeries() throws {
    try TestFolders.withScratch { folder in
      var site = try ChangingSite(folder: folder, seed: 3)
      let again = try site.repacked()
      #expect(again.standardError.contains(#""published":false"#))
      site.append()
      try site.write()
      let more = try HeatpressProcess.run(site.arguments + ["--log-format", "json"], in: folder)
      #expect(more.standardError.contains(#""editions":{"hits":2,"misses":1,"renewed":0}"#))
    }
  }

  @Test("a file packed anew is named anew in the documents, and nothing is computed")
  func packedAnew() throws {
    try TestFolders.withScratch { folder in
      var site = try ChangingSite(folder: folder, seed: 3)
      // Out of order, so that it is named as a whole.
      site.rows.swapAt(0, 1)
      let result = try site.repacked()
      #expect(result.standardError.contains(#""editions":{"hits":0,"misses":0,"renewed":2}"#))
      let fresh = try HeatpressProcess.run(
        site.arguments + ["--output", "fresh/public", "--quiet"], in: folder)
      try #require(fresh.exitCode == 0, "\(fresh.standardError)")
      let differing = FileTree.differences(
        try FileTree.read(folder.appending(path: "site/public")),
        try FileTree.read(folder.appending(path: "fresh/public")))
      #expect(differing.isEmpty, "\(differing)")
    }
  }

  @Test("a new day of an archive is walked to from where the walk stood, not from the start")
  func checkpoints() throws {
    try TestFolders.withScratch { folder in
      let fresh = try HeatpressProcess.run(["init", "site", "--days", "7"], in: folder)
      try #require(fresh.exitCode == 0, "\(fresh.standardError)")
      let data = folder.appending(path: "site/Data")
      let build = ["build", "--config", "site/heatpress.yml", "--from", "2025-01-05"]
      // The last day's files come later, as they do at night.
      let late = try FileTree.read(data).filter { $0.key.contains("2025-01-07") }
      try #require(!late.isEmpty)
      for name in late.keys { try FileManager.default.removeItem(at: data.appending(path: name)) }
      let first = try HeatpressProcess.run(build + ["--log-format", "json"], in: folder)
      try #require(first.exitCode == 0, "\(first.standardError)")
      #expect(first.standardError.contains(#""days_walked":6"#))
      for (name, bytes) in late { try bytes.write(to: data.appending(path: name)) }
      let second = try HeatpressProcess.run(build + ["--log-format", "json"], in: folder)
      #expect(second.standardError.contains(#""misses":1"#))
      #expect(second.standardError.contains(#""days_walked":2"#))
      let whole = try HeatpressProcess.run(build + ["--output", "fresh/public"], in: folder)
      try #require(whole.exitCode == 0, "\(whole.standardError)")
      let differing = FileTree.differences(
        try FileTree.read(folder.appending(path: "site/public")),
        try FileTree.read(folder.appending(path: "fresh/public")))
      #expect(differing.isEmpty)
    }
  }

  @Test("killed at any moment, a run leaves the old site or the new one, and a cache that serves")
  func killed() throws {
    try TestFolders.withScratch { folder in
      var site = try ChangingSite(folder: folder, seed: 2)
      try site.write()
      _ = try HeatpressProcess.run(site.arguments, in: folder)
      let live = folder.appending(path: "site/public")
      let before = try FileTree.read(live)
      site.append()
      try site.write()
      var seen: [[String: Data]] = []
      for seconds in [0.1, 0.3, 0.6, 1.0, 1.5] {
        let wasRunning = try HeatpressProcess.runAndKill(
          site.arguments + ["--force"], in: folder, after: seconds)
        guard wasRunning else { break }
        seen.append(try FileTree.read(live))
      }
      let whole = try HeatpressProcess.run(site.arguments, in: folder)
      try #require(whole.exitCode == 0, "\(whole.standardError)")
      let fresh = try HeatpressProcess.run(
        site.arguments + ["--output", "fresh/public", "--quiet"], in: folder)
      try #require(fresh.exitCode == 0)
      let after = try FileTree.read(live)
      let differing = FileTree.differences(
        after, try FileTree.read(folder.appending(path: "fresh/public")))
      #expect(differing.isEmpty)
      #expect(!seen.isEmpty && seen.allSatisfy { $0 == before || $0 == after })
      let left = try FileTree.read(folder.appending(path: "site/.heatpress-cache")).keys
      #expect(!left.contains { $0.contains(".part") })
    }
  }
}

/// A site of one or two markets of a few days, and the changes that come over it.
private struct ChangingSite {
  let folder: URL
  private var random: UInt64
  private var title = "Example"
  private var baseURL = "https://example.org/"
  private var hasSecond = false
  private var pager: String?
  /// How hard gzip packs the file; `nil`: it is plain text.
  var packing: String?
  /// The CSV's header and its rows, six a day.
  private let header: Substring
  private let all: [Substring]
  var rows: [Substring]

  init(folder: URL, seed: UInt64) throws {
    self.folder = folder
    random = seed
    let fixture = TestFolders.tests.appending(path: "Fixtures/market.csv")
    let lines = try String(contentsOf: fixture, encoding: .utf8).split(separator: "\n")
    header = lines[0]
    all = Array(lines.dropFirst())
    rows = Array(all.prefix(6 * 4))
  }

  /// Days before the third are not published, so that there is little to draw.
  let arguments = [
    "build", "--config", "site/heatpress.yml", "--now", "2024-01-05", "--from", "2024-01-03",
  ]

  private mutating func pick(_ count: Int) -> Int {
    random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((random >> 33) % UInt64(count))
  }

  mutating func append() { rows = Array(all.prefix(rows.count + 6)) }

  /// - Returns: what was changed.
  mutating func change() throws -> String {
    let cache = folder.appending(path: "site/.heatpress-cache")
    switch pick(8) {
    case 0 where rows.count < 6 * 6:
      append()
      return "a day appended"
    case 0, 1:
      let row = pick(rows.count)
      rows[row] = rows[row].replacing(/^([^,]*,[^,]*,[^,]*,[^,]*,[^,]*),/) { "\($0.output.1)1," }
      return "row \(row) revised"
    case 2:
      pager = "<p>The desk, \(pick(100))</p>"
      return "a template edited"
    case 3:
      title = "Example \(pick(100))"
      return "the title changed"
    case 4:
      baseURL = "https://example.org/\(pick(100))/"
      return "the address changed"
    case 5:
      hasSecond.toggle()
      return hasSecond ? "a market added" : "a market removed"
    case 6:
      let files = try FileTree.read(cache).keys.filter { $0.hasSuffix("/.entry") }.sorted()
      for file in files where pick(2) == 0 {
        try FileManager.default.removeItem(
          at: cache.appending(path: file).deletingLastPathComponent())
      }
      return "half of the cache lost"
    default:
      let files = try FileTree.read(cache).keys.filter { $0.contains("-edition-") }.sorted()
      let file = files[pick(files.count)]
      try Data("cut".utf8).write(to: cache.appending(path: file))
      return "\(file) damaged"
    }
  }

  /// What a build says after the packed data were packed otherwise.
  mutating func repacked() throws -> HeatpressProcess {
    packing = "-1"
    try write()
    _ = try HeatpressProcess.run(arguments, in: folder)
    packing = "-9"
    try write()
    return try HeatpressProcess.run(arguments + ["--log-format", "json"], in: folder)
  }

  func write() throws {
    let text = ([header] + rows).joined(separator: "\n") + "\n"
    let markets = (hasSecond ? ["btc", "eth"] : ["btc"]).map {
      SeriesYAML.market($0, path: "market.csv\(packing == nil ? "" : ".gz")")
    }
    try put(text, "Data/market.csv")
    if let packing {
      let gzip = Process()
      gzip.executableURL = URL(filePath: "/usr/bin/env")
      gzip.arguments = ["gzip", "-n", "-f", packing, "Data/market.csv"]
      gzip.currentDirectoryURL = folder
      try gzip.run()
      gzip.waitUntilExit()
    }
    try put(
      "title: \(title)\nbase_url: \(baseURL)\ndata: ../Data\nmarkets:\n" + markets.joined(),
      "site/heatpress.yml")
    if let pager { try put(pager + "\n", "site/templates/blocks/pager.html") }
  }

  private func put(_ text: String, _ name: String) throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}

import Foundation
import Testing

/// The built program divided into shares, held against the same program alone.
@Suite("Shares")
struct ShardedBuildTests {
  private static let days = ["--now", "2024-01-05", "--from", "2024-01-04"]
  private static let build = ["build", "--config", "site/heatpress.yml"] + days

  @Test("a site put together from shares is that of one process, byte for byte")
  func assembled() throws {
    try TestFolders.withScratch { folder in
      try ManyMarkets.write(to: folder, days: 4)
      for share in ["2/2", "1/2"] {
        let result = try run(["--shard", share, "--jobs", "2"], in: folder)
        try #require(result.exitCode == 0, "\(result.standardError)")
        #expect(result.standardOutput.hasSuffix("site/.heatpress-cache\n"))
        #expect(!exists("site/public", in: folder), "a share touches nothing live")
      }
      let assembled = try run(["--assemble", "--log-format", "json"], in: folder)
      try #require(assembled.exitCode == 0, "\(assembled.standardError)")
      #expect(assembled.standardError.contains(#""days_walked":0"#))
      try expectAlone(in: folder)
      // The next night: every share again, and each finds what it has left.
      try ManyMarkets.write(to: folder, days: 5)
      let whole = try run(["--shard", "1/1"], in: folder)
      try #require(whole.exitCode == 0, "\(whole.standardError)")
      let second = try run(["--assemble"], in: folder)
      try #require(second.exitCode == 0, "\(second.standardError)")
      try expectAlone(in: folder)
    }
  }

  @Test("a share that is missing is named, and gone without only when told")
  func missing() throws {
    try TestFolders.withScratch { folder in
      try ManyMarkets.write(to: folder, days: 4)
      let none = try run(["--assemble", "--shards", "2"], in: folder)
      #expect(none.exitCode == 75)
      for word in [
        "market 'btc' (share ", "'sol'", "2 markets are missing; share", "--allow-missing",
      ] {
        #expect(none.standardError.contains(word), "it says: \(none.standardError)")
      }
      #expect(!exists("site/public", in: folder))
      let first = try run(["--market", "btc", "--shard", "1/1"], in: folder)
      try #require(first.exitCode == 0, "\(first.standardError)")
      let some = try run(["--assemble"], in: folder)
      #expect(some.exitCode == 75)
      #expect(some.standardError.contains("'sol'") && !some.standardError.contains("'btc'"))
      let told = try run(["--assemble", "--allow-missing"], in: folder)
      try #require(told.exitCode == 0, "\(told.standardError)")
      #expect(told.standardError.contains("The site goes without it."))
      #expect(exists("site/public/btc/index.html", in: folder))
      #expect(!exists("site/public/sol", in: folder))
      // Once it has come, it is there; and where it fails later, its pages stay.
      let last = try run(["--market", "sol", "--shard", "1/1"], in: folder)
      try #require(last.exitCode == 0, "\(last.standardError)")
      #expect(try run(["--assemble"], in: folder).exitCode == 0)
      try expectAlone(in: folder)
      try ManyMarkets.write(to: folder, days: 5)
      let next = try run(["--market", "btc", "--shard", "1/1"], in: folder)
      try #require(next.exitCode == 0, "\(next.standardError)")
      let without = try run(["--assemble", "--allow-missing"], in: folder)
      try #require(without.exitCode == 0, "\(without.standardError)")
      #expect(without.standardError.contains("Its pages stay as they were published."))
      #expect(exists("site/public/sol/2024-01-04/index.html", in: folder))
      #expect(!exists("site/public/sol/2024-01-05/index.html", in: folder))
      #expect(exists("site/public/btc/2024-01-05/index.html", in: folder))
      #expect(try run(["--market", "sol", "--shard", "1/1"], in: folder).exitCode == 0)
      #expect(try run(["--assemble"], in: folder).exitCode == 0)
      try expectAlone(in: folder)
    }
  }

  @Test("a share that runs twice at once, or is killed and run again, leaves the same")
  func twice() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "heatpress-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try ManyMarkets.write(to: folder, days: 4)
    let share = Self.build + ["--shard", "1/1", "--jobs", "1"]
    _ = try HeatpressProcess.runAndKill(share, in: folder, after: 0.4)
    async let first = Task.detached { try HeatpressProcess.run(share, in: folder) }.value
    async let second = Task.detached { try HeatpressProcess.run(share, in: folder) }.value
    for result in try await [first, second] {
      #expect(result.exitCode == 0, "\(result.standardError)")
      #expect(!result.standardError.contains("warning"), "\(result.standardError)")
    }
    let assembled = try run(["--assemble"], in: folder)
    try #require(assembled.exitCode == 0, "\(assembled.standardError)")
    try expectAlone(in: folder)
    let left = try FileTree.read(folder.appending(path: "site/.heatpress-cache")).keys
    #expect(!left.contains { $0.contains(".part") })
  }

  @Test("data that are refused stop their market alone")
  func refused() throws {
    try TestFolders.withScratch { folder in
      try ManyMarkets.write(to: folder, days: 4)
      try Data("time,open\nnever,1\n".utf8).write(to: folder.appending(path: "Data/sol.csv"))
      let share = try run(["--shard", "1/1"], in: folder)
      #expect(share.exitCode == 65)
      #expect(share.standardError.contains("market 'sol'"))
      let assembled = try run(["--assemble", "--allow-missing"], in: folder)
      #expect(assembled.exitCode == 0, "\(assembled.standardError)")
      #expect(exists("site/public/btc/index.html", in: folder))
      #expect(!exists("site/public/sol", in: folder))
      #expect(try run(["--assemble"], in: folder).exitCode == 65)
    }
  }

  @Test("a backtest put together from shares is that of one process, byte for byte")
  func backtest() throws {
    try TestFolders.withScratch { folder in
      try ManyMarkets.write(to: folder, days: 6)
      let backtest = ["backtest", "--config", "site/heatpress.yml"]
      func files(_ name: String) -> [String] {
        ["--bars", "\(name).csv", "--scores", "\(name).json"]
      }
      let alone = try HeatpressProcess.run(backtest + files("alone"), in: folder)
      try #require(alone.exitCode == 0, "\(alone.standardError)")
      let early = try HeatpressProcess.run(backtest + ["--assemble", "--shards", "2"], in: folder)
      #expect(early.exitCode == 75)
      #expect(early.standardError.contains("2 markets are missing; share"))
      for share in ["1/2", "2/2"] {
        let result = try HeatpressProcess.run(backtest + ["--shard", share], in: folder)
        try #require(result.exitCode == 0, "\(result.standardError)")
      }
      let merged = try HeatpressProcess.run(
        backtest + ["--assemble"] + files("merged"), in: folder)
      try #require(merged.exitCode == 0, "\(merged.standardError)")
      #expect(merged.standardOutput == alone.standardOutput)
      for suffix in ["csv", "json"] {
        let bytes = try ["alone", "merged"].map {
          try Data(contentsOf: folder.appending(path: "\($0).\(suffix)"))
        }
        #expect(bytes[0] == bytes[1])
        #expect(bytes[0].count > 1_000)
      }
      // Other days are another backtest.
      let other = try HeatpressProcess.run(
        backtest + ["--assemble", "--to", "2024-01-04"], in: folder)
      #expect(other.exitCode == 75)
    }
  }

  @Test(
    "options that would do nothing are refused",
    arguments: [
      ["--shard", "1/2", "--assemble"], ["--allow-missing"], ["--shards", "2"], ["--shard", "3/2"],
      ["--shard", "1/2", "--only-render"], ["--assemble", "--force"],
      ["--shard", "1/2", "--base-url", "https://example.org/"], ["--assemble", "--shards", "0"],
    ])
  func usage(arguments: [String]) throws {
    try TestFolders.withScratch { folder in
      try ManyMarkets.write(to: folder, days: 4)
      #expect(try run(arguments, in: folder).exitCode == 64)
    }
  }

  private func run(_ arguments: [String], in folder: URL) throws -> HeatpressProcess {
    try HeatpressProcess.run(Self.build + arguments, in: folder)
  }

  private func exists(_ path: String, in folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: path).path)
  }

  /// Holds the site against the one that a process makes alone, without what the shares have left.
  private func expectAlone(in folder: URL) throws {
    try? FileManager.default.removeItem(at: folder.appending(path: "alone"))
    let alone = try run(["--output", "alone/public", "--quiet"], in: folder)
    try #require(alone.exitCode == 0, "\(alone.standardError)")
    let differing = FileTree.differences(
      try FileTree.read(folder.appending(path: "site/public")),
      try FileTree.read(folder.appending(path: "alone/public")))
    #expect(differing.isEmpty, "\(differing)")
  }
}

/// A site of two markets, each a file of bars.
private enum ManyMarkets {
  static let ids = ["btc", "sol"]

  static func write(to folder: URL, days: Int) throws {
    let fixture = TestFolders.tests.appending(path: "Fixtures/market.csv")
    let lines = try String(contentsOf: fixture, encoding: .utf8).split(separator: "\n")
    for path in ["Data", "site"] {
      try FileManager.default.createDirectory(
        at: folder.appending(path: path), withIntermediateDirectories: true)
    }
    var text = "title: Many\nbase_url: https://example.org/\ndata: ../Data\nmarkets:\n"
    for (place, id) in ids.enumerated() {
      // Six rows a day; one of them differs, so that each is a market of its own.
      var rows = lines.prefix(1 + 6 * days).map(String.init)
      var fields = rows[6 + place].split(separator: ",", omittingEmptySubsequences: false)
      fields[5] = fields[5] + "1"
      rows[6 + place] = fields.joined(separator: ",")
      try Data((rows.joined(separator: "\n") + "\n").utf8)
        .write(to: folder.appending(path: "Data/\(id).csv"))
      text += SeriesYAML.market(id, path: "\(id).csv")
    }
    try Data(text.utf8).write(to: folder.appending(path: "site/heatpress.yml"))
  }
}

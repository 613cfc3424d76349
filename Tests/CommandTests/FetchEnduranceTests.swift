import Archive
import FaultVenue
import Foundation
import Market
import Testing

/// A fetch through everything that venues and machines do wrong. `HEATPRESS_ENDURANCE=1` has it
/// over ninety days with twenty kills; without, a smaller one keeps the test itself alive.
@Suite("A fetch endures")
struct FetchEnduranceTests {
  private static let isLong = ProcessInfo.processInfo.environment["HEATPRESS_ENDURANCE"] == "1"

  @Test("faults and kills leave no trace in the data, and a second run asks for nothing")
  func faultsAndKills() throws {
    let days = Self.isLong ? 90 : 4
    let kills = Self.isLong ? 20 : 3
    let faults = Self.isLong ? 200 : 20
    try TestFolders.withScratch { folder in
      let bench = try FetchBench(folder: folder, days: days)
      defer { bench.venue.stop() }
      let clean = try bench.fetch(into: "Clean")
      #expect(clean.exitCode == 0, "\(clean.standardError)")
      #expect(bench.venue.unknown == [])

      bench.venue.commit(VenueFaults(rate: 0.25, seed: 7))
      var random = SeededGenerator(seed: 11)
      var killed = 0
      var began = 0
      while killed < kills {
        began += 1
        #expect(began < kills * 10, "the runs end before they are killed")
        guard began < kills * 10 else { break }
        let reach = Self.isLong ? 1.2 : 0.6
        if try bench.fetchAndKill(into: "Data", after: 0.05 + random.uniform() * reach) {
          killed += 1
        } else {
          // Everything was there before the time was up, as on a slow machine: some is lost again.
          try bench.lose(one: 3, of: "Data", from: &random)
        }
      }
      let last = try bench.fetch(into: "Data")
      #expect(last.exitCode == 0, "\(last.standardError)")
      let injected = bench.venue.injected
      let total = injected.values.reduce(0, +)
      #expect(total >= faults, "only \(total) faults: \(injected)")
      #expect(bench.venue.unknown == [])

      let reference = try FileTree.read(folder.appending(path: "Clean"))
      let data = try FileTree.read(folder.appending(path: "Data"))
      #expect(FileTree.differences(reference, data) == [])
      // Not only the same twice, but what the venues have.
      let source = try FileTree.read(folder.appending(path: "Venues"))
      let own = [".fetch.lock", "wallets.txt"]
      let foreign = data.filter { !own.contains($0.key) && source[$0.key] != $0.value }
      #expect(foreign.keys.sorted() == [])

      bench.venue.commit(nil)
      _ = bench.venue.takeRequests()
      let second = try bench.fetch(into: "Data")
      #expect(second.exitCode == 0, "\(second.standardError)")
      #expect(bench.venue.takeRequests() == 0)

      // What has been fetched is enough to read a market of, with nobody to ask.
      bench.venue.stop()
      let check = try HeatpressProcess.run(["check", "--data", "Data"], in: folder)
      #expect(check.exitCode == 0, "\(check.standardError)")
      for venue in ["Binance", "Bybit", "OKX", "Bitfinex"] {
        #expect(check.standardError.contains("\(venue) "), "\(check.standardError)")
      }
      let kinds = injected.sorted { $0.key.rawValue < $1.key.rawValue }
        .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      print(
        "\(days) days, \(data.count - 2) files through \(total) faults and \(killed) kills: \(kinds)"
      )
    }
  }
}

/// Five venues on this machine, and a configuration that names them.
private struct FetchBench {
  let folder: URL
  let venue: FaultVenue
  let wish: FetchPlan.Wish
  let now: Timestamp

  init(folder: URL, days: Int) throws {
    self.folder = folder
    // All months and windows of the days are over, and OKX's five days of statistics are not.
    let last = try #require(Day("2024-03-31"))
    now = try #require(Timestamp("2024-04-03T05:00:00Z"))
    let wallets = (1...3).map { "0x" + String(repeating: "\($0)c", count: 20) }
    wish = FetchPlan.Wish(
      instruments: [
        Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear),
        Instrument(venue: .bybit, symbol: "BTCUSDT", kind: .linear),
        Instrument(venue: .okx, symbol: "BTC-USDT-SWAP", kind: .linear),
        Instrument(venue: .bitfinex, symbol: "tBTCF0:USTF0", kind: .linear),
        Instrument(venue: .hyperliquid, symbol: "BTC", kind: .linear),
      ], wallets: wallets, from: last - (days - 1), to: last)
    for data in ["Clean", "Data"] {
      let path = folder.appending(path: data)
      try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
      try Data(("# large ones\n" + wallets.joined(separator: "\n")).utf8)
        .write(to: path.appending(path: "wallets.txt"))
    }
    let venues = folder.appending(path: "Venues").path
    try SyntheticVenues(folder: venues, wish: wish, now: now).write()
    venue = try FaultVenue(folder: venues, now: now)
    var text = "title: Example\nmarkets:\n  - id: btc\n    name: Bitcoin\n    instruments:\n"
    for instrument in wish.instruments {
      let source = instrument.venue == .binance ? "binance-archive" : instrument.venue.rawValue
      let wallets = instrument.venue == .hyperliquid ? "        wallets: wallets.txt\n" : ""
      text += "      - venue: \(instrument.venue)\n        symbol: \(instrument.symbol)\n"
      text += "        source: \(source)\n\(wallets)"
    }
    try Data(text.utf8).write(to: folder.appending(path: "heatpress.yml"))
  }

  private func arguments(_ data: String) -> [String] {
    var arguments = [
      "fetch", "--data", data, "--from", wish.from.description, "--to", wish.to.description,
      "--now", now.description, "--quiet",
    ]
    for name in Venue.allCases { arguments += ["--mirror", "\(name)=\(venue.url(name))"] }
    return arguments
  }

  func fetch(into data: String) throws -> HeatpressProcess {
    try HeatpressProcess.run(arguments(data), in: folder)
  }

  /// Removes one in so many of the fetched files.
  func lose(one share: UInt64, of data: String, from random: inout SeededGenerator) throws {
    let root = folder.appending(path: data)
    for name in try FileTree.read(root).keys.sorted()
    where name.contains("/") && random.next() % share == 0 {
      try FileManager.default.removeItem(at: root.appending(path: name))
    }
  }

  /// - Returns: whether it was still at work when it was killed.
  func fetchAndKill(into data: String, after seconds: Double) throws -> Bool {
    try HeatpressProcess.runAndKill(arguments(data), in: folder, after: seconds)
  }
}

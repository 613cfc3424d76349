import Archive
import FaultVenue
import Foundation
import Market
import Testing

/// Synthetic venues behind a local server, and an empty data folder.
final class FetchFixture {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "fetch-\(UUID().uuidString)").path
  let wish: FetchPlan.Wish
  let now: Timestamp
  let venue: FaultVenue

  static let everywhere: [Instrument] = [
    Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear),
    Instrument(venue: .bybit, symbol: "BTCUSDT", kind: .linear),
    Instrument(venue: .okx, symbol: "BTC-USDT-SWAP", kind: .linear),
    Instrument(venue: .bitfinex, symbol: "tBTCF0:USTF0", kind: .linear),
    Instrument(venue: .hyperliquid, symbol: "BTC", kind: .linear),
  ]
  static let wallet = "0x00000000000000000000000000000000000000aB"

  init(
    _ instruments: [Instrument] = everywhere, wallets: [String] = [wallet],
    from: String = "2024-05-29", to: String = "2024-05-31", now: String = "2024-06-12T05:00:00Z",
    archivedUpTo: String? = nil, faults: VenueFaults? = nil
  ) throws {
    wish = FetchPlan.Wish(
      instruments: instruments, wallets: wallets, from: try #require(Day(from)),
      to: try #require(Day(to)))
    self.now = try #require(Timestamp(now))
    try SyntheticVenues(folder: folder + "/venues", wish: wish, now: self.now)
      .write(archivedUpTo: archivedUpTo.flatMap { Day($0) })
    venue = try FaultVenue(folder: folder + "/venues", now: self.now, faults: faults)
  }

  deinit {
    venue.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// - Parameter data: the data folder's name below the fixture's.
  func fetch(
    into data: String = "data", retries: Int = 8, now: Timestamp? = nil,
    change: (inout FetchSettings) -> Void = { _ in }
  ) throws -> FetchReport {
    var settings = FetchSettings(dataFolder: folder + "/" + data)
    for name in Venue.allCases { settings.mirrors[name] = FetchMirror(url: venue.url(name)) }
    settings.retries = retries
    settings.firstDelay = 0.01
    change(&settings)
    let time = now ?? self.now
    return try Fetcher(wish: wish, settings: settings, clock: { time }).run { _ in }
  }

  /// Relative paths and contents of what lies below a folder, without the lock.
  func tree(_ name: String = "data") throws -> [String: Data] {
    let root = folder + "/" + name
    var tree: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root)
    where path != ".fetch.lock" {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: root + "/" + path, isDirectory: &isFolder)
      if !isFolder.boolValue {
        tree[path] = FileManager.default.contents(atPath: root + "/" + path)
      }
    }
    return tree
  }

  /// Names of files that differ between two trees.
  static func differences(_ a: [String: Data], _ b: [String: Data]) -> [String] {
    Set(a.keys).union(b.keys).filter { a[$0] != b[$0] }.sorted()
  }
}

import Archive
import FaultVenue
import Market
import Testing

@testable import Simulation

/// What `simulate` writes, served by venues that commit faults, and fetched from them.
@Suite("The simulated market fetched")
struct FetchedMarketTests {
  /// A window of eight days, as settlements are asked for: 31 December to 7 January.
  private static let start = Day(number: 20_088)
  private static let days = 8

  /// Venues that are asked at one time: what a venue keeps for days is asked for right after, what
  /// Binance publishes by months after the next month's first Monday.
  private static let rounds: [(venues: [Venue], now: String)] = [
    ([.binance], "2025-02-10T05:00:00Z"),
    ([.bybit, .okx, .bitfinex, .hyperliquid], "2025-01-08T05:00:00Z"),
  ]

  @Test("five venues come through faults byte for byte, and a second fetch asks for nothing")
  func faults() throws {
    let folders = try TemporaryFolder()
    let venues = folders.path("venues")
    var options = try SimulationOptions(days: Self.days, seed: 7, start: Self.start)
    options.extent = SimulationOptions.Extent(warmUpDays: 0, traders: 0.02)
    _ = try SimulatedMarket(options, venues: SimulatedVenue.all).write(data: venues)

    var injected = 0
    for (names, time) in Self.rounds {
      let now = try #require(Timestamp(time))
      // Those that make the fetch wait for seconds are left to the endurance test.
      let kinds = VenueFault.passing.filter { ![.slow, .tooMany, .banned].contains($0) }
      let server = try FaultVenue(
        folder: venues, now: now, faults: VenueFaults(kinds, rate: 0.3, seed: 5))
      defer { server.stop() }
      let fetcher = try fetcher(of: names, from: server, into: folders.path("data"), now: now)
      let report = try fetcher.run { _ in }
      #expect(report.isComplete, "\(report.failures.prefix(3))")
      #expect(server.unknown == [])
      for name in names { #expect((report.venues[name]?.stored ?? 0) > 10, "\(name)") }
      injected += server.injected.values.reduce(0, +)
      server.commit(nil)
      _ = server.takeRequests()
      _ = try fetcher.run { _ in }
      #expect(server.takeRequests() == 0)
    }
    #expect(injected > 50)

    let source = Dictionary(
      uniqueKeysWithValues: try tree(venues).map { ($0.name, $0.digest) })
    let fetched = try tree(folders.path("data")).filter { $0.name != ".fetch.lock" }
    #expect(fetched.count > 200)
    for file in fetched {
      // A snapshot is named after the second in which it was asked for.
      let folder = file.name.prefix(upTo: file.name.lastIndex(of: "/") ?? file.name.startIndex)
      let newest = source.keys.filter { $0.hasPrefix(folder + "/") }.max()
      let expected = source[file.name] ?? newest.flatMap { source[$0] }
      #expect(file.digest == expected, "\(file.name)")
    }
  }

  private func fetcher(
    of names: [Venue], from server: FaultVenue, into data: String, now: Timestamp
  ) throws -> Fetcher {
    let instruments = try names.map {
      try #require(SimulatedVenue.named($0)).instrument(symbol: "BTCUSDT")
    }
    let wallets = try Files.list(
      server.folder + "/" + HyperliquidLayout.walletsFolder
    ).prefix(names.contains(.hyperliquid) ? 3 : 0)
    var settings = FetchSettings(dataFolder: data)
    for name in names { settings.mirrors[name] = FetchMirror(url: server.url(name)) }
    settings.firstDelay = 0.01
    return Fetcher(
      wish: FetchPlan.Wish(
        instruments: instruments, wallets: Array(wallets), from: Self.start,
        // Of the day after the last one Binance is asked for the open interest at the close.
        to: Self.start + (Self.days - 2)),
      settings: settings, clock: { now })
  }
}

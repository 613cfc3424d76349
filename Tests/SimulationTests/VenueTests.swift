import Archive
import Market
import Testing

@testable import Simulation

@Suite("A market of several venues")
struct VenueTests {
  @Test("on every venue longs are shorts, and all trade near one price")
  func linked() throws {
    var market = LinkedExchanges(try SmallMarket.options(), venues: SimulatedVenue.all)
    for _ in 0..<2 {
      let days = market.runDay()
      for (exchange, day) in zip(market.exchanges, days) {
        let positions = exchange.openPositions
        let longs = positions.filter { $0.side == .long }.reduce(0) { $0 + $1.lots }
        let shorts = positions.filter { $0.side == .short }.reduce(0) { $0 + $1.lots }
        #expect(longs == shorts)
        #expect(longs == day.bars.last?.openInterest)
        #expect(longs > 0)
      }
      let closes = zip(market.exchanges, days).compactMap { exchange, day in
        day.bars.last.map { Double($0.traded.close) / exchange.ticksPerDollar }
      }
      let lowest = try #require(closes.min())
      let highest = try #require(closes.max())
      #expect(highest / lowest < 1.02)
    }
  }

  @Test("what a venue fixes ahead is paid at the next settlement")
  func fixedAhead() throws {
    let days = try SmallMarket.everywhere.get()[3].map(\.day)
    let settlements = days.flatMap(\.funding)
    try #require(settlements.count == 9)
    for (one, next) in zip(settlements, settlements.dropFirst()) {
      #expect(one.nextRateUnits == next.rateUnits)
    }
    let binance = try SmallMarket.everywhere.get()[0].flatMap(\.day.funding)
    #expect(binance.allSatisfy { $0.nextRateUnits == nil })
  }

  @Test("each venue's responses lie where its layout has them, the same on every run")
  func files() throws {
    let folders = try TemporaryFolder()
    let options = try SmallMarket.options(days: 1, warmUpDays: 0)
    for name in ["a", "b"] {
      let report = try SimulatedMarket(options, venues: SimulatedVenue.all).write(
        data: folders.path(name), truth: folders.path("\(name)-truth"))
      #expect(report.files > 30)
      #expect(!report.description.contains("fall +") && !report.description.contains("rise −"))
    }
    let window = ResponseWindow(.days(1), containing: options.start.start)
    func instrument(_ venue: Venue) throws -> Instrument {
      try #require(SimulatedVenue.named(venue)).instrument(symbol: "BTCUSDT")
    }
    let okx = OKXLayout(instrument: try instrument(.okx)).endpoint(.markCandles)
    let expected = [
      "bybit/simulated/BTCUSDT.json", "okx/simulated/BTC-USDT-SWAP.json",
      BybitLayout(instrument: try instrument(.bybit)).endpoint(.candles).file(window),
      okx.file(ResponseWindow(.hours(8), containing: options.start.start + .hours(16))),
      BitfinexLayout(instrument: try instrument(.bitfinex)).endpoint(.status).file(window),
      HyperliquidLayout(instrument: try instrument(.hyperliquid)).endpoint(.candles).file(window),
      "hyperliquid/asset_ctxs/20250101.csv",
    ]
    for file in expected {
      let first = try Files.readAll(folders.path("a/\(file)"))
      #expect(first == (try Files.readAll(folders.path("b/\(file)"))))
      #expect(!first.isEmpty)
    }
    let wallets = try Files.list(folders.path("a/\(HyperliquidLayout.walletsFolder)"))
    #expect(wallets.count == 25)
    #expect(wallets.allSatisfy { $0.hasPrefix("0x") && $0.utf8.count == 42 })
    #expect(Files.isFile(folders.path("a-truth/okx/BTC-USDT-SWAP-2025-01-01.csv.gz")))
    #expect(Files.isFile(folders.path("a-truth/BTCUSDT-2025-01-01.csv.gz")))
  }

  @Test("a folder of real responses is left alone, and Binance beside it untouched")
  func refused() throws {
    let folder = try TemporaryFolder()
    try Files.makeFolder(folder.path("okx/api"))
    let options = try SmallMarket.options(days: 1, warmUpDays: 0)
    #expect(throws: SimulationError.self) {
      try SimulatedMarket(options, venues: SimulatedVenue.all).write(data: folder.path(""))
    }
    #expect(try Files.list(folder.path("")) == ["okx"])
  }

  @Test("answers about all symbols are not replaced by those of another simulation")
  func otherSymbol() throws {
    let folder = try TemporaryFolder()
    let bitfinex = SimulatedVenue.all.filter { $0.venue == .bitfinex }
    func simulate(_ symbol: String) throws {
      _ = try SimulatedMarket(
        SmallMarket.options(days: 1, symbol: symbol, warmUpDays: 0), venues: bitfinex
      ).write(data: folder.path(""))
    }
    try simulate("BTCUSDT")
    let before = try tree(folder.path(""))
    #expect(throws: SimulationError.self) { try simulate("ETHUSDT") }
    #expect(try tree(folder.path("")) == before)
    try simulate("BTCUSDT")
    #expect(try tree(folder.path("")) == before)
  }

  @Test("a venue is named once")
  func twice() throws {
    let options = try SmallMarket.options(days: 1)
    #expect(throws: SimulationError.self) { try SimulatedMarket(options, venues: []) }
    #expect(throws: SimulationError.venues(found: [.binance, .binance])) {
      try SimulatedMarket(options, venues: [.binance, .binance])
    }
  }
}

import Archive
import FoundationEssentials
import Liquidation
import Market
import Testing

@testable import Briefing

@Suite("Wallets and order books in a briefing")
struct WhaleTests {
  private static let close = (SyntheticMarket.start + 3).close

  private func briefing(_ data: [InstrumentData]) throws -> Briefing {
    var last: Briefing?
    try MarketChronicle(
      market: "btc", name: "Bitcoin", instruments: data, options: MarketChronicleTests.options
    ).walk { last = $0.briefing }
    return try #require(last)
  }

  private func look(
    _ wallet: String, hoursBefore hours: Int64, _ side: Side, _ quantity: Double,
    at liquidation: Double?
  ) -> WalletSnapshot {
    WalletSnapshot(
      time: Self.close - .hours(hours), wallet: wallet,
      position: MeasuredPosition(
        side: side, quantity: Base(quantity), entryPrice: Price(50_000),
        liquidationPrice: liquidation.map { Price($0) }, leverage: 10, marginMode: .cross),
      accountValue: USD(1e7))
  }

  @Test("what wallets hold is counted, and stands in the map at its price")
  func measured() throws {
    var data = SyntheticMarket.data(days: 4, venue: .hyperliquid)
    let plain = try briefing([data])
    let close = plain.price.close.value
    data.wallets = [
      look("0x1111…aaaa", hoursBefore: 24, .long, 4_000, at: close * 0.5),
      look("0x2222…bbbb", hoursBefore: 24, .short, 1_000, at: close * 1.8),
      look("0x3333…cccc", hoursBefore: 24, .short, 500, at: nil),
      // Passed by the price since, so that it cannot still be there.
      look("0x4444…dddd", hoursBefore: 24, .long, 900, at: close * 1.5),
      WalletSnapshot(
        time: Self.close - .hours(3), wallet: "0x5555…eeee", position: nil, accountValue: USD(1)),
    ]
    let briefing = try briefing([data])
    let whales = try #require(briefing.reading.whales)
    #expect(plain.reading.whales == nil)
    #expect(whales.looked == 5 && whales.wallets == 3)
    #expect(whales.venues == [.hyperliquid])
    #expect(whales.long.positions == 1 && whales.short.positions == 2)
    #expect(abs(whales.long.usd - 4_000 * close) < 1)
    #expect(abs(try #require(whales.long.medianDistance) - 0.5) < 1e-5)
    #expect(abs(try #require(whales.short.medianDistance) - 0.8) < 1e-5)
    let held = try #require(briefing.instruments.first).openInterestUSD.value
    #expect(abs(whales.short.share - 1_500 * close / held) < 1e-5)
    #expect(whales.largest.map(\.wallet) == ["0x1111…aaaa", "0x2222…bbbb", "0x3333…cccc"])
    #expect(whales.largest[2].liquidationPrice == nil && whales.largest[2].distance == nil)
    #expect(whales.sentences.count == 3)
    #expect(
      whales.sentences[0].hasPrefix("Of the five wallets watched on Hyperliquid, three "))
    #expect(whales.sentences[1].contains("fall would liquidate half of their longs by value and "))
    #expect(whales.sentences[2].contains("0x1111…aaaa"))

    let grid = LogPriceGrid(binBps: MarketChronicleTests.options.binBps)
    func pool(_ briefing: Briefing) -> Double {
      let bin = grid.bin(of: Price(close * 0.5)) - grid.bin(of: grid.center(bin0(briefing)))
      return briefing.profile.series.filter { $0.side == .long }
        .reduce(0) { $0 + $1.usd[bin] }
    }
    func bin0(_ briefing: Briefing) -> Int {
      grid.bin(of: briefing.profile.lowestPrice * 1.000_1)
    }
    #expect(pool(briefing) > 4_000 * close * 0.5)
    #expect(pool(plain) < pool(briefing) / 2)
    // The map, its layers and its profile are one.
    let sum = briefing.profile.series.reduce(0) { $0 + $1.usd.reduce(0, +) }
    #expect(abs(sum / briefing.heatmap.totalUSD.value - 1) < 1e-6)
  }

  @Test("a wallet that nobody looked at for 36 hours changes nothing, nor does tomorrow's look")
  func unknown() throws {
    var data = SyntheticMarket.data(days: 4)
    let plain = try briefing([data])
    data.wallets = [look("0x1111…aaaa", hoursBefore: 24 * 30, .long, 4_000, at: 1_000)]
    #expect(try briefing([data]) == plain)
    data.wallets = [
      look("0x1111…aaaa", hoursBefore: 24 * 30, .long, 4_000, at: 1_000),
      look("0x2222…bbbb", hoursBefore: -1, .short, 1_000, at: 1e5),
    ]
    #expect(try briefing([data]) == plain)
    data.wallets = [look("0x1111…aaaa", hoursBefore: 36, .long, 4_000, at: 30_000)]
    #expect(try briefing([data]).reading.whales != nil)
    data.wallets = [look("0x1111…aaaa", hoursBefore: 37, .long, 4_000, at: 30_000)]
    #expect(try briefing([data]).reading.whales == nil)
  }

  @Test("a position whose price was crossed after the look is gone, one looked at later is there")
  func crossed() throws {
    let data = SyntheticMarket.data(days: 4)
    var walk = InstrumentWalk(data: data, options: MarketChronicleTests.options, stream: 0)
    let bars = data.series.bars.suffix(24)
    let low = try #require(bars.map(\.low).min())
    let lowest = try #require(bars.last { $0.low == low })
    let before = lowest.time - .hour
    let after = lowest.time + .hour
    func held(_ time: Timestamp, at price: Price) throws -> Bool {
      var looked = data
      looked.wallets = [
        WalletSnapshot(
          time: time, wallet: "0x1111…aaaa",
          position: MeasuredPosition(
            side: .long, quantity: Base(1), entryPrice: price, liquidationPrice: price,
            leverage: 5, marginMode: .isolated), accountValue: .zero)
      ]
      walk = InstrumentWalk(data: looked, options: MarketChronicleTests.options, stream: 0)
      walk.advance(until: Self.close)
      return try #require(walk.wallets(at: Self.close).first).position != nil
    }
    #expect(try !held(before, at: low))
    #expect(try held(before, at: low * 0.999))
    #expect(try held(after, at: low))
  }

  private func book(
    _ usd: Double, minutesBefore minutes: Int64, distances: [Double] = [0.01, 0.02, 0.05]
  ) -> DepthSnapshot {
    DepthSnapshot(
      time: Self.close - .minutes(minutes),
      levels: distances.flatMap { distance in
        [-1.0, 1].map { sign in
          DepthSnapshot.Level(
            distance: sign * distance, quantity: Base(1), value: USD(usd * distance * 100))
        }
      })
  }

  @Test("a recorded order book of the close takes the place of the square-root law")
  func recordedDepth() throws {
    var data = SyntheticMarket.data(days: 4)
    #expect(try #require(try briefing([data]).cascade).impact.source == .squareRootLaw)
    data.depth = [book(5e6, minutesBefore: 90), book(1e8, minutesBefore: 1)]
    let cascade = try #require(try briefing([data]).cascade)
    #expect(cascade.impact.source == .recordedDepth)
    // A tenth of what stands within 1 %.
    #expect(abs(cascade.impact.movePer10M - 0.001) < 1e-5)
    data.depth = [book(1e8, minutesBefore: 61), book(1e8, minutesBefore: -1)]
    #expect(try #require(try briefing([data]).cascade).impact.source == .squareRootLaw)
  }

  @Test("books add up where all are recorded, are scaled up by volume where not, or stand down")
  func summedDepth() {
    func depth(_ books: [(snapshots: [DepthSnapshot], volume: USD)]) -> BookDepth? {
      DepthAssembly(books: books, close: Self.close).depth
    }
    func level(_ usd: Double, _ distances: [Double]) -> BookDepth? {
      let levels = distances.map { BookDepth.Level(distance: $0, usd: USD(usd * $0 * 100)) }
      return BookDepth(bids: levels, asks: levels)
    }
    let one = book(1e6, minutesBefore: 1)
    let two = book(3e6, minutesBefore: 2, distances: [0.01, 0.05])
    #expect(depth([([one], USD(1)), ([two], USD(1))]) == level(4e6, [0.01, 0.05]))
    #expect(depth([([one], USD(1)), ([], USD(1))]) == level(2e6, [0.01, 0.02, 0.05]))
    #expect(depth([([one], USD(1)), ([], USD(1.1))]) == nil)
    #expect(depth([([], USD(1))]) == nil)
    #expect(depth([([book(1e6, minutesBefore: 70)], USD(1))]) == nil)
  }
}

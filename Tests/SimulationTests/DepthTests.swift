import Archive
import Market
import Testing

@testable import Simulation

@Suite("The simulated order book")
struct DepthTests {
  private static func process(_ generator: SeededGenerator) -> PriceProcess {
    var process = PriceProcess(
      start: 50_000, normalVolume: 250_000, firstRecordedStep: 0, generator: generator)
    for step in 0..<500 { process.advance(step: step, activity: 1, makerShare: 0) }
    return process
  }

  @Test(
    "an order as large as what lies within a distance moves the price by it",
    arguments: [0.0002, 0.002, 0.01, 0.05])
  func inverse(change: Double) {
    for seed in 1...5 as ClosedRange<UInt64> {
      var process = Self.process(SeededGenerator(seed: seed))
      let size = process.size(moving: change)
      #expect(size > 0)
      for flow in [size, -size] {
        let before = process.perpetual
        process.absorb(flow: flow)
        #expect(abs(process.perpetual - before - (flow > 0 ? change : -change)) < 1e-12)
      }
    }
  }

  @Test("what is read back is what an order met, and more of it farther out")
  func readBack() throws {
    let folder = try TemporaryFolder()
    let options = try SmallMarket.options(days: 2)
    _ = try SimulatedMarket(options).write(data: folder.path(""))
    let source = InstrumentSource(
      instrument: Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear),
      reader: .binanceArchive, marginTiers: [])
    let data = try ArchiveReader(dataFolder: folder.path(""), policy: .strict).read(source)
    let days = SmallMarket.closes(options).map(\.day)
    #expect(data.depth.map(\.time) == days.map { $0.day.close - .seconds(15) })
    for (snapshot, day) in zip(data.depth, days) {
      let last = try #require(day.bars.last)
      #expect(snapshot.levels.map(\.quantity.value) == last.depth.map(\.lots.base))
      #expect(snapshot.levels.count == 12)
      for (near, far) in zip(snapshot.levels, snapshot.levels.dropFirst()) {
        if far.distance < 0 { #expect(near.quantity > far.quantity) }
        if near.distance > 0 { #expect(near.quantity < far.quantity) }
      }
      for level in snapshot.levels {
        // Paid on average half of the way, a little farther out where the book is thicker.
        let mean = level.value / level.quantity / Price(Double(last.traded.close) / 10) - 1
        #expect((0.4...0.8).contains(mean / level.distance), "\(level)")
      }
    }
  }

  @Test("a venue's book is its share of the market's")
  func share() throws {
    let closes = try SmallMarket.everywhere.get()
    let contracts = SimulatedVenue.all.map { SimulatedContract(symbol: "BTCUSDT", on: $0) }
    let books = try closes.map { try #require($0.last?.day.bars.last?.depth.last?.lots.base) }
    for (book, contract) in zip(books, contracts) {
      #expect(abs(book / books[0] / contract.share - 1) < 1e-6)
    }
  }
}

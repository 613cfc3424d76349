import Market
import Testing

@testable import Simulation

@Suite("What is long is short")
struct ConservationTests {
  @Test(
    "longs, shorts and the metrics' open interest are one number at every close",
    arguments: [1, 2] as [UInt64])
  func conservation(seed: UInt64) throws {
    for close in SmallMarket.closes(try SmallMarket.options(days: 2, seed: seed)) {
      let longs = close.positions.filter { $0.side == .long }.reduce(0) { $0 + $1.lots }
      let shorts = close.positions.filter { $0.side == .short }.reduce(0) { $0 + $1.lots }
      #expect(longs == shorts)
      #expect(longs == close.day.bars.last?.openInterest)
      #expect(longs > 0)
      #expect(close.positions.allSatisfy { $0.lots > 0 })
    }
  }

  @Test("the written truth sums to the written open interest, digit by digit")
  func writtenTruth() throws {
    let contract = SimulatedContract(symbol: "BTCUSDT")
    for close in try SmallMarket.plain.get() {
      let table = rows(TruthTables(contract: contract).positions(close.positions))
      #expect(
        table.first == [
          "side", "entry_price", "leverage", "margin_mode", "quantity_base", "liquidation_price",
        ])
      var thousandths: [String: Int] = [:]
      for row in table.dropFirst() {
        try #require(row.count == 6)
        thousandths[row[0], default: 0] += try #require(Int(row[4].filter { $0 != "." }))
      }
      let metrics = rows(BinanceTables(contract: contract).metrics(close.day))
      let last = try #require(metrics.last)
      let interest = try #require(Int(last[2].filter { $0 != "." }))
      #expect(thousandths == ["long": interest, "short": interest])
      #expect(last[0] == "\(close.day.day + 1) 00:00:00")
    }
  }

  @Test("makers stand on the other side of whatever they are asked for")
  func makers() {
    var generator = SeededGenerator(seed: 5)
    var desk = MakerDesk(generator: generator.fork(1))
    var asked: Lots = 0
    var isBalanced = true
    for _ in 0..<2_000 {
      let lots = Lots(generator.next() % 20_001) - 10_000
      asked += lots
      desk.take(lots, at: generator.between(50_000, 60_000))
      let held = desk.positions.compactMap { $0 }.reduce(0) { $0 + $1.lots }
      isBalanced = isBalanced && held == asked && desk.netLots == asked
    }
    #expect(isBalanced)
    #expect(desk.longLots >= max(0, asked))
  }
}

import Market
import Testing

@testable import Simulation

@Suite("Forced closes and their reports")
struct ForcedCloseTests {
  @Test("the stream reports some of the closes, in order, at most one a second")
  func throttle() throws {
    let days = try SmallMarket.levered.get().map(\.day)
    let closes = days.flatMap(\.liquidations)
    let reports = days.flatMap(\.reports)
    #expect(closes.count > 50)
    #expect(!reports.isEmpty)
    #expect(reports.count < closes.count)
    #expect(Set(reports).isSubset(of: Set(closes)))
    #expect(zip(closes, closes.dropFirst()).allSatisfy { $0.time <= $1.time })
    #expect(
      zip(reports, reports.dropFirst()).allSatisfy { ($1.time - $0.time).milliseconds >= 1_000 })
  }

  @Test("each falls within its day and was filled within its bar's prices")
  func withinBars() throws {
    for close in try SmallMarket.levered.get() {
      for forced in close.day.liquidations {
        let index = Int((forced.time - close.day.day.start).milliseconds / 300_000)
        try #require(close.day.bars.indices.contains(index))
        let traded = close.day.bars[index].traded
        #expect((traded.low...traded.high).contains(forced.averageTicks))
        #expect(forced.lots > 0)
      }
    }
  }

  @Test("what the venue reports does not change what happens")
  func reportingRate() throws {
    let all = try SmallMarket.levered.get()
    let none = SmallMarket.closes(
      try SmallMarket.options(mix: TraderMix(leverage: 3, reporting: 0)))
    #expect(all.map(\.day.bars) == none.map(\.day.bars))
    #expect(all.map(\.day.liquidations) == none.map(\.day.liquidations))
    #expect(none.allSatisfy { $0.day.reports.isEmpty })
  }

  @Test("higher leverage liquidates more")
  func leverageMix() throws {
    func liquidated(_ closes: [SmallMarket.Close]) -> Int64 {
      closes.flatMap(\.day.liquidations).reduce(0) { $0 + $1.lots }
    }
    let calm = SmallMarket.closes(try SmallMarket.options(mix: TraderMix(leverage: 0.4)))
    #expect(liquidated(try SmallMarket.levered.get()) > liquidated(calm))
  }

  @Test("a close within the second of a report is left out")
  func stream() {
    var stream = LiquidationStream(offered: 1, generator: SeededGenerator(seed: 1))
    let times: [Int64] = [0, 999, 1_000, 1_400, 2_500, 3_499, 3_500]
    let reported = times.filter {
      stream.reports(
        ForcedClose(
          time: Timestamp(milliseconds: $0), side: .long, lots: 1, averageTicks: 1,
          position: 1, entryPrice: Price(1), limitTicks: 1))
    }
    #expect(reported == [0, 1_000, 2_500, 3_500])
  }
}

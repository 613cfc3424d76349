import Market
import Testing

@testable import Simulation

@Suite("Bars of the simulated market")
struct BarTests {
  @Test(
    "a day has 288 bars whose prices, volumes and turnover agree",
    arguments: ["BTCUSDT", "DOGEUSDT"])
  func consistent(symbol: String) throws {
    let options = try SmallMarket.options(days: 1, symbol: symbol)
    for (offset, close) in SmallMarket.closes(options).enumerated() {
      #expect(close.day.day == options.start + offset)
      #expect(close.day.bars.count == 288)
      for (index, bar) in close.day.bars.enumerated() {
        #expect(bar.time == close.day.day.start + .minutes(Int64(5 * index)))
        for range in [bar.traded, bar.mark] {
          #expect(range.low > 0)
          #expect(range.low <= min(range.open, range.close))
          #expect(range.high >= max(range.open, range.close))
        }
        #expect(bar.takerBuyVolume > 0)
        #expect(bar.takerBuyVolume < bar.volume)
        let mean = bar.turnover / Double(bar.volume)
        #expect(Double(bar.traded.low) <= mean * (1 + 1e-12))
        #expect(mean <= Double(bar.traded.high) * (1 + 1e-12))
      }
    }
  }

  @Test("funding is settled every eight hours, within some milliseconds")
  func fundingTimes() throws {
    for close in try SmallMarket.plain.get() {
      let times = close.day.funding.map { ($0.time - close.day.day.start).milliseconds }
      #expect(times.map { $0 / 28_800_000 } == [0, 1, 2])
      #expect(times.allSatisfy { $0 % 28_800_000 < 50 })
    }
  }

  @Test(
    "funding is the premium, held to the interest rate where the two are close",
    arguments: [
      (0.0, 10_000), (0.0005, 10_000), (0.001, 50_000), (-0.0004, 10_000), (-0.001, -50_000),
      (0.02, 300_000), (-0.02, -300_000),
    ] as [(Double, Int64)])
  func fundingRate(premium: Double, units: Int64) {
    var clock = FundingClock()
    for _ in 0..<10 { clock.observe(premium: premium) }
    #expect(clock.rateUnits(hours: 8) == units)
  }

  @Test("a market without optimisation's help still looks like one")
  func stylisedFacts() throws {
    let closes = SmallMarket.closes(try SmallMarket.options(days: 8, seed: 11))
    let bars = closes.flatMap(\.day.bars)
    let returns = zip(bars, bars.dropFirst()).map {
      PortableMath.log(Double($1.traded.close) / Double($0.traded.close))
    }
    let variance = returns.reduce(0) { $0 + $1 * $1 } / Double(returns.count)
    let daily = (variance * 288).squareRoot()
    #expect((0.008...0.08).contains(daily))
    let kurtosis =
      returns.reduce(0) { $0 + $1 * $1 * $1 * $1 } / Double(returns.count) / (variance * variance)
    #expect(kurtosis > 4)

    let interest = closes.reduce(0) { $0 + ($1.day.bars.last?.openInterest ?? 0).base } / 8
    #expect((20_000...200_000).contains(interest))
    let volume = bars.reduce(0) { $0 + $1.volume.base } / 8
    #expect((0.5...12).contains(volume / interest))
    let liquidated = closes.flatMap(\.day.liquidations).reduce(0) { $0 + $1.lots.base } / 8
    #expect((0.0002...0.08).contains(liquidated / interest))
    let funding = closes.flatMap(\.day.funding).map(\.rate)
    #expect(abs(funding.reduce(0, +) / Double(funding.count)) < 0.0015)
    #expect(funding.contains(0.0001))
  }
}

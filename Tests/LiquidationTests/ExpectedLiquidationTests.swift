import Glibc
import Market
import Testing

@testable import Liquidation

@Suite("Expected liquidation")
struct ExpectedLiquidationTests {
  private let ensemble: BookEnsemble
  private let projection: Projection

  init() throws {
    let walk = WalkedDays(30, seed: 21)
    var ensemble = BookEnsemble(
      instrument: Fixtures.linear, margin: try Fixtures.schedule(), members: 4)
    let held = 20_000.0
    ensemble.advance(
      walk.days.flatMap(\.bars).map { bar in
        var bar = bar
        bar.openInterest = Base(held)
        return bar
      }, interval: .hour)
    self.ensemble = ensemble
    projection = try #require(walk.history().projection())
  }

  private func total(_ volume: Double, _ side: Side, _ hours: Int) -> Estimate {
    let survival = ensemble.survival(hourlyVolume: Base(volume))
    return [ExpectedLiquidation(of: ensemble.profile(), projection: projection, survival: survival)]
      .total(side, hours: hours)
  }

  @Test("pools are closed faster the higher their leverage, and not at all without trading")
  func survival() throws {
    let survival = ensemble.survival(hourlyVolume: Base(1_000))
    for side in Side.allCases {
      var before = 2.0
      for band in LeverageBand.allCases {
        let shares = try [0.0, 24, 72, 168].map {
          try #require(survival.share(side, band, hours: $0)).value
        }
        #expect(shares[0] == 1)
        #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 > $1 })
        #expect(shares[1] < before)
        before = shares[1]
        let rate = try #require(survival.closingRate(side, band)).value
        let soon = try #require(survival.share(side, band, hours: 0.01)).value
        #expect(abs((1 - soon) / 0.01 - rate) < 0.01 * rate)
        let still = ensemble.survival(hourlyVolume: .zero).share(side, band, hours: 168)
        #expect(still?.value == 1)
      }
    }
  }

  @Test("a side's buckets together close the churn of the volume")
  func churn() {
    let survival = ensemble.survival(hourlyVolume: Base(1_000))
    for (book, lanes) in zip(ensemble.members, survival.lanes) {
      let closed = lanes.prefix(LeverageLadder.count).compactMap { $0 }
        .reduce(0) { $0 + $1.quantity * $1.rate }
      let hedged = book.store.totals[0] * book.hazards[0]
      let weight = (0..<LeverageLadder.count).reduce(0) {
        $0 + book.store.totals[$1] * book.hazards[$1]
      }
      #expect(abs(closed / (1 - hedged / weight) / (book.prior.churn * 1_000) - 1) < 1e-9)
    }
  }

  @Test("without trading it is each pool times the chance that its price is touched")
  func reach() {
    let profile = ensemble.profile()
    let home = log(ensemble.close.value)
    for side in Side.allCases {
      for hours in ExpectedLiquidation.horizons {
        var sum = 0.0
        for (index, usd) in profile.usd(side).enumerated() where usd > 0 {
          let level = (Double(profile.firstBin + index) + 0.5) * profile.grid.step
          sum +=
            usd
            * projection.reachProbability(
              depth: max(0, side.sign * (home - level)), withinHours: Double(hours))
        }
        #expect(abs(total(0, side, hours).value / sum - 1) < 0.01)
      }
    }
  }

  @Test("it grows with the horizon, shrinks with trading, and stays below the pool")
  func bounds() {
    let profile = ensemble.profile()
    for side in Side.allCases {
      let pool = profile.usd(side).reduce(0, +)
      let day = total(1_000, side, 24)
      let week = total(1_000, side, 168)
      #expect(day.value > 0 && day.value < week.value && week.value < pool)
      #expect(week.value < total(0, side, 168).value)
      #expect(day.p10 <= day.value && day.value <= day.p90)
      #expect(total(1_000, side, 48).value == 0)
    }
  }

  @Test("the bins add up to the side, and a zone is a part of it")
  func parts() throws {
    let expected = ExpectedLiquidation(
      of: ensemble.profile(), projection: projection,
      survival: ensemble.survival(hourlyVolume: Base(500)))
    let profile = ensemble.profile()
    let zones = ZoneFinder.zones(
      in: [profile], close: ensemble.close, sigma: projection.sigma(hours: 24), limitPerSide: 3)
    #expect(!zones.isEmpty)
    for side in Side.allCases {
      let bins = expected.usd(side, hours: 72)
      #expect(bins.count == profile.binCount && expected.firstBin == profile.firstBin)
      let whole = [expected].total(side, hours: 72).value
      #expect(abs(bins.reduce(0, +) / whole - 1) < 1e-9)
      #expect([expected, expected].total(side, hours: 72).value == 2 * whole)
      for zone in zones where zone.side == side {
        let part = [expected].total(in: zone, hours: 72).value
        #expect(part > 0 && part < whole && part < zone.usd.value)
      }
    }
    #expect([ExpectedLiquidation]().total(.long, hours: 24).value == 0)
  }

  @Test("the volume is that of the trailing week, whatever the bars' length")
  func volume() {
    var trailing = TrailingVolume()
    #expect(trailing.perHour == .zero)
    for (day, bars) in WalkedDays(12, seed: 22).days {
      var bars = bars
      if day < WalkedDays.start + 5 { for index in bars.indices { bars[index].volume = Base(9e9) } }
      trailing.endDay(day, bars: bars, interval: .hour)
    }
    #expect(trailing.perHour == Base(1_000))
  }
}

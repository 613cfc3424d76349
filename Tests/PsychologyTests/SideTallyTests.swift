import Liquidation
import Market
import Psychology
import Testing

@Suite("What one side holds at the close")
struct SideTallyTests {
  /// Close 100, sigma 0.1: trapped above 110.52, near pools above 81.87.
  static let longs = [
    Samples.cohort(.long, entry: 120, quantity: 2, liquidation: 90, funding: 3),
    Samples.cohort(.long, entry: 105, quantity: 1, liquidation: 80, funding: 5),
    Samples.cohort(.long, entry: 95, quantity: 3, liquidation: 70),
    Samples.cohort(.long, entry: 130, quantity: 4, hedged: true),
    Samples.cohort(.short, entry: 80, quantity: 7, liquidation: 120),
  ]

  @Test("longs entered above the close by more than a sigma are trapped, hedged ones are not")
  func trappedLongs() {
    let tally = Samples.tally(.long, Self.longs)
    #expect(tally.held == Base(10))
    #expect(tally.hedged == Base(4))
    #expect(tally.underWater == Base(3))
    #expect(tally.trapped == Base(2))
    #expect(tally.trappedShare == 0.2)
    #expect(tally.underWaterShare == 0.3)
    #expect(tally.trappedMeanEntry == Price(120))
    #expect(tally.trappedLoss == USD(40))
    #expect(tally.trappedFunding == USD(3))
    #expect(abs((tally.trappedMedianDistance ?? 0) - 0.1) < 1e-12)
  }

  @Test("near pools count at their own price, weighed by nearness")
  func nearPools() {
    let tally = Samples.tally(.long, Self.longs)
    #expect(tally.near == USD(180))
    // ln(100 / 90) / 0.1 = 1.05361 sigmas; (1 - (1.05361 / 2)^2)^2 = 0.52198.
    #expect(abs(tally.nearWeighed.value - 180 * 0.521976) < 0.001)
  }

  @Test("shorts entered below the close by more than a sigma are trapped")
  func trappedShorts() {
    let tally = Samples.tally(
      .short,
      [
        Samples.cohort(.short, entry: 80, quantity: 1, liquidation: 150, funding: -2),
        Samples.cohort(.short, entry: 85, quantity: 3, liquidation: 110, funding: 1),
        Samples.cohort(.short, entry: 99, quantity: 4, liquidation: 200),
        Samples.cohort(.short, entry: 101, quantity: 2),
      ])
    #expect(tally.trapped == Base(4))
    #expect(tally.underWater == Base(8))
    #expect(tally.trappedMeanEntry == Price(83.75))
    #expect(tally.trappedLoss == USD(65))
    #expect(tally.trappedFunding == USD(-1))
    #expect(abs((tally.trappedMedianDistance ?? 0) - 0.1) < 1e-12)
    #expect(tally.near == USD(330))
  }

  @Test("an entry within one sigma is under water and not trapped")
  func threshold() {
    let edge = 100 * 1.105_170_918
    let inside = Samples.tally(.long, [Samples.cohort(.long, entry: edge - 0.001, quantity: 1)])
    let outside = Samples.tally(.long, [Samples.cohort(.long, entry: edge + 0.001, quantity: 1)])
    #expect(inside.trapped == Base(0))
    #expect(inside.underWater == Base(1))
    #expect(outside.trapped == Base(1))
  }

  @Test("trapped positions without a liquidation price have no median distance")
  func noDistance() {
    let tally = Samples.tally(.long, [Samples.cohort(.long, entry: 150, quantity: 1)])
    #expect(tally.trapped == Base(1))
    #expect(tally.trappedMedianDistance == nil)
  }

  @Test("an empty side has shares of zero and nothing else")
  func empty() {
    let tally = Samples.tally(.short, [])
    #expect(tally.trappedShare == 0)
    #expect(tally.underWaterShare == 0)
    #expect(tally.trappedMeanEntry == nil)
  }

  @Test("instruments are held against their own closes")
  func twoInstruments() {
    var tally = SideTally(side: .long, sigma: 0.1)
    tally.add(Samples.cohort(.long, entry: 120, quantity: 1), close: Price(100))
    tally.add(Samples.cohort(.long, entry: 120, quantity: 1), close: Price(115))
    tally.add(Samples.cohort(.long, entry: 120, quantity: 1), close: Price(100))
    #expect(tally.trapped == Base(2))
    #expect(tally.underWater == Base(3))
    #expect(tally.trappedLoss == USD(40))
  }

  @Test("figures keep their bounds on any books", arguments: 0..<40)
  func invariants(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let close = 50 + 100 * random.uniform()
    let sigma = 0.004 + 0.1 * random.uniform()
    func member() -> (SideTally, SideTally) {
      let cohorts = (0..<60).map { _ in
        let side: Side = random.uniform() < 0.5 ? .long : .short
        let entry = close * (0.6 + 0.8 * random.uniform())
        let leverage = 1.5 + 50 * random.uniform()
        let liquidation = entry * (1 - side.sign / leverage)
        return Samples.cohort(
          side, entry: entry, quantity: 10 * random.uniform(),
          liquidation: random.uniform() < 0.8 ? liquidation : nil,
          funding: random.uniform() - 0.5, hedged: random.uniform() < 0.2)
      }
      return (
        Samples.tally(.long, cohorts, close: close, sigma: sigma),
        Samples.tally(.short, cohorts, close: close, sigma: sigma)
      )
    }
    let members = (0..<5).map { _ in member() }
    for tallies in [members.map(\.0), members.map(\.1)] {
      for tally in tallies {
        #expect(tally.trapped <= tally.underWater)
        #expect(tally.underWater + tally.hedged <= tally.held + Base(1e-9))
        #expect(tally.nearWeighed <= tally.near)
        #expect(tally.trappedLoss >= USD(0))
      }
      let trapped = try #require(TrappedPositions(members: tallies))
      for estimate in [trapped.share, trapped.underWaterShare, trapped.usd, trapped.quantity] {
        #expect(estimate.p10 <= estimate.p90)
      }
      #expect((0...1).contains(trapped.share.value))
      #expect((0...1).contains(trapped.underWaterShare.value))
      let pressure = try #require(
        Pressure(
          members: tallies, close: Price(close), openInterest: USD(100 * random.uniform()),
          funding: FundingPosition(
            instruments: [Samples.settlements([0.02 * (random.uniform() - 0.5)])],
            cutoff: Samples.end),
          build: PositionBuild(closes: [1, 2], openInterest: [1, 1 + random.uniform()])))
      #expect((0...100).contains(pressure.score))
      for part in pressure.parts { #expect((0...part.kind.maximum).contains(part.points)) }
    }
  }
}

import Glibc
import Market
import Testing

@testable import Liquidation

@Suite("Cascade")
struct CascadeTests {
  static let seeds: [UInt64] = [1, 2, 3]

  static func book(
    seed: UInt64, scale: Double = 1, coins: Double = 1, instrument: Instrument = Fixtures.linear
  ) throws -> LiquidationProfile {
    var ensemble = BookEnsemble(
      instrument: instrument, margin: try Fixtures.schedule(), members: 4, seed: 5, threads: 1)
    let bars = Fixtures.wildBars(160, seed: seed).map { bar in
      var bar = bar
      bar.open = bar.open * scale
      bar.high = bar.high * scale
      bar.low = bar.low * scale
      bar.close = bar.close * scale
      bar.volume = bar.volume * coins
      bar.takerBuyVolume = bar.takerBuyVolume.map { $0 * coins }
      bar.openInterest = bar.openInterest.map { $0 * coins }
      return bar
    }
    ensemble.advance(bars, interval: .hour)
    return ensemble.profile()
  }

  /// From hardly any impact to one that runs through the whole book.
  static func impacts() throws -> [MarketImpact] {
    let levels = [(0.01, 1e7), (0.02, 1.5e7), (0.05, 8e7)].map {
      BookDepth.Level(distance: $0.0, usd: USD($0.1))
    }
    let depth = try #require(BookDepth(bids: levels, asks: levels))
    return [1e12, 1e10, 1e9, 1e8].map {
      .squareRoot(dailyVolume: USD($0), dailySigma: 0.03)
    } + [.recordedDepth(depth)]
  }

  @Test("the outcome grows with the shock and stays within the book", arguments: seeds)
  func monotone(seed: UInt64) throws {
    let profile = try Self.book(seed: seed)
    for impact in try Self.impacts() {
      let cascade = Cascade(profiles: [profile], close: profile.close, impact: impact)
      for curve in [cascade.fall, cascade.rise] {
        let total = profile.usd(curve.side).reduce(0, +)
        #expect(curve.points.map(\.shock) == Cascade.shocks)
        var last = Cascade.Point(
          shock: 0, finalMove: Estimate(value: 0, p10: 0, p90: 0), finalPrice: profile.close,
          usd: Estimate(value: 0, p10: 0, p90: 0))
        for point in curve.points {
          #expect(point.finalMove.value >= point.shock && point.amplification >= 1)
          #expect(point.finalMove.value >= last.finalMove.value)
          #expect(point.usd.value >= last.usd.value && point.usd.value <= total * (1 + 1e-9))
          #expect(point.usd.p10 >= 0 && point.usd.p10 <= point.usd.p90)
          #expect(point.finalPrice.value > 0 && point.finalPrice.value.isFinite)
          let down = curve.side == .long
          #expect(down ? point.finalPrice <= last.finalPrice : point.finalPrice >= last.finalPrice)
          last = point
        }
        let first = curve.points.first { $0.amplification > 2 }
        #expect(curve.runawayShock == first?.shock)
      }
    }
  }

  @Test("an empty book does nothing to a shock")
  func empty() {
    let ensemble = BookEnsemble(
      instrument: Fixtures.linear, margin: .builtIn(for: Fixtures.linear), members: 2)
    for profiles in [[], [ensemble.profile()]] {
      let cascade = Cascade(
        profiles: profiles, close: Price(50_000),
        impact: .squareRoot(dailyVolume: USD(1e9), dailySigma: 0.03))
      for curve in [cascade.fall, cascade.rise] {
        #expect(curve.runawayShock == nil && curve.points.count == Cascade.shocks.count)
        for point in curve.points {
          #expect(abs(point.finalMove.value - point.shock) < 1e-12 && point.usd.value == 0)
        }
      }
    }
  }

  @Test("impossible figures move nothing and crash nothing")
  func impossible() throws {
    let profile = try Self.book(seed: 1)
    for close in [0, -1, Double.nan, .infinity] {
      let cascade = Cascade(
        profiles: [profile], close: Price(close),
        impact: .squareRoot(dailyVolume: USD(1e9), dailySigma: 0.03))
      #expect(cascade.fall.points.allSatisfy { $0.usd.value == 0 })
    }
    for (volume, sigma) in [(0, 0.03), (-1, 0.03), (.nan, 0.03), (1e9, .nan), (1e9, .infinity)] {
      let cascade = Cascade(
        profiles: [profile], close: profile.close,
        impact: .squareRoot(dailyVolume: USD(volume), dailySigma: sigma),
        shocks: [-1, 0, .nan, 0.1, 1, 2])
      #expect(cascade.fall.points.map(\.shock) == [0.1])
      #expect(abs((cascade.fall.points.first?.finalMove.value ?? 0) - 0.1) < 1e-12)
    }
  }

  @Test("the resting place is the limit of iterating shock, crossing, impact", arguments: seeds)
  func fixedPoint(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<8 {
      var distances = [0.0]
      var flows = [0.0]
      for _ in 0..<80 {
        distances.append(distances[distances.count - 1] + 0.0005 + 0.001 * random.uniform())
        let dense = random.uniform() < 0.1
        flows.append(flows[flows.count - 1] + (dense ? 5e7 : 1e6) * random.uniform())
      }
      let impact = MarketImpact.squareRoot(
        dailyVolume: USD(1e10 * (0.1 + random.uniform())), dailySigma: 0.03)
      let path = PoolPath(
        distances: distances, flows: flows, impact: impact, side: .long, prefactor: 1)
      for _ in 0..<5 {
        let shock = 0.001 + 0.1 * random.uniform()
        var place = shock
        for _ in 0..<2_000 {
          let next =
            shock + impact.move(USD(Self.flow(to: place, distances, flows)), liquidated: .long)
          if next - place < 1e-12 { break }
          place = next
        }
        let rest = path.rest(after: shock)
        #expect(abs(rest.distance - place) < 1e-8)
        #expect(abs(rest.usd - Self.flow(to: rest.distance, distances, flows)) < 1)
      }
    }
  }

  private static func flow(
    to place: Double, _ distances: [Double], _ flows: [Double]
  ) -> Double {
    guard let far = distances.firstIndex(where: { $0 >= place }), far > 0 else {
      return place <= 0 ? 0 : flows[flows.count - 1]
    }
    let share = (place - distances[far - 1]) / (distances[far] - distances[far - 1])
    return flows[far - 1] + share * (flows[far] - flows[far - 1])
  }

  @Test("a dense pool makes a shock that reaches it run, and a smaller one not")
  func runaway() {
    // 1 % away stand 100 million within 0.1 %, which move the price by 3 %.
    let impact = MarketImpact.squareRoot(dailyVolume: USD(1e8), dailySigma: 0.03)
    let path = PoolPath(
      distances: [0, 0.01, 0.011, 0.2], flows: [0, 0, 1e8, 1e8], impact: impact, side: .long,
      prefactor: 1)
    #expect(abs(path.rest(after: 0.0099).distance - 0.0099) < 1e-9)
    #expect(path.rest(after: 0.0099).usd == 0)
    let run = path.rest(after: 0.0101)
    #expect(abs(run.distance - 0.0401) < 1e-9 && abs(run.usd - 1e8) < 1)
  }

  @Test("the guide's worked example comes out")
  func example() {
    let impact = MarketImpact.squareRoot(dailyVolume: USD(1e10), dailySigma: 0.03)
    let path = PoolPath(
      distances: [0, 0.02, 0.03], flows: [0, 0, 1e8], impact: impact, side: .long, prefactor: 1)
    let rest = path.rest(after: 0.025)
    #expect(abs(rest.distance - 0.0276185) < 1e-7 && abs(rest.usd - 76.185e6) < 1e3)
  }

  @Test("only prices in proportion and coins in proportion to the volume matter", arguments: seeds)
  func invariance(seed: UInt64) throws {
    let profile = try Self.book(seed: seed)
    func cascade(_ profiles: [LiquidationProfile], volume: Double) -> Cascade {
      Cascade(
        profiles: profiles, close: profiles[0].close,
        impact: .squareRoot(dailyVolume: USD(volume), dailySigma: 0.03))
    }
    let plain = cascade([profile], volume: 1e9)
    let scaled = exp(300 * profile.grid.step)
    let others = [
      (cascade([try Self.book(seed: seed, coins: 7)], volume: 7e9), 7.0),
      (cascade([profile, profile], volume: 2e9), 2),
      (cascade([try Self.book(seed: seed, scale: scaled, coins: 1 / scaled)], volume: 1e9), 1),
    ]
    for (other, factor) in others {
      for (a, b) in zip(
        plain.fall.points + plain.rise.points, other.fall.points + other.rise.points)
      {
        #expect(abs(a.finalMove.value - b.finalMove.value) < 1e-6)
        #expect(abs(a.usd.value * factor - b.usd.value) < 1e-4 * (1 + b.usd.value))
      }
    }
  }

  @Test("more volatility and less volume carry further")
  func comparative() throws {
    let profile = try Self.book(seed: 2)
    func moves(_ volume: Double, _ sigma: Double) -> [Double] {
      let cascade = Cascade(
        profiles: [profile], close: profile.close,
        impact: .squareRoot(dailyVolume: USD(volume), dailySigma: sigma))
      return (cascade.fall.points + cascade.rise.points).map(\.finalMove.value)
    }
    let plain = moves(1e9, 0.03)
    #expect(zip(plain, moves(5e8, 0.03)).allSatisfy { $0 <= $1 })
    #expect(zip(plain, moves(1e9, 0.05)).allSatisfy { $0 <= $1 })
  }

  @Test("members' prefactors cover their range evenly")
  func prefactors() {
    let logs = (0..<16).map { log2(MarketImpact.prefactor(member: $0)) }.sorted()
    #expect(logs.allSatisfy { abs($0) <= 1 })
    for (rank, value) in logs.enumerated() {
      #expect(abs(value - (2 * (Double(rank) + 0.5) / 16 - 1)) < 0.15)
    }
  }
}

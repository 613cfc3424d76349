import Market
import Testing

@testable import Liquidation

@Suite("Zones")
struct ZoneTests {
  private let grid = LogPriceGrid()

  /// Ground of one dollar a bin with bumps upon it.
  private func terrain(_ bumps: [(at: Int, height: Double, width: Double)]) -> Terrain {
    let raw = (0..<300).map { bin in
      bumps.reduce(1.0) { sum, bump in
        sum + max(0, bump.height * (1 - abs(Double(bin - bump.at)) / bump.width))
      }
    }
    return Terrain(side: .long, grid: grid, firstBin: 0, raw: raw)
  }

  @Test("each bump becomes a band about its peak")
  func bumps() throws {
    let bands = terrain([(60, 10, 6), (150, 30, 10), (240, 5, 4)]).bands()
    #expect(Set(bands.prefix(3).map(\.peak)) == [150, 60, 240])
    // Between tall bumps the ground is what rises over the slope towards them.
    #expect(bands.dropFirst(3).allSatisfy { $0.prominence < 0.3 })
    for band in bands.prefix(3) {
      #expect(band.bins.contains(band.peak))
      #expect(band.bins.count >= 3 && band.bins.count <= 14)
      #expect(band.prominence > 0.7)
    }
  }

  @Test("flat and smoothly rising ground has no zone")
  func smooth() {
    #expect(terrain([]).bands().isEmpty)
    for factor in [1.0, -0.3] {
      let slope = Terrain(
        side: .long, grid: grid, firstBin: 0, raw: (0..<300).map { 100 + factor * Double($0) })
      // A pool that grows up to the close is one; ground that falls towards it is none.
      #expect(slope.bands().allSatisfy { factor > 0 && $0.peak > 290 })
    }
  }

  @Test("a shoulder that hardly rises is no zone of its own")
  func shoulder() {
    let bands = terrain([(100, 30, 12), (125, 30, 16), (128, 0.2, 2)]).bands()
    #expect(bands.allSatisfy { $0.prominence >= ZoneFinder.leastProminence })
    #expect(bands.count <= 2)
  }

  @Test("no band overlaps another on random ground", arguments: [1, 2, 3, 4] as [UInt64])
  func noOverlap(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let ground = Terrain(
      side: .short, grid: grid, firstBin: 7_000, raw: (0..<400).map { _ in random.uniform() })
    let bands = ground.bands()
    #expect(bands.count > 5)
    var taken: Set<Int> = []
    for band in bands {
      for bin in band.bins { #expect(taken.insert(bin).inserted) }
      #expect(band.bins.count <= 2 * Int(ZoneFinder.halfWidth / grid.step) + 1)
      #expect(band.prominence > 0 && band.prominence <= 1)
    }
  }

  @Test("zones of a market stand on their side of the close, apart, with parts that add up")
  func ofMarket() throws {
    var ensemble = BookEnsemble(
      instrument: Fixtures.linear, margin: try Fixtures.schedule(), members: 6, seed: 2)
    for bar in Fixtures.wildBars(200, seed: 41) {
      ensemble.advance(CollectionOfOne(bar), interval: .hour)
    }
    ensemble.advance(
      CollectionOfOne(Fixtures.bar(5_000, open: ensemble.close.value)), interval: .hour)
    let profile = ensemble.profile()
    let close = profile.close
    let zones = ZoneFinder.zones(
      in: [profile, profile], close: close, sigma: 0.03, limitPerSide: 5)
    #expect(zones.contains { $0.side == .long } && zones.contains { $0.side == .short })
    for side in Side.allCases {
      let mine = zones.filter { $0.side == side }
      #expect(mine.count <= 5)
      #expect(mine.map(\.usd.value) == mine.map(\.usd.value).sorted(by: >))
      for (before, after) in zip(
        mine.sorted { $0.low < $1.low }, mine.sorted { $0.low < $1.low }.dropFirst())
      {
        #expect(before.high.value <= after.low.value * (1 + 1e-12))
      }
    }
    for zone in zones {
      #expect(zone.low < zone.high && zone.low <= zone.peak && zone.peak <= zone.high)
      #expect(zone.side == .long ? zone.high <= close : zone.low >= close)
      #expect(zone.side == .long ? zone.distance <= 0 : zone.distance >= 0)
      #expect(zone.high / zone.low < 1.021)
      #expect(abs(zone.sigmas - zone.distance / 0.03) < 1e-12)
      #expect(zone.usd.p10 <= zone.usd.p90 && zone.usd.value > 0)
      let bands = zone.bands.values.reduce(0) { $0 + $1.value }
      let venues = zone.venues.values.reduce(0) { $0 + $1.value }
      #expect(abs(bands / zone.usd.value - 1) < 1e-9 && abs(venues / zone.usd.value - 1) < 1e-9)
      #expect(zone.medianAge.milliseconds >= 0)
    }
  }

  @Test("nonsense gives no zones")
  func nonsense() {
    #expect(ZoneFinder.zones(in: [], close: Price(1), sigma: 0.1, limitPerSide: 3).isEmpty)
  }
}

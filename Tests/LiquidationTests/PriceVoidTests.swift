import Market
import Testing

@testable import Liquidation

@Suite("Voids")
struct PriceVoidTests {
  @Test(
    "a void holds little, lies on its side within reach, and overlaps no other",
    arguments: [1, 2, 3])
  func places(seed: UInt64) throws {
    let profile = try CascadeTests.book(seed: seed)
    let close = profile.close
    let voids = PriceVoid.voids(in: [profile], close: close, sigma: 0.03)
    #expect(!voids.isEmpty)
    var last = 0.0
    for void in voids {
      #expect(void.low < void.high && abs(void.distance) >= last && abs(void.distance) < 0.19)
      last = abs(void.distance)
      let width = void.high / void.low - 1
      #expect(width >= 0.0075 * 0.9)
      let dollars = profile.usd(void.side)
      var inside = 0.0
      var near = 0.0
      for (index, usd) in dollars.enumerated() {
        let center = profile.grid.center(profile.firstBin + index)
        if center > void.low, center < void.high { inside += usd }
        if abs(center / close - 1) < 0.18 { near += usd }
      }
      #expect(inside <= void.usd.value * (1 + 1e-9))
      // A third of the mean, with room for smoothing at the edges.
      #expect(void.usd.value / width < 0.5 * near / 0.18)
      let (nearEdge, farEdge) =
        void.side == .long ? (void.high, void.low) : (void.low, void.high)
      #expect(void.side == .long ? nearEdge <= close : nearEdge >= close)
      #expect(abs(nearEdge / close - 1 - void.distance) < 1e-12)
      for other in voids where other != void && other.side == void.side {
        #expect(other.high <= void.low || other.low >= void.high)
      }
      // Beyond it stands a pool: what ends with the search is none.
      #expect(abs(farEdge / close - 1) < 0.1795)
    }
  }

  @Test("what the recorded book fills is no void")
  func depth() throws {
    let profile = try CascadeTests.book(seed: 1)
    let close = profile.close
    let plain = PriceVoid.voids(in: [profile], close: close, sigma: 0.03)
    let nearest = try #require(plain.first)
    // A wall in the first 2 %, and next to nothing behind it.
    let wall = [(0.02, 1e9), (0.3, 1.01e9)].map {
      BookDepth.Level(distance: $0.0, usd: USD($0.1))
    }
    let depth = try #require(BookDepth(bids: wall, asks: wall))
    let filled = PriceVoid.voids(in: [profile], close: close, sigma: 0.03, depth: depth)
    #expect(abs(nearest.distance) < 0.01)
    #expect(filled.allSatisfy { abs($0.distance) > 0.0185 })
  }

  @Test("where nothing stands there are no pools and so no voids")
  func none() throws {
    let empty = BookEnsemble(
      instrument: Fixtures.linear, margin: .builtIn(for: Fixtures.linear), members: 2
    ).profile()
    #expect(PriceVoid.voids(in: [empty], close: Price(50_000), sigma: 0.03).isEmpty)
    #expect(PriceVoid.voids(in: [], close: Price(50_000), sigma: 0.03).isEmpty)
    let profile = try CascadeTests.book(seed: 1)
    #expect(PriceVoid.voids(in: [profile], close: Price(.nan), sigma: 0.03).isEmpty)
    #expect(!PriceVoid.voids(in: [profile], close: profile.close, sigma: .nan).isEmpty)
  }
}

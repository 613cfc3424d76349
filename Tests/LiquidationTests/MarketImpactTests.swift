import Glibc
import Market
import Testing

@testable import Liquidation

@Suite("Market impact")
struct MarketImpactTests {
  @Test("four times the dollars move the price twice as far, by the square-root law")
  func squareRoot() {
    let impact = MarketImpact.squareRoot(dailyVolume: USD(2e10), dailySigma: 0.03)
    let small = impact.move(USD(5e7), liquidated: .long)
    #expect(abs(small - 0.03 * 0.05) < 1e-15)
    #expect(abs(impact.move(USD(2e8), liquidated: .short) - 2 * small) < 1e-15)
    #expect(impact.move(.zero, liquidated: .long) == 0)
    #expect(abs(impact.typicalMove(USD(5e7)) - sinh(small)) < 1e-12)
  }

  static func levels(_ pairs: [(Double, Double)]) -> [BookDepth.Level] {
    pairs.map { BookDepth.Level(distance: $0.0, usd: USD($0.1)) }
  }

  @Test("a recorded book gives way to a level once all up to it is taken")
  func recorded() throws {
    let found = BookDepth(
      bids: Self.levels([(0.02, 5e7), (0.01, 4e7)]), asks: Self.levels([(0.01, 1e7)]))
    let depth = try #require(found)
    let near = -log1p(-0.01)
    let far = -log1p(-0.02)
    #expect(abs(depth.distance(absorbing: USD(4e7), of: .long) - near) < 1e-15)
    #expect(abs(depth.distance(absorbing: USD(2e7), of: .long) - near / 2) < 1e-15)
    #expect(abs(depth.distance(absorbing: USD(5e7), of: .long) - far) < 1e-15)
    #expect(abs(depth.distance(absorbing: USD(6e7), of: .long) - (2 * far - near)) < 1e-12)
    #expect(abs(depth.distance(absorbing: USD(3e7), of: .short) - 3 * log1p(0.01)) < 1e-12)
    #expect(abs(try #require(depth.density(at: 0.001, .long)) - 4e7 / near) < 1)
    #expect(depth.density(at: 0.03, .long) == nil)
    #expect(abs(depth.meanDensity(.long) - 5e7 / far) < 1)
  }

  @Test(
    "a book that is empty, falls with distance or has impossible figures is refused",
    arguments: [
      [], [(0.01, 0)], [(0.01, 2e7), (0.02, 1e7)], [(-0.01, 1e7)], [(0, 1e7)], [(1, 1e7)],
      [(0.01, .nan)], [(.nan, 1e7)], [(0.01, .infinity)], [(0.01, 1e7), (0.01, 1e7)],
    ] as [[(Double, Double)]])
  func refused(pairs: [(Double, Double)]) {
    #expect(
      BookDepth(bids: Self.levels(pairs), asks: Self.levels([(0.01, 1e7)])) == nil)
  }
}

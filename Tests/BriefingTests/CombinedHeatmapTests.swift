import Glibc
import Market
import Testing

@testable import Briefing

@Suite struct CombinedHeatmapTests {
  private func report(_ layers: [(Side, LeverageBand, Venue)]) -> HeatmapReport {
    HeatmapReport(
      columns: 40, rows: 25, firstTime: Timestamp(milliseconds: 0),
      lastTime: Timestamp(milliseconds: 0) + .hours(40), lowestPrice: Price(50_000),
      highestPrice: Price(60_000), binBps: 10, floorUSD: USD(1e3), ceilingUSD: USD(1e7),
      totalUSD: USD(0),
      layers: layers.map { side, band, venue in
        LayerReport(
          side: side, band: band, venue: venue, usd: USD(1),
          file: "heatmap-\(side.rawValue)-\(band.rawValue)-\(venue.rawValue).png")
      })
  }

  @Test("one venue has nothing to be added up")
  func single() {
    #expect(CombinedHeatmap(report([(.long, .low, .okx), (.short, .low, .okx)])) == nil)
    #expect(CombinedHeatmap(report([])) == nil)
  }

  @Test("cells of all venues together are their sums, to half a step of the scale")
  func sums() throws {
    let heatmap = report([
      (.long, .low, .binance), (.long, .low, .okx), (.long, .low, .bybit), (.short, .high, .okx),
    ])
    var generator = SeededGenerator(seed: 3)
    let layers = heatmap.layers.map { layer in
      LayerPixels(
        file: layer.file,
        pixels: (0..<1_000).map { _ in
          Bool.random(using: &generator) ? 0 : UInt8.random(in: 0...255, using: &generator)
        })
    }
    let combined = try #require(CombinedHeatmap(heatmap))
    #expect(combined.layers.map(\.file) == ["heatmap-long-low.png", "heatmap-short-high.png"])
    #expect(combined.ceiling == 3e7)
    let pixels = combined.pixels(of: layers, in: heatmap)
    let half = log(combined.ceiling / 1e3) / 254 / 2
    func dollars(_ value: UInt8, ceiling: Double) -> Double {
      value == 0 ? 0 : 1e3 * pow(ceiling / 1e3, Double(value - 1) / 254)
    }
    for place in 0..<1_000 {
      for (index, parts) in [layers[0..<3], layers[3..<4]].enumerated() {
        let sum = parts.reduce(0) { $0 + dollars($1.pixels[place], ceiling: 1e7) }
        let found = dollars(pixels[index].pixels[place], ceiling: combined.ceiling)
        #expect(sum == 0 ? found == 0 : abs(log(found / sum)) <= half + 1e-9)
      }
    }
  }
}

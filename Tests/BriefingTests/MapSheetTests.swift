import Glibc
import Market
import Testing

@testable import Briefing

@Suite struct MapSheetTests {
  private let columns = 40
  private let rows = 25

  private func report(_ layers: [(Side, LeverageBand, Venue)]) -> HeatmapReport {
    HeatmapReport(
      columns: columns, rows: rows, firstTime: Timestamp(milliseconds: 0),
      lastTime: Timestamp(milliseconds: 0) + .hours(40), lowestPrice: Price(50_000),
      highestPrice: Price(60_000), binBps: 10, floorUSD: USD(1e3), ceilingUSD: USD(1e7),
      totalUSD: USD(0),
      layers: layers.map { side, band, venue in
        LayerReport(
          side: side, band: band, venue: venue, usd: USD(1),
          file: "heatmap-\(side.rawValue)-\(band.rawValue)-\(venue.rawValue).png")
      })
  }

  private func noise(_ report: HeatmapReport, seed: UInt64) -> [LayerPixels] {
    var generator = SeededGenerator(seed: seed)
    return report.layers.map { layer in
      LayerPixels(
        file: layer.file,
        pixels: (0..<rows * columns).map { _ in
          Bool.random(using: &generator) ? 0 : UInt8.random(in: 0...255, using: &generator)
        })
    }
  }

  private func dollars(_ value: UInt8, ceiling: Double) -> Double {
    value == 0 ? 0 : 1e3 * pow(ceiling / 1e3, Double(value - 1) / 254)
  }

  /// The value of a part's cell; row 0 is the highest price.
  private func cell(_ pixels: [UInt8], part: Int, row: Int, column: Int) -> UInt8 {
    pixels[(part * columns + column) * rows + row]
  }

  @Test("a map of one venue is one sheet with the layers' own values")
  func single() throws {
    let heatmap = report([(.short, .low, .okx), (.long, .low, .okx), (.long, .high, .okx)])
    let layers = noise(heatmap, seed: 1)
    let sheets = MapSheet.sheets(of: heatmap)
    #expect(sheets.map(\.file) == ["map.png"])
    let sheet = try #require(sheets.first)
    #expect(sheet.venue == .okx && sheet.ceiling == 1e7 && sheet.parts.count == 3)
    let pixels = sheet.pixels(of: layers, in: heatmap)
    for (part, key) in sheet.parts.enumerated() {
      let index = try #require(
        heatmap.layers.firstIndex { $0.side == key.side && $0.band == key.band })
      for row in 0..<rows {
        for column in 0..<columns {
          #expect(
            cell(pixels, part: part, row: row, column: column)
              == layers[index].pixels[row * columns + column])
        }
      }
    }
    #expect(MapSheet.sheets(of: report([])).isEmpty)
  }

  @Test("cells of all venues together are their sums, to half a step of the scale")
  func sums() throws {
    let heatmap = report([
      (.long, .low, .binance), (.long, .low, .okx), (.long, .low, .bybit), (.short, .high, .okx),
    ])
    let layers = noise(heatmap, seed: 3)
    let all = try #require(MapSheet.sheets(of: heatmap).first)
    #expect(all.venue == nil && all.ceiling == 3e7)
    #expect(all.parts.map(\.side) == [.long, .short])
    let pixels = all.pixels(of: layers, in: heatmap)
    let half = log(all.ceiling / 1e3) / 254 / 2
    for (part, own) in [layers[0..<3], layers[3..<4]].enumerated() {
      for place in 0..<rows * columns {
        let sum = own.reduce(0) { $0 + dollars($1.pixels[place], ceiling: 1e7) }
        let found = dollars(
          cell(pixels, part: part, row: place / columns, column: place % columns),
          ceiling: all.ceiling)
        #expect(sum == 0 ? found == 0 : abs(log(found / sum)) <= half + 1e-9)
      }
    }
  }

  @Test("a venue's sheet beside others is right to a step, and empty where its layer is")
  func venues() throws {
    let heatmap = report([(.long, .low, .binance), (.short, .low, .okx), (.long, .low, .okx)])
    let layers = noise(heatmap, seed: 5)
    let sheets = MapSheet.sheets(of: heatmap)
    #expect(sheets.map(\.file) == ["map.png", "map-binance.png", "map-okx.png"])
    let okx = try #require(sheets.last)
    #expect(okx.ceiling == 1e7 && okx.parts.map(\.side) == [.long, .short])
    let pixels = okx.pixels(of: layers, in: heatmap)
    for (part, own) in [layers[2], layers[1]].enumerated() {
      for place in 0..<rows * columns {
        let value = own.pixels[place]
        let found = cell(pixels, part: part, row: place / columns, column: place % columns)
        #expect(value == 0 ? found == 0 : found % 2 == 1 && abs(Int(found) - Int(value)) <= 1)
      }
    }
  }
}

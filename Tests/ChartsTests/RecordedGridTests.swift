import Foundation
import Market
import Testing

@testable import Charts

/// A liquidation heatmap that Coinglass published, recorded by others: what readers are used to, drawn
/// through our chart. Skipped where it is not at hand; `HEATPRESS_PICTURES=DIR` keeps the pictures, to
/// be looked at beside ours.
private struct RecordedGrid: Decodable {
  var yAxis: [Double]
  /// Column, row, dollars.
  var cells: [[Double]]
  /// Seconds, then open, high, low, close and volume as text.
  var candles: [[Field]]

  enum CodingKeys: String, CodingKey {
    case yAxis = "y_axis"
    case cells = "liquidation_leverage_data"
    case candles = "price_candlesticks"
  }

  /// A number that stands as one or as text.
  struct Field: Decodable {
    var number: Double

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      let text = try? container.decode(String.self)
      number = try text.flatMap(Double.init) ?? container.decode(Double.self)
    }
  }

  static let path: String = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let folder =
      ProcessInfo.processInfo.environment["HEATPRESS_DATA"]
      ?? tests.deletingLastPathComponent().path + "/../shared/data"
    return folder + "/coinglass-heatmap/BTC-12h-2025-11-09.json.gz"
  }()

  static func load() throws -> RecordedGrid {
    let unpacking = Process()
    unpacking.executableURL = URL(filePath: "/bin/gzip")
    unpacking.arguments = ["-dc", path]
    let output = Pipe()
    unpacking.standardOutput = output
    try unpacking.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    unpacking.waitUntilExit()
    return try JSONDecoder().decode(RecordedGrid.self, from: data)
  }

  /// The grid within a share of its last price, longs below the price of their minute, shorts above.
  func input(within share: Double) throws -> HeatmapChartInput {
    let candles = self.candles.map {
      HeatmapChartInput.Candle(
        open: $0[1].number, high: $0[2].number, low: $0[3].number, close: $0[4].number)
    }
    let close = try #require(candles.last).close
    let rows = yAxis.indices.filter { abs(yAxis[$0] / close - 1) <= share }
    let first = try #require(rows.first)
    let columns = candles.count
    let step = (yAxis[yAxis.count - 1] - yAxis[0]) / Double(yAxis.count - 1)
    var longs = [Float](repeating: 0, count: rows.count * columns)
    var shorts = longs
    var totals = (long: 0.0, short: 0.0)
    for cell in cells {
      let (column, row) = (min(Int(cell[0]), columns - 1), Int(cell[1]))
      let isLong = yAxis[row] < candles[column].close
      if column == columns - 1 {
        if isLong { totals.long += cell[2] } else { totals.short += cell[2] }
      }
      guard rows.contains(row) else { continue }
      let place = (row - first) * columns + column
      if isLong { longs[place] += Float(cell[2]) } else { shorts[place] += Float(cell[2]) }
    }
    let start = Timestamp(seconds: Int64(self.candles[0][0].number))
    var input = HeatmapChartInput(
      marketName: "Bitcoin", sources: ["Coinglass"], cutoff: start + .minutes(Int64(columns)),
      firstTime: start, interval: .minutes(1), columns: columns,
      priceEdges: (rows.map { yAxis[$0] } + [yAxis[rows[rows.count - 1]] + step]).map {
        $0 - step / 2
      },
      longUSD: longs, shortUSD: shorts, candles: candles, close: close, longTotalUSD: totals.long,
      shortTotalUSD: totals.short)
    input.logarithmicPrice = false
    return input
  }
}

@Suite(
  "A recorded grid", .enabled(if: FileManager.default.fileExists(atPath: RecordedGrid.path)))
struct RecordedGridTests {
  @Test("another publisher's grid is drawn through our heatmap", arguments: [0.07, 0.3])
  func draws(share: Double) throws {
    let input = try RecordedGrid.load().input(within: share)
    let chart = try ChartPainter().heatmap(input)
    for variant in chart.variants {
      // Width and height stand in a PNG's first chunk.
      #expect(
        variant.light[16..<24].reduce(0) { $0 << 8 | UInt64($1) }
          == UInt64(variant.width) << 32 | UInt64(variant.height))
      guard let folder = ProcessInfo.processInfo.environment["HEATPRESS_PICTURES"] else { continue }
      for (theme, bytes) in [("light", variant.light), ("dark", variant.dark)] {
        let name = "coinglass-\(Int(share * 100))-\(variant.size.rawValue)-\(theme).png"
        try Data(bytes).write(to: URL(filePath: folder).appending(path: name))
      }
    }
    // Most of a real map is drawn, not blank.
    let cells = HeatmapCells(input, plotWidth: 1_140, plotHeight: 530)
    let blank = cells.indices.count { $0 == Paint.ground.index }
    #expect(Double(blank) < 0.75 * Double(cells.indices.count))
  }
}

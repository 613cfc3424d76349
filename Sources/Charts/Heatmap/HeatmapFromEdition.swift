import Briefing
import Glibc
import Market

extension HeatmapChartInput {
  /// The heatmap of an edition, all bands and venues together, cropped to the prices that matter.
  ///
  /// - Throws: `ChartError.layerSize` or `.seriesLength` where the layers and series do not fit the
  ///   document.
  public init(_ edition: Edition) throws(ChartError) {
    let briefing = edition.briefing
    let report = briefing.heatmap
    let candles = briefing.history.candles
    let columns = report.columns
    guard (0...LayerPNG.maximumColumns).contains(columns) else {
      throw .impossible(name: "the number of the heatmap's columns", found: Double(columns))
    }
    guard (0...LayerPNG.maximumRows).contains(report.rows) else {
      throw .impossible(name: "the number of the heatmap's rows", found: Double(report.rows))
    }
    let lowest = report.lowestPrice.value
    let ratio = report.highestPrice.value / lowest
    guard report.rows == 0 || (lowest > 0 && ratio > 1 && ratio.isFinite) else {
      throw .impossible(name: "the heatmap's price range", found: ratio)
    }
    let edge = { (row: Int) in lowest * pow(ratio, Double(row) / Double(max(report.rows, 1))) }
    let view = HeatmapView(briefing).rows(of: report.rows, edge: edge)

    self.init(
      marketName: briefing.marketName, sources: briefing.sourceWordings, cutoff: briefing.cutoff,
      firstTime: report.firstTime,
      interval: TimeSpan(
        milliseconds: columns > 0
          ? max((report.lastTime - report.firstTime).milliseconds / Int64(columns), 1)
          : TimeSpan.hour.milliseconds),
      columns: columns,
      priceEdges: view.isEmpty ? [] : (view.lowerBound...view.upperBound).map(edge),
      longUSD: [], shortUSD: [],
      candles: try Self.candles(candles, columns: columns), close: briefing.price.close.value,
      longTotalUSD: 0, shortTotalUSD: 0)
    simulated = briefing.simulated
    provisional = briefing.isProvisional
    zones = briefing.zones.map(Zone.init)
    projection = try Projection(briefing, edges: priceEdges)
    longUSD = Array(repeating: 0, count: view.count * columns)
    shortUSD = longUSD
    let dollars = Self.dollars(report)
    for (index, layer) in report.layers.enumerated() {
      let pixels = index < edition.layers.count ? edition.layers[index].pixels : []
      guard pixels.count == report.rows * columns else {
        throw .layerSize(
          file: layer.file, found: pixels.count, expected: report.rows * columns)
      }
      switch layer.side {
      case .long:
        longTotalUSD += layer.usd.value
        Self.add(pixels, rows: report.rows, columns: columns, view: view, dollars, to: &longUSD)
      case .short:
        shortTotalUSD += layer.usd.value
        Self.add(pixels, rows: report.rows, columns: columns, view: view, dollars, to: &shortUSD)
      }
    }
  }

  private static func candles(
    _ report: CandleReport, columns: Int
  ) throws(ChartError) -> [Candle] {
    for (name, series) in [
      ("candles.open", report.open), ("candles.high", report.high), ("candles.low", report.low),
      ("candles.close", report.close),
    ] where series.count != columns {
      throw .seriesLength(name: name, found: series.count, expected: columns)
    }
    return report.open.indices.map { index in
      Candle(
        open: report.open[index], high: report.high[index], low: report.low[index],
        close: report.close[index])
    }
  }

  /// What each value of a pixel stands for; see `HeatmapReport`.
  private static func dollars(_ report: HeatmapReport) -> [Float] {
    let (floor, ceiling) = (report.floorUSD.value, report.ceilingUSD.value)
    guard floor > 0, ceiling >= floor, ceiling.isFinite else {
      return Array(repeating: 0, count: 256)
    }
    return [0] + (1...255).map { Float(floor * pow(ceiling / floor, Double($0 - 1) / 254)) }
  }

  /// Adds a layer, whose top row is the highest, to cells whose first row is the view's lowest.
  private static func add(
    _ pixels: [UInt8], rows: Int, columns: Int, view: Range<Int>, _ dollars: [Float],
    to cells: inout [Float]
  ) {
    for (place, row) in view.enumerated() {
      let source = (rows - 1 - row) * columns
      for column in 0..<columns {
        let value = pixels[source + column]
        if value != 0 { cells[place * columns + column] += dollars[Int(value)] }
      }
    }
  }
}

extension HeatmapChartInput.Zone {
  init(_ zone: ZoneReport) {
    self.init(
      side: zone.side, low: zone.low.value, high: zone.high.value, usd: zone.usd.value,
      distance: zone.distance)
    reach24h = zone.reach?.h24
  }
}

/// The prices worth showing: where the market traded and where its main pools stand, with some air,
/// yet never so much that the candles shrink to a line.
public struct HeatmapView: Hashable, Sendable, Codable {
  /// How far beyond the traded range pools are followed.
  static let reach = 0.12

  public var low: Double
  public var high: Double

  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  public init(_ briefing: Briefing) {
    let candles = briefing.history.candles
    let close = briefing.price.close.value
    let traded = (
      low: candles.low.reduce(close, min), high: candles.high.reduce(close, max)
    )
    low = traded.low * (1 - HeatmapView.reach / 3)
    high = traded.high * (1 + HeatmapView.reach / 3)
    for zone in briefing.zones {
      if zone.low.value >= traded.low * (1 - HeatmapView.reach) {
        low = min(low, zone.low.value * 0.99)
      }
      if zone.high.value <= traded.high * (1 + HeatmapView.reach) {
        high = max(high, zone.high.value * 1.01)
      }
    }
    // The outermost quantiles of the fan, as far as pools are followed.
    let fan = (briefing.projection?.fan ?? []).flatMap(\.price)
    if let lowest = fan.min(), let highest = fan.max() {
      low = min(low, max(lowest, traded.low * (1 - HeatmapView.reach)))
      high = max(high, min(highest, traded.high * (1 + HeatmapView.reach)))
    }
  }

  /// The rows of a grid that reach into the view.
  func rows(of count: Int, edge: (Int) -> Double) -> Range<Int> {
    let first = (0..<count).first { edge($0 + 1) > low } ?? count
    let last = (0..<count).last { edge($0) < high } ?? -1
    return first <= last ? first..<last + 1 : 0..<0
  }
}

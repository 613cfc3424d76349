import Liquidation
import Market

/// The heatmap of the last columns, as the document and its layers hold it.
struct HeatmapAssembly {
  let strip: ColumnStrip
  let recorder: HeatmapRecorder
  let close: Price
  let options: ChronicleOptions

  /// No row lies farther from the close than this factor.
  private static let widest = 4.0

  var candles: CandleReport { strip.candles }

  /// Layers that hold nothing in any column are left out.
  func reportAndLayers() -> (HeatmapReport, [LayerPixels]) {
    let window = strip.window
    let reach = 1 + options.heatmapReach
    // One impossible tick in the window must not make the map a thousand times as high.
    let bounds = close.value / HeatmapAssembly.widest...close.value * HeatmapAssembly.widest
    let traded = (
      low: window.map(\.low).min() ?? close.value, high: window.map(\.high).max() ?? close.value
    )
    let lowest = max(bounds.lowerBound, min(traded.low, close.value * (2 - reach)))
    let highest = min(bounds.upperBound, max(traded.high, close.value * reach))
    let heatmap = recorder.heatmap(
      columns: window.count, lowest: Price(lowest), highest: Price(highest))
    let quantised = heatmap.quantised()
    var reports: [LayerReport] = []
    var layers: [LayerPixels] = []
    for (layer, pixels) in zip(heatmap.layers, quantised.pixels)
    where layer.total.value > 0 || pixels.contains(where: { $0 != 0 }) {
      let key = layer.key
      let file = "heatmap-\(key.side.rawValue)-\(key.band.rawValue)-\(key.venue.rawValue).png"
      reports.append(
        LayerReport(
          side: key.side, band: key.band, venue: key.venue, usd: layer.total, file: file))
      layers.append(LayerPixels(file: file, pixels: pixels))
    }
    let first = heatmap.times.first.map { $0 - strip.span } ?? Timestamp(milliseconds: 0)
    let report = HeatmapReport(
      columns: heatmap.columns, rows: heatmap.rows, firstTime: first,
      lastTime: heatmap.times.last ?? first, lowestPrice: heatmap.lowestPrice,
      highestPrice: heatmap.highestPrice, binBps: heatmap.grid.binBps, floorUSD: quantised.floor,
      ceilingUSD: quantised.ceiling, totalUSD: heatmap.total, layers: reports)
    return (report, layers)
  }
}

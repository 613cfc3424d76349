import Glibc
import Market

/// The heatmap's layers with the venues of each side and band added up, where there are several.
///
/// Who does not ask for a venue reads eight layers instead of eight for each. The cells are on the
/// heatmap's scale with a ceiling that no sum exceeds: `HeatmapReport.ceilingUSD` times the venues.
public struct CombinedHeatmap: Hashable, Sendable, Codable {
  public struct Layer: Hashable, Sendable, Codable {
    public var side: Side
    public var band: LeverageBand
    /// The PNG's name, beside `briefing.json`.
    public var file: String
  }

  public var ceiling: Double
  public var layers: [Layer]

  /// - Returns: `nil` where the heatmap is of one venue or of none.
  public init?(_ report: HeatmapReport) {
    let venues = Set(report.layers.map(\.venue)).count
    guard venues > 1 else { return nil }
    ceiling = report.ceilingUSD.value * Double(venues)
    layers = Side.allCases.flatMap { side in
      LeverageBand.allCases.filter { band in
        report.layers.contains { $0.side == side && $0.band == band }
      }.map { band in
        Layer(side: side, band: band, file: "heatmap-\(side.rawValue)-\(band.rawValue).png")
      }
    }
  }

  /// The cells of each layer, in the order of `layers`.
  ///
  /// - Parameters:
  ///   - parts: the layers of the report, in its order.
  ///   - report: the one that this was made of.
  public func pixels(of parts: [LayerPixels], in report: HeatmapReport) -> [LayerPixels] {
    let floor = report.floorUSD.value
    guard floor > 0, report.ceilingUSD.value > floor, ceiling.isFinite else {
      let empty = [UInt8](repeating: 0, count: report.rows * report.columns)
      return layers.map { LayerPixels(file: $0.file, pixels: empty) }
    }
    let step = log(report.ceilingUSD.value / floor) / 254
    let dollars = [0] + (1...255).map { floor * exp(Double($0 - 1) * step) }
    let perStep = 254 / log(ceiling / floor)
    return layers.map { layer in
      var sums = [Double](repeating: 0, count: report.rows * report.columns)
      for (part, cells) in zip(report.layers, parts)
      where part.side == layer.side && part.band == layer.band && cells.pixels.count == sums.count {
        for (place, value) in cells.pixels.enumerated() where value != 0 {
          sums[place] += dollars[Int(value)]
        }
      }
      return LayerPixels(
        file: layer.file,
        pixels: sums.map { sum in
          sum > 0 ? UInt8(min(max(1 + (log(sum / floor) * perStep).rounded(), 1), 255)) : 0
        })
    }
  }
}

import Glibc
import Market

/// The cells that the explorer reads, as it asks for them: a file of all venues together and, where
/// there are several, a file of each.
///
/// `HeatmapReport.layers` are for whoever counts with them; these are for a browser. A day's layers of
/// five venues take two or three times what a reader should have to wait for, so a sheet holds the
/// layers of every side and band one below the other, time downwards and price across, where cells
/// hardly differ from their neighbours, and the venues' own sheets have half as many values.
/// `Guides/Explorer.md` has what that saves.
public struct MapSheet: Hashable, Sendable, Codable {
  /// Whose cells they are; absent for all of several venues together.
  public var venue: Venue?
  /// The PNG's name, beside `briefing.json`.
  public var file: String
  /// Dollars of the value 255.
  public var ceiling: Double
  /// What the sheet holds, from the top down: `HeatmapReport.columns` rows of pixels each.
  public var parts: [Part]

  public struct Part: Hashable, Sendable, Codable {
    public var side: Side
    public var band: LeverageBand
  }

  /// The sheets of a heatmap, the one of everything first; none where it has no layers.
  ///
  /// The ceiling of all venues together is one that no sum exceeds: `HeatmapReport.ceilingUSD` times
  /// the venues.
  public static func sheets(of report: HeatmapReport) -> [MapSheet] {
    let venues = Venue.allCases.filter { venue in report.layers.contains { $0.venue == venue } }
    guard let first = venues.first else { return [] }
    func sheet(_ venue: Venue?, file: String, ceiling: Double) -> MapSheet {
      let layers = report.layers.filter { venue == nil || $0.venue == venue }
      let parts = Side.allCases.flatMap { side in
        LeverageBand.allCases.filter { band in
          layers.contains { $0.side == side && $0.band == band }
        }.map { Part(side: side, band: $0) }
      }
      return MapSheet(venue: venue, file: file, ceiling: ceiling, parts: parts)
    }
    let ceiling = report.ceilingUSD.value
    guard venues.count > 1 else { return [sheet(first, file: "map.png", ceiling: ceiling)] }
    return [sheet(nil, file: "map.png", ceiling: ceiling * Double(venues.count))]
      + venues.map { sheet($0, file: "map-\($0.rawValue).png", ceiling: ceiling) }
  }

  /// The sheet's pixels: `parts.count * columns` rows of `rows` bytes, the highest price at the left.
  ///
  /// - Parameters:
  ///   - layers: the layers of the report, in its order.
  ///   - report: the one that this was made of.
  public func pixels(of layers: [LayerPixels], in report: HeatmapReport) -> [UInt8] {
    let (rows, columns) = (report.rows, report.columns)
    let scale = Scale(floor: report.floorUSD.value, from: report.ceilingUSD.value, to: ceiling)
    let isBesideOthers = venue != nil && report.layers.contains { $0.venue != venue }
    var pixels = [UInt8](repeating: 0, count: parts.count * columns * rows)
    for (index, part) in parts.enumerated() {
      let own = zip(report.layers, layers).filter { layer, cells in
        layer.side == part.side && layer.band == part.band
          && (venue == nil || layer.venue == venue) && cells.pixels.count == rows * columns
      }.map(\.1.pixels)
      var values = scale.sums(of: own, count: rows * columns)
      if isBesideOthers { for place in values.indices { MapSheet.coarsen(&values[place]) } }
      let top = index * columns
      for row in 0..<rows {
        for column in 0..<columns {
          pixels[(top + column) * rows + row] = values[row * columns + column]
        }
      }
    }
    return pixels
  }

  /// To the nearest odd value, as often up as down: half as many, so that a cell is right to a step.
  private static func coarsen(_ value: inout UInt8) {
    if value != 0, value % 2 == 0 { value = value % 4 == 2 ? value + 1 : value - 1 }
  }

  /// From the values of layers to those of their sums.
  private struct Scale {
    let floor: Double
    let isSame: Bool
    let dollars: [Double]
    let perStep: Double

    init(floor: Double, from ceiling: Double, to top: Double) {
      self.floor = floor
      isSame = ceiling == top
      let step = floor > 0 && ceiling > floor ? log(ceiling / floor) / 254 : 0
      dollars = [0] + (1...255).map { floor * exp(Double($0 - 1) * step) }
      perStep = step > 0 && top.isFinite ? 254 / log(top / floor) : 0
    }

    func sums(of layers: [[UInt8]], count: Int) -> [UInt8] {
      if isSame, layers.count == 1 { return layers[0] }
      guard perStep > 0 else { return [UInt8](repeating: 0, count: count) }
      var sums = [Double](repeating: 0, count: count)
      for layer in layers {
        for (place, value) in layer.enumerated() where value != 0 {
          sums[place] += dollars[Int(value)]
        }
      }
      return sums.map { sum in
        sum > 0 ? UInt8(min(max(1 + (log(sum / floor) * perStep).rounded(), 1), 255)) : 0
      }
    }
  }
}

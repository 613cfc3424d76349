import Glibc
import Market

/// The liquidation map over time: dollars by price and time, in layers that add up.
public struct Heatmap: Sendable, Hashable {
  /// What one layer shows.
  public struct Key: Sendable, Hashable, Codable {
    public var side: Side
    public var band: LeverageBand
    public var venue: Venue

    public init(side: Side, band: LeverageBand, venue: Venue) {
      self.side = side
      self.band = band
      self.venue = venue
    }
  }

  public struct Layer: Sendable, Hashable {
    public var key: Key
    /// Dollars; `rows * columns` cells, row by row, the top row (highest price) first.
    public var cells: [Float]
    /// What the layer holds in the last column at any price, also beyond the rows.
    public var total: USD

    public init(key: Key, cells: [Float], total: USD) {
      self.key = key
      self.cells = cells
      self.total = total
    }
  }

  /// The moment each column shows, ascending.
  public var times: [Timestamp]
  public var grid: LogPriceGrid
  /// The bin of the bottom row.
  public var lowestBin: Int
  public var rows: Int
  /// In the order of sides, bands and venues as they are declared.
  public var layers: [Layer]

  public init(
    times: [Timestamp], grid: LogPriceGrid, lowestBin: Int, rows: Int, layers: [Layer]
  ) {
    self.times = times
    self.grid = grid
    self.lowestBin = lowestBin
    self.rows = rows
    self.layers = layers
  }

  public var columns: Int { times.count }
  public var lowestPrice: Price { grid.lowerEdge(lowestBin) }
  public var highestPrice: Price { grid.lowerEdge(lowestBin + rows) }

  /// The cells of all layers added up, as a layer's are arranged.
  public var totalCells: [Float] {
    var sum = [Float](repeating: 0, count: rows * columns)
    for layer in layers {
      for (index, value) in layer.cells.enumerated() { sum[index] += value }
    }
    return sum
  }

  /// Everything in the last column at any price.
  public var total: USD { layers.reduce(.zero) { $0 + $1.total } }

  /// The layers as bytes on a logarithmic scale that they share.
  public struct Quantised: Sendable, Hashable {
    /// What byte 1 and byte 255 stand for.
    public var floor: USD
    public var ceiling: USD
    /// One array for each layer, in their order, arranged as the layers' cells.
    public var pixels: [[UInt8]]

    /// The dollars that a byte stands for: `floor * (ceiling / floor)^((v - 1) / 254)`, 0 for 0.
    public func usd(_ byte: UInt8) -> USD {
      byte == 0 ? .zero : floor * pow(ceiling / floor, Double(byte - 1) / 254)
    }
  }

  /// The floor's part of the ceiling: four decades in 254 steps of 3.7 % each.
  public static let quantisedSpan = 1e-4

  /// Turns the layers to bytes: the ceiling is the largest cell, a cell under the floor by more than
  /// half a step is empty, any other is within half a step (1.8 %) of its byte.
  public func quantised() -> Quantised {
    var largest: Float = 0
    for layer in layers {
      for value in layer.cells where value.isFinite { largest = max(largest, value) }
    }
    guard largest > 0 else {
      let empty = [UInt8](repeating: 0, count: rows * columns)
      return Quantised(floor: USD(1), ceiling: USD(10_000), pixels: layers.map { _ in empty })
    }
    let ceiling = Double(largest)
    let floor = ceiling * Heatmap.quantisedSpan
    let perStep = Float(254 / -log(Heatmap.quantisedSpan))
    let smallest = Float(floor * pow(Heatmap.quantisedSpan, 0.5 / 254))
    let inverseFloor = 1 / Float(floor)
    let pixels = layers.map { layer in
      layer.cells.map { value -> UInt8 in
        guard value > smallest, value.isFinite else { return 0 }
        return UInt8(min(255, max(1, 1.5 + logf(value * inverseFloor) * perStep)))
      }
    }
    return Quantised(floor: USD(floor), ceiling: USD(ceiling), pixels: pixels)
  }
}

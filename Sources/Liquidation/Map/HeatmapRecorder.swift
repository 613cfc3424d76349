import Market

/// Keeps the last columns of a market's map.
public struct HeatmapRecorder: Sendable, Codable {
  /// 14 days of hourly columns.
  public static let defaultColumns = 336
  /// A column keeps the prices from and to these multiples of its close.
  public static let lowestKept = 0.55
  public static let highestKept = 1.6

  /// The most columns that are kept.
  public let capacity: Int
  private var columns: [Column] = []

  private struct Column: Sendable, Codable {
    var time: Timestamp
    var grid: LogPriceGrid
    var layers: [Layer]
  }

  private struct Layer: Sendable, Codable {
    var key: Heatmap.Key
    /// The bin of the first cell; the first and the last cell are not empty.
    var firstBin: Int
    var cells: [Float]
    /// Dollars at any price.
    var total: Double
  }

  /// - Parameter capacity: at least one.
  public init(capacity: Int = defaultColumns) { self.capacity = max(1, capacity) }

  /// Adds a column, and forgets the oldest where there are more than `capacity`.
  ///
  /// - Parameters:
  ///   - time: later than the columns before; a column of the same time is replaced.
  ///   - profiles: one for each instrument of the market, all on one grid; none adds nothing.
  public mutating func record(time: Timestamp, profiles: [LiquidationProfile]) {
    guard let grid = profiles.first?.grid else { return }
    columns.removeAll { $0.time >= time }
    var layers: [Layer] = []
    for side in [Side.long, .short] {
      for band in LeverageBand.allCases {
        for venue in Venue.allCases {
          let shown = profiles.filter { $0.instrument.venue == venue && $0.grid == grid }
          guard !shown.isEmpty else { continue }
          let windows = shown.map { HeatmapRecorder.window(of: $0) }
          let low = windows.map(\.lowerBound).min() ?? 0
          let high = windows.map(\.upperBound).max() ?? low
          var cells = [Float](repeating: 0, count: high - low)
          var total = 0.0
          for (profile, window) in zip(shown, windows) {
            let dollars = profile.layerSlice(side, band)
            for bin in window {
              cells[bin - low] += Float(dollars[dollars.startIndex + bin - profile.firstBin])
            }
            total += dollars.reduce(0, +)
          }
          let key = Heatmap.Key(side: side, band: band, venue: venue)
          let first = cells.firstIndex { $0 != 0 } ?? 0
          let end = cells.lastIndex { $0 != 0 }.map { $0 + 1 } ?? first
          layers.append(
            Layer(key: key, firstBin: low + first, cells: Array(cells[first..<end]), total: total))
        }
      }
    }
    columns.append(Column(time: time, grid: grid, layers: layers))
    if columns.count > capacity { columns.removeFirst(columns.count - capacity) }
  }

  /// The bins of a profile that are kept.
  private static func window(of profile: LiquidationProfile) -> Range<Int> {
    guard profile.close.value > 0 else { return profile.firstBin..<profile.firstBin }
    let first = profile.firstBin
    let end = first + profile.binCount
    let low = profile.grid.bin(of: profile.close * lowestKept)
    let high = profile.grid.bin(of: profile.close * highestKept) + 1
    let from = min(max(first, low), end)
    return from..<max(from, min(end, high))
  }

  /// The last columns as a map.
  ///
  /// - Parameters:
  ///   - columns: at most this many; fewer where fewer were recorded.
  ///   - lowest: the bottom row holds it.
  ///   - highest: the top row holds it; not below `lowest`.
  /// - Returns: an empty map where nothing was recorded.
  public func heatmap(columns count: Int, lowest: Price, highest: Price) -> Heatmap {
    let grid = columns.last?.grid ?? LogPriceGrid()
    let shown = columns.suffix(max(0, count)).filter { $0.grid == grid }
    let bottom = grid.bin(of: lowest)
    let rows = max(1, grid.bin(of: highest) - bottom + 1)
    var keys: [Heatmap.Key] = []
    for column in shown {
      for layer in column.layers where !keys.contains(layer.key) { keys.append(layer.key) }
    }
    let layers = keys.map { key in
      var cells = [Float](repeating: 0, count: rows * shown.count)
      var total = 0.0
      for (x, column) in shown.enumerated() {
        guard let layer = column.layers.first(where: { $0.key == key }) else { continue }
        if x == shown.count - 1 { total = layer.total }
        let from = max(bottom, layer.firstBin)
        let to = min(bottom + rows, layer.firstBin + layer.cells.count)
        guard from < to else { continue }
        for bin in from..<to {
          cells[(rows - 1 - (bin - bottom)) * shown.count + x] = layer.cells[bin - layer.firstBin]
        }
      }
      return Heatmap.Layer(key: key, cells: cells, total: USD(total))
    }
    return Heatmap(
      times: shown.map(\.time), grid: grid, lowestBin: bottom, rows: rows, layers: layers)
  }
}

import Glibc
import Market

/// A heatmap's cells made ready for a plot of some pixels: neighbours merged where they would be too
/// small to see, each given a step of its side's colours.
struct HeatmapCells: Sendable {
  /// How many of the input's rows and columns make one cell.
  let mergedRows: Int
  let mergedColumns: Int
  let rows: Int
  let columns: Int
  /// Dollars from which a cell has the last colour, and those of the strongest cell. The colours are
  /// equal steps of dollars from zero.
  let clampUSD: Double
  let peakUSD: Double
  /// Palette indices, top row first.
  let indices: [UInt8]

  /// Cells smaller than this many pixels are merged: rows are added up, columns averaged.
  private static let smallestCell = 1.6

  init(_ input: HeatmapChartInput, plotWidth: Double, plotHeight: Double) {
    mergedRows = HeatmapCells.merge(input.rows, pixels: plotHeight)
    mergedColumns = HeatmapCells.merge(input.columns, pixels: plotWidth)
    rows = (input.rows + mergedRows - 1) / mergedRows
    columns = (input.columns + mergedColumns - 1) / mergedColumns
    let longs = HeatmapCells.merged(input.longUSD, input, mergedRows, mergedColumns)
    let shorts = HeatmapCells.merged(input.shortUSD, input, mergedRows, mergedColumns)
    (clampUSD, peakUSD) = HeatmapCells.top(longs, shorts)
    indices = HeatmapCells.indices(
      longs, shorts, rows: rows, columns: columns, clamp: clampUSD)
  }

  private static func merge(_ count: Int, pixels: Double) -> Int {
    guard count > 0, pixels > 0 else { return 1 }
    return max(1, Int((smallestCell * Double(count) / pixels).rounded(.up)))
  }

  private static func merged(
    _ cells: [Float], _ input: HeatmapChartInput, _ mergedRows: Int, _ mergedColumns: Int
  ) -> [Float] {
    guard mergedRows > 1 || mergedColumns > 1 else { return cells }
    let columns = (input.columns + mergedColumns - 1) / mergedColumns
    let rows = (input.rows + mergedRows - 1) / mergedRows
    var merged = [Float](repeating: 0, count: rows * columns)
    for row in 0..<input.rows {
      let target = row / mergedRows * columns
      for column in 0..<input.columns {
        let from = column / mergedColumns
        let width = min(mergedColumns, input.columns - from * mergedColumns)
        merged[target + from] += cells[row * input.columns + column] / Float(width)
      }
    }
    return merged
  }

  /// From nothing to a round number near the strongest cells: one cell in two hundred may lie above
  /// it and has the last colour, so that a single peak does not make all others faint.
  private static func top(_ longs: [Float], _ shorts: [Float]) -> (clamp: Double, peak: Double) {
    var peak: Float = 0
    // Every seventh cell is enough to find the strongest of two hundred.
    var sample: [Float] = []
    for (place, long) in longs.enumerated() {
      let value = max(long, shorts[place])
      guard value.isFinite else { continue }
      peak = max(peak, value)
      if value > 0, place % 7 == 0 { sample.append(value) }
    }
    guard peak > 0 else { return (1, 1) }
    sample.sort()
    let strong = sample.isEmpty ? peak : sample[sample.count * 199 / 200]
    return (max(Double(strong), Double(peak) / 20), Double(peak))
  }

  private static func indices(
    _ longs: [Float], _ shorts: [Float], rows: Int, columns: Int, clamp: Double
  ) -> [UInt8] {
    var indices = [UInt8](repeating: Paint.ground.index, count: rows * columns)
    let steps = Paint.rampSteps
    let bounds = (0..<steps).map { step in Float(clamp * (Double(step) + 0.5) / Double(steps)) }
    for row in 0..<rows {
      let target = (rows - 1 - row) * columns
      for column in 0..<columns {
        let place = row * columns + column
        let (long, short) = (longs[place], shorts[place])
        let value = max(long, short)
        guard value >= bounds[0] else { continue }
        var (from, to) = (0, steps)
        while to - from > 1 {
          let middle = (from + to) / 2
          if bounds[middle] <= value { from = middle } else { to = middle }
        }
        indices[target + column] = Paint.ramp(long >= short ? .long : .short, from).index
      }
    }
    return indices
  }
}

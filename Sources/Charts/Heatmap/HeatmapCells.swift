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
  /// Dollars from which a cell has the last colour, and those of the strongest cell, 0 where all are
  /// empty. The colours are
  /// equal steps of dollars from zero.
  let clampUSD: Double
  let peakUSD: Double
  /// Palette indices, top row first.
  let indices: [UInt8]

  /// Cells smaller than this many pixels are merged: rows are added up, columns averaged.
  static let smallestCell = 1.6

  init(_ input: HeatmapChartInput, plotWidth: Double, plotHeight: Double) {
    self.init(
      long: input.longUSD, short: input.shortUSD, rows: input.rows, columns: input.columns,
      plotWidth: plotWidth, plotHeight: plotHeight)
  }

  /// - Parameters:
  ///   - long: dollars by row and column, lowest row first.
  ///   - clamp: where the colours end; from the cells themselves where `nil`.
  init(
    long: [Float], short: [Float], rows: Int, columns: Int, plotWidth: Double, plotHeight: Double,
    clamp: Double? = nil
  ) {
    mergedRows = HeatmapCells.merge(rows, pixels: plotHeight)
    mergedColumns = HeatmapCells.merge(columns, pixels: plotWidth)
    self.rows = (rows + mergedRows - 1) / mergedRows
    self.columns = (columns + mergedColumns - 1) / mergedColumns
    let merged = (rows: mergedRows, columns: mergedColumns)
    let longs = HeatmapCells.merged(long, rows: rows, columns: columns, by: merged)
    let shorts = HeatmapCells.merged(short, rows: rows, columns: columns, by: merged)
    let top = HeatmapCells.top(longs, shorts)
    clampUSD = clamp ?? top.clamp
    peakUSD = top.peak
    indices = HeatmapCells.indices(
      longs, shorts, rows: self.rows, columns: self.columns, clamp: clampUSD)
  }

  private static func merge(_ count: Int, pixels: Double) -> Int {
    guard count > 0, pixels > 0 else { return 1 }
    return max(1, Int((smallestCell * Double(count) / pixels).rounded(.up)))
  }

  private static func merged(
    _ cells: [Float], rows: Int, columns: Int, by merge: (rows: Int, columns: Int)
  ) -> [Float] {
    guard merge.rows > 1 || merge.columns > 1 else { return cells }
    let mergedColumns = (columns + merge.columns - 1) / merge.columns
    let mergedRows = (rows + merge.rows - 1) / merge.rows
    var merged = [Float](repeating: 0, count: mergedRows * mergedColumns)
    for row in 0..<rows {
      let target = row / merge.rows * mergedColumns
      for column in 0..<columns {
        let from = column / merge.columns
        let width = min(merge.columns, columns - from * merge.columns)
        merged[target + from] += cells[row * columns + column] / Float(width)
      }
    }
    return merged
  }

  /// From nothing to a round number near the strongest cells: one cell in two hundred may lie above
  /// it and has the last colour, so that a single peak does not make all others faint.
  private static func top(_ longs: [Float], _ shorts: [Float]) -> (clamp: Double, peak: Double) {
    var peak: Float = 0
    // Every seventh cell is enough to find the strongest of two hundred.
    var sample: [Double] = []
    for (place, long) in longs.enumerated() {
      let value = max(long, shorts[place])
      guard value.isFinite else { continue }
      peak = max(peak, value)
      if value > 0, place % 7 == 0 { sample.append(Double(value)) }
    }
    guard peak > 0 else { return (1, 0) }
    let strong =
      sample.isEmpty ? Double(peak) : value(at: sample.count * 199 / 200, ofUnsorted: &sample)
    return (roundNumber(near: max(strong, Double(peak) / 20)), Double(peak))
  }

  private static func roundNumber(near value: Double) -> Double {
    let unit = pow(10, floor(log10(value)))
    guard unit > 0, unit.isFinite else { return value }
    let steps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]
    return unit * (steps.min { abs(log($0 * unit / value)) < abs(log($1 * unit / value)) } ?? 1)
  }

  private static func indices(
    _ longs: [Float], _ shorts: [Float], rows: Int, columns: Int, clamp: Double
  ) -> [UInt8] {
    var indices = [UInt8](repeating: Paint.ground.index, count: rows * columns)
    let steps = Float(Paint.rampSteps)
    let scale = steps / Float(clamp)
    for row in 0..<rows {
      let target = (rows - 1 - row) * columns
      for column in 0..<columns {
        let place = row * columns + column
        let (long, short) = (longs[place], shorts[place])
        // A cell has the step that it comes nearest to; below half a step it has none.
        let level = max(long, short) * scale - 0.5
        guard level >= 0 else { continue }
        indices[target + column] =
          Paint.ramp(long >= short ? .long : .short, Int(min(level, steps - 1))).index
      }
    }
    return indices
  }
}

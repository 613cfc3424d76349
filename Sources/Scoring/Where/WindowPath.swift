import Liquidation
import Market

/// What a bar of a window newly reached: cells that no bar of the window before it had.
struct PathStep: Hashable, Sendable {
  /// The bar's place in the series.
  var bar: Int
  /// Newly traversed cells, never empty.
  var cells: Range<Int>
  /// Dollars that the venue reported in the bar, on the side that the cells lie on.
  var reportedUSD: Double
}

/// One side of a frozen forecast's window: where the mark price went, and what was reported there.
struct WindowPath: Hashable, Sendable {
  var day: Day
  /// In order of time; every report of the step's bar is put down to its cells, since reports come as
  /// the bar's totals.
  var steps: [PathStep]
  /// Dollars reported in bars that reached no new cell: of positions opened since, or crossed again.
  var unplacedUSD: Double
  /// True where the source gave a report, of whatever amount, in some bar of the window.
  var hasReports: Bool

  var cellCount: Int { steps.reduce(0) { $0 + $1.cells.count } }
}

extension WindowPath {
  /// - Returns: `nil` where the series does not cover the window to its end.
  init?(
    _ side: Side, of forecast: FrozenForecast, days: Int, in series: BarSeries, grid: LogPriceGrid
  ) {
    let bars = series.bars
    let start = forecast.day.close
    let end = start + .days(Int64(days))
    guard let last = bars.last, last.time + series.interval >= end else { return nil }
    day = forecast.day
    steps = []
    unplacedUSD = 0
    hasReports = false
    let home = grid.bin(of: forecast.close)
    // Exclusive: the cell of the close itself belongs to neither side.
    var reached = home
    for index in bars.firstIndex(at: start)..<bars.firstIndex(at: end) {
      let bar = bars[index]
      let usd = (bar.reported(side) ?? .zero) * bar.close
      let reported = usd.value.isFinite ? max(0, usd.value) : 0
      if bar.reported(side) != nil { hasReports = true }
      let price = side == .long ? bar.triggerLow : bar.triggerHigh
      let bin = price.value > 0 && price.value.isFinite ? grid.bin(of: price) : reached
      if side == .long, bin < reached {
        steps.append(PathStep(bar: index, cells: bin..<reached, reportedUSD: reported))
        reached = bin
      } else if side == .short, bin > reached {
        steps.append(PathStep(bar: index, cells: reached + 1..<bin + 1, reportedUSD: reported))
        reached = bin
      } else {
        unplacedUSD += reported
      }
    }
  }
}

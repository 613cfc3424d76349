import Glibc
import Liquidation
import Market

/// Levels at fixed distances from each close, whether a window reached them, and what was thought of it.
struct ReachLevel: Hashable, Sendable {
  /// The window's place among the days that are scored.
  var day: Int
  var side: Side
  /// Fraction of the close.
  var distance: Double
  /// From the projection frozen at the close.
  var probability: Double
  /// How often earlier windows reached the same distance.
  var climatology: Double
  var reached: Bool
  /// The logarithm of the map's density at the level over that of its surroundings; `nil` where the
  /// map is empty there.
  var contrast: Double?
  /// Minus the price's change, in its logarithm, from the close of the bar that reached the level to
  /// that 1 h and 4 h later, counted so that a turn back is positive; `nil` where not reached.
  var reversal1h: Double?
  var reversal4h: Double?
}

enum ReachLevels {
  static let distances = (1...20).map { 0.005 * Double($0) }
  /// Climatology needs this many closed windows.
  static let fewestWindows = 10
  private static let contrastRange = 0.01

  /// - Parameters:
  ///   - backtest: with the forecasts of consecutive days.
  ///   - days: the windows' length.
  ///   - place: of a day among the days that are scored.
  static func levels(
    _ backtest: InstrumentBacktest, days: Int, grid: LogPriceGrid, place: (Day) -> Int?
  ) -> [ReachLevel] {
    let windows = backtest.forecasts.compactMap {
      Window(forecast: $0, days: days, series: backtest.series)
    }
    var levels: [ReachLevel] = []
    for window in windows {
      let known = windows.filter { $0.forecast.day + days <= window.forecast.day }
      guard known.count >= fewestWindows, let projection = window.forecast.projection,
        let day = place(window.forecast.day)
      else { continue }
      let bars = Array(backtest.series.bars[window.start..<window.end])
      let climatology = known.reduce(into: ReachClimatology()) { $0.record($1.extremes) }
      for side in Side.allCases {
        for distance in distances {
          let depth = ReachLevels.depth(side, distance)
          levels.append(
            ReachLevel(
              day: day, side: side, distance: distance,
              probability: projection.reachProbability(
                depth: depth, withinHours: 24 * Double(days)),
              climatology: climatology.share(atLeast: depth),
              reached: window.extremes.reaches(depth, side),
              contrast: contrast(window.forecast, side, depth: depth, grid: grid),
              reversal1h: window.reversal(
                side, depth: depth, after: .hour, over: bars, of: backtest.series),
              reversal4h: window.reversal(
                side, depth: depth, after: .hours(4), over: bars, of: backtest.series)
            ))
        }
      }
    }
    return levels
  }

  /// How deep a fraction of the close lies, in the price's logarithm.
  static func depth(_ side: Side, _ distance: Double) -> Double {
    -side.sign * log1p(-side.sign * distance)
  }

  private static func contrast(
    _ forecast: FrozenForecast, _ side: Side, depth: Double, grid: LogPriceGrid
  ) -> Double? {
    guard let map = forecast.map(.book, side) else { return nil }
    let level = grid.bin(of: forecast.close * exp(-side.sign * depth))
    let near = (level - 1...level + 1).reduce(0) { $0 + map[$1] } / 3
    let width = max(3, Int(contrastRange / grid.step))
    let home = grid.bin(of: forecast.close)
    // The surroundings end at the close, beyond which the other side begins.
    let around = (level - width...level + width).filter { side == .long ? $0 < home : $0 > home }
    let mean = around.reduce(0) { $0 + map[$1] } / Double(max(1, around.count))
    return near > 0 && mean > 0 ? log(near / mean) : nil
  }

  /// A window with its extremes.
  private struct Window {
    let forecast: FrozenForecast
    let start: Int
    let end: Int
    let extremes: WindowExtremes

    init?(forecast: FrozenForecast, days: Int, series: BarSeries) {
      let bars = series.bars
      let until = forecast.day.close + .days(Int64(days))
      guard let last = bars.last, last.time + series.interval >= until else { return nil }
      start = bars.firstIndex(at: forecast.day.close)
      end = bars.firstIndex(at: until)
      guard start < end,
        let extremes = WindowExtremes(from: forecast.close, over: bars[start..<end])
      else { return nil }
      self.forecast = forecast
      self.extremes = extremes
    }

    /// - Parameter bars: the window's.
    func reversal(
      _ side: Side, depth: Double, after span: TimeSpan, over bars: [Bar], of series: BarSeries
    ) -> Double? {
      let level = forecast.close * exp(-side.sign * depth)
      guard
        let bar = bars.first(where: {
          side == .long ? $0.triggerLow <= level : $0.triggerHigh >= level
        })
      else { return nil }
      let place = series.bars.firstIndex(at: bar.time + span)
      guard place < series.bars.count else { return nil }
      let later = series.bars[place]
      guard later.time == bar.time + span, later.time > bar.time else { return nil }
      return side.sign * log(later.close / bar.close)
    }
  }
}

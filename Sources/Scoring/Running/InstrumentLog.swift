import Liquidation
import Market

/// One instrument's bars and frozen forecasts of the longest window, and what its baselines remember.
struct InstrumentLog: Sendable, Codable {
  private(set) var series: BarSeries
  /// In order of time.
  private(set) var forecasts: [FrozenForecast] = []
  private var freezer: ForecastFreezer

  init(instrument: Instrument, interval: TimeSpan, grid: LogPriceGrid, reach: Double) {
    series = BarSeries(instrument: instrument, interval: interval, bars: [])
    freezer = ForecastFreezer(grid: grid, reach: reach)
  }

  /// - Parameters:
  ///   - bars: those that ended within the day.
  ///   - longest: how many days back a window may have begun.
  mutating func record(_ bars: [Bar], of day: Day, longest: Int) {
    let oldest = (day - longest).close
    series.bars.removeFirst(series.bars.firstIndex(at: oldest))
    series.bars += bars
    forecasts.removeAll { $0.day < day - longest }
    for bar in bars { freezer.record(bar) }
  }

  mutating func freeze(_ profile: LiquidationProfile, at day: Day) {
    // Lifts ask for the order of the cells alone, which in the rule of distance no sigma changes.
    forecasts.append(
      freezer.freeze(
        day: day, profile: profile, sigma: Volatility.priorSigma, kinds: LiftRecord.kinds))
  }

  func forecast(of day: Day) -> FrozenForecast? { forecasts.last { $0.day == day } }
}

import Liquidation
import Market

/// One instrument walked through its bars as a publisher would have: at each bar the book as it stood
/// before, at each close a forecast that is frozen.
public struct InstrumentBacktest: Sendable {
  public let series: BarSeries
  /// In the order of the bars, those outside the range asked for left out.
  public private(set) var rows: [BarRow] = []
  /// What each row's range crossed in the book with the prior's mix: coins by side.
  public private(set) var crossedLong: [Base] = []
  public private(set) var crossedShort: [Base] = []
  /// In order of time: one for each day of the range that the bars cover from start to close.
  public private(set) var forecasts: [FrozenForecast] = []
  /// What the source's reports show, as last fitted; `nil` where it reports nothing.
  public private(set) var reporting: ReportingLaw?
  /// How the mix of leverage departs from the prior's, as last fitted.
  public private(set) var lean = MixLean()

  /// The same walk, seen by nobody.
  public init(
    series: BarSeries, margin: MarginSchedule, days range: ClosedRange<Day>? = nil,
    options: ScoringOptions = ScoringOptions()
  ) {
    self.init(series: series, margin: margin, days: range, options: options) { _, _ in }
  }

  /// Walks every bar, from the first on, whatever the range: the book needs its past.
  ///
  /// - Parameters:
  ///   - margin: the venue's tables.
  ///   - range: the days to keep; all where `nil`.
  ///   - atClose: sees the book's map at each close of a kept day; its error ends the walk.
  /// - Complexity: linear in the bars.
  public init(
    series: BarSeries, margin: MarginSchedule, days range: ClosedRange<Day>? = nil,
    options: ScoringOptions = ScoringOptions(),
    atClose: (Day, LiquidationProfile) throws -> Void
  ) rethrows {
    self.series = series
    let grid = LogPriceGrid(binBps: options.binBps)
    func books(calibrated: Bool) -> BookEnsemble {
      BookEnsemble(
        instrument: series.instrument, margin: margin, members: options.members,
        seed: options.seed, grid: grid, calibrates: calibrated)
    }
    var ensemble = books(calibrated: true)
    var plain = books(calibrated: false)
    var freezer = ForecastFreezer(grid: grid, reach: options.mapReach)
    var paths = PathHistory()
    var ranges: [DailyRange] = []
    var next = 0
    let firstTime = series.bars.first?.time
    while next < series.bars.count {
      let day = series.bars[next].time.day
      let end = series.bars.firstIndex(at: day.close)
      let bars = Array(series.bars[next..<end])
      next = end
      let isWanted = range?.contains(day) ?? true
      // Fitted on the days before this one.
      let law = ensemble.reporting
      let flows = ensemble.advance(bars, interval: series.interval)
      let plainFlows = plain.advance(bars, interval: series.interval)
      for (index, bar) in bars.enumerated() {
        freezer.record(bar)
        guard isWanted else { continue }
        rows.append(row(bar, flows[index], law: law))
        crossedLong.append(Base(plainFlows[index].liquidated(.long).value))
        crossedShort.append(Base(plainFlows[index].liquidated(.short).value))
      }
      paths.endDay(day, bars: bars, interval: series.interval)
      guard let last = bars.last, let high = bars.map(\.high).max(),
        let low = bars.map(\.low).min()
      else { continue }
      ranges.append(DailyRange(high: high, low: low, close: last.close))
      let isComplete =
        last.time + series.interval == day.close && (firstTime.map { $0 <= day.start } ?? false)
      guard isWanted, isComplete, ensemble.members[0].quantity(.long).value > 0 else { continue }
      let profile = ensemble.profile()
      var forecast = freezer.freeze(
        day: day, profile: profile, sigma: Volatility.dailySigma(ranges),
        prior: plain.profile())
      forecast.projection = paths.projection()
      forecasts.append(forecast)
      try atClose(day, profile)
    }
    reporting = ensemble.reporting
    lean = ensemble.lean
  }

  /// That a bar has a report tells that the source reports; its amount changes nothing.
  private func row(_ bar: Bar, _ flow: EnsembleFlows, law: ReportingLaw?) -> BarRow {
    func expected(_ side: Side) -> Base {
      let crossed = Base(flow.liquidated(side).value)
      guard let law = law ?? (bar.reported(side) == nil ? nil : .prior) else { return crossed }
      return law.reported(
        side, crossed: crossed, bar: bar, openInterest: flow.held, interval: series.interval)
    }
    return BarRow(
      time: bar.time, instrument: series.instrument, close: bar.close,
      longExpected: expected(.long), shortExpected: expected(.short),
      longReported: bar.longLiquidations, shortReported: bar.shortLiquidations)
  }
}

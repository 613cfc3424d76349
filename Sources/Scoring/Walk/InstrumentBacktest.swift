import Liquidation
import Market

/// One instrument walked through its bars as a publisher would have: at each bar the book as it stood
/// before, at each close a forecast that is frozen.
public struct InstrumentBacktest: Sendable {
  public let series: BarSeries
  /// In the order of the bars, those outside the range asked for left out.
  public private(set) var rows: [BarRow] = []
  /// What each row's range crossed in the book, before any rate: coins by side.
  public private(set) var crossedLong: [Base] = []
  public private(set) var crossedShort: [Base] = []
  /// In order of time: one for each day of the range that the bars cover from start to close.
  public private(set) var forecasts: [FrozenForecast] = []
  /// What the last fits were, where the source reports anything.
  public private(set) var reporting: [Side: ReportingRates] = [:]

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
    var ensemble = BookEnsemble(
      instrument: series.instrument, margin: margin, members: options.members,
      seed: options.seed, grid: grid)
    var freezer = ForecastFreezer(grid: grid, reach: options.mapReach)
    var calibrations: [Side: ReportCalibration] = [
      .long: ReportCalibration(), .short: ReportCalibration(),
    ]
    var paths = PathHistory()
    var ranges: [DailyRange] = []
    var next = 0
    let firstTime = series.bars.first?.time
    while next < series.bars.count {
      let day = series.bars[next].time.day
      var end = next
      while end < series.bars.count, series.bars[end].time.day == day { end += 1 }
      let bars = series.bars[next..<end]
      next = end
      let isWanted = range?.contains(day) ?? true
      let flows = ensemble.advance(bars, interval: series.interval)
      for (bar, flow) in zip(bars, flows) {
        freezer.record(bar)
        let row = BacktestStep(bar: bar, flow: flow, instrument: series.instrument)
          .row(&calibrations)
        guard isWanted else { continue }
        rows.append(row)
        crossedLong.append(Base(flow.liquidated(.long).value))
        crossedShort.append(Base(flow.liquidated(.short).value))
      }
      for side in Side.allCases { calibrations[side]?.endDay(day) }
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
        day: day, profile: profile, sigma: Volatility.dailySigma(ranges)
      ) { calibrations[$0]?.model?.weights }
      forecast.projection = paths.projection()
      forecasts.append(forecast)
      try atClose(day, profile)
    }
    for side in Side.allCases {
      if let model = calibrations[side]?.model { reporting[side] = ReportingRates(model) }
    }
  }
}

/// One bar on its way to a row.
private struct BacktestStep {
  let bar: Bar
  let flow: EnsembleFlows
  let instrument: Instrument

  func row(_ calibrations: inout [Side: ReportCalibration]) -> BarRow {
    func expected(_ side: Side) -> Base {
      let crossed = crossedByBand(side)
      let reported = bar.reported(side)
      let amount = calibrations[side]?.expected(
        crossed, reports: reported != nil, close: bar.close)
      calibrations[side]?.record(crossed, reported: reported, day: bar.time.day)
      return amount ?? .zero
    }
    return BarRow(
      time: bar.time, instrument: instrument, close: bar.close, longExpected: expected(.long),
      shortExpected: expected(.short), longReported: bar.longLiquidations,
      shortReported: bar.shortLiquidations)
  }

  private func crossedByBand(_ side: Side) -> SIMD4<Double> {
    let sum = flow.members.reduce(SIMD4<Double>.zero) { $0 + $1[side].liquidatedByBand }
    return sum / Double(flow.members.count)
  }
}

/// How much of what the book says was liquidated shows in the venue's reports, as fitted.
public struct ReportingRates: Hashable, Sendable, Codable {
  /// By leverage band, lowest first.
  public var rates: [Double]
  /// Below one where reports saturate.
  public var exponent: Double

  init(_ model: ReportModel) {
    rates = (0..<4).map { model.weights[$0] }
    exponent = model.exponent
  }
}

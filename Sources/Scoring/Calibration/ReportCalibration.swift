import Market

/// One side's `ReportModel`, fitted anew at each day's end on the trailing days alone.
struct ReportCalibration: Sendable {
  /// Days that a fit looks back to.
  static let window = 60
  /// One large report, in dollars: about a bitcoin when the unit was fixed. It makes the fit the same
  /// for coins of any price.
  static let unitUSD = 50_000.0

  private(set) var model: ReportModel?
  private var samples: [ReportSample] = []
  private var today: [ReportSample] = []

  /// What the venue is expected to report of a bar, in coins.
  ///
  /// Where the source has reported nothing so far, this bar included, it is what the book says.
  mutating func expected(_ crossed: SIMD4<Double>, reports: Bool, close: Price) -> Base {
    if model == nil, reports, close.value > 0 {
      model = .prior(unit: ReportCalibration.unitUSD / close.value)
    }
    return Base(model?.expected(crossed) ?? crossed.sum())
  }

  /// Notes a bar. It has no effect on what is expected before the day's end.
  mutating func record(_ crossed: SIMD4<Double>, reported: Base?, day: Day) {
    // A bar that crossed nothing is expected to show nothing whatever the rates.
    guard let reported, reported.value >= 0, reported.value.isFinite, crossed.sum() > 0 else {
      return
    }
    today.append(ReportSample(day: day.number, crossed: crossed, reported: reported.value))
  }

  /// Takes the day's bars into the fit.
  mutating func endDay(_ day: Day) {
    samples += today
    today.removeAll(keepingCapacity: true)
    samples.removeAll { $0.day <= day.number - ReportCalibration.window }
    if let model, !samples.isEmpty { self.model = ReportFit.fit(samples, from: model) }
  }
}

import Market

/// Fits the mix and the reporting law anew at each day's end, on the trailing days alone.
///
/// What a source reports comes with the bars. A source that reports nothing leaves the prior as it is,
/// and so do hours in which a bar has no report, and days without any, which are a feed's gaps.
struct MixCalibration: Sendable, Codable {
  /// Days that a fit looks back to.
  static let window = 60

  private var fit = MixFit()
  private var samples: [ReportSample] = []
  private var hours: [Int64: Hour] = [:]
  /// Whether anything was ever fitted.
  private(set) var isFitted = false

  /// One hour's reports, in dollars, and the open interest at its end.
  private struct Hour: Sendable, Codable {
    var long = 0.0
    var short = 0.0
    var isWhole = true
    var exposedLong = 0.0
    var exposedShort = 0.0
    var openInterest = 0.0
  }

  var lean: MixLean { fit.lean }
  var law: ReportingLaw { fit.law }

  /// Notes what a bar has reported.
  mutating func record(_ bar: Bar, interval: TimeSpan, openInterest: Double) {
    let key = CrossingLog.hour(of: bar.time, interval: interval)
    var hour = hours[key] ?? Hour()
    if let long = dollars(bar.longLiquidations, bar),
      let short = dollars(bar.shortLiquidations, bar)
    {
      hour.long += long
      hour.short += short
    } else {
      hour.isWhole = false
    }
    hour.openInterest = openInterest
    hour.exposedLong += (bar.exposure(.long) * bar.close).value
    hour.exposedShort += (bar.exposure(.short) * bar.close).value
    hours[key] = hour
  }

  private func dollars(_ amount: Base?, _ bar: Bar) -> Double? {
    guard let amount else { return nil }
    let usd = (amount * bar.close).value
    return usd.isFinite && usd >= 0 ? usd : nil
  }

  /// Ends a day: takes its hours in and fits.
  ///
  /// - Parameters:
  ///   - logs: what each member crossed in the day's hours, as with the prior's mix.
  ///   - shares: the prior's openings by lane, the mean over the members.
  mutating func endDay(
    _ day: Day, logs: [CrossingLog], interval: TimeSpan, shares: [Double]
  ) {
    defer { hours.removeAll(keepingCapacity: true) }
    samples.removeAll { $0.day <= day.number - MixCalibration.window }
    let reported = hours.values.reduce(0) { $0 + ($1.isWhole ? $1.long + $1.short : 0) }
    guard reported > 0, let first = logs.first else { return }
    let lanes = CohortStore.lanes
    let length = max(1, Double(interval.milliseconds) / Double(TimeSpan.hour.milliseconds))
    for (index, key) in first.hours.enumerated() {
      guard let hour = hours[key], hour.isWhole, hour.openInterest > 0 else { continue }
      var crossed = [Double](repeating: 0, count: lanes)
      for log in logs where log.hours.count == first.hours.count {
        for lane in 0..<lanes { crossed[lane] += log.usd[index * lanes + lane] }
      }
      let unit = 1 / (hour.openInterest * ReportingLaw.unit)
      let part = unit / Double(logs.count)
      samples.append(
        ReportSample(
          day: day.number, hours: length, crossed: crossed.map { $0 * part },
          exposedLong: hour.exposedLong * unit, exposedShort: hour.exposedShort * unit,
          reportedLong: hour.long * unit, reportedShort: hour.short * unit))
    }
    guard !samples.isEmpty else { return }
    fit.fit(samples, shares: shares)
    isFitted = true
  }
}

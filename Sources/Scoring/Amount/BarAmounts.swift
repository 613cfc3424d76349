import Glibc
import Market

/// What the running book says of how much is reported in each bar.
enum BarAmounts {
  /// Amounts up to this count nearly in proportion, larger ones by their logarithm.
  static let unitUSD = 50_000.0

  static func logarithm(_ usd: Double) -> Double {
    log1p((usd.isFinite ? max(0, usd) : 0) / unitUSD)
  }

  /// The bar's range, in basis points, by its logarithm.
  static func range(_ bar: Bar) -> Double {
    guard bar.low.value > 0, bar.high >= bar.low else { return 0 }
    return log1p(1e4 * log(bar.high / bar.low))
  }

  /// The same of the part of the range that hurts a side: from the open to the low for longs.
  static func adverse(_ side: Side, _ bar: Bar) -> Double {
    let ratio = side == .long ? bar.open / bar.low : bar.high / bar.open
    return ratio > 1 && ratio.isFinite ? log1p(1e4 * log(ratio)) : 0
  }

  /// What is held against the reports.
  enum Feature {
    /// The amount expected, rates and all.
    case expected
    /// What the range crossed in the book.
    case crossed
  }

  /// A row for each bar that has a report.
  ///
  /// - Parameters:
  ///   - strict: whether the baseline knows the adverse part of the range too.
  ///   - day: the place of the bar's day among the days that are scored; `nil` leaves the bar out.
  static func rows(
    _ backtest: InstrumentBacktest, _ side: Side, feature: Feature, strict: Bool,
    day: (Day) -> Int?
  ) -> [OutOfSampleGain.Row] {
    let bars = backtest.series.bars
    guard let first = backtest.rows.first else { return [] }
    let offset = bars.firstIndex(at: first.time)
    return backtest.rows.enumerated().compactMap { index, row in
      guard let reported = row.reported(side), let day = day(row.time.day) else { return nil }
      let bar = bars[offset + index]
      var base = [range(bar), logarithm((bar.volume * bar.close).value)]
      if strict { base.append(adverse(side, bar)) }
      let amount: Base =
        switch feature {
        case .expected: row.expected(side)
        case .crossed: side == .long ? backtest.crossedLong[index] : backtest.crossedShort[index]
        }
      return OutOfSampleGain.Row(
        day: day, base: base, feature: logarithm((amount * row.close).value),
        target: logarithm((reported * row.close).value))
    }
  }
}

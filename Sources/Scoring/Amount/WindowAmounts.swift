import Glibc
import Market

/// What a frozen map says of how much is reported when the price reaches new cells.
enum WindowAmounts {
  /// A row for each step of a window: the logarithm of what was reported, against how far the bar
  /// went, the volume, and the map's density over the cells it reached.
  ///
  /// - Returns: rows whose feature is the plain sum of the map's density; `scaled` brings it to a
  ///   logarithm.
  static func rows(_ path: WindowPath, map: SideMap, bars: Bars, day: Int) -> [OutOfSampleGain.Row]
  {
    path.steps.map { step in
      let bar = bars[step.bar]
      let volume = bar.volume * bar.close
      return OutOfSampleGain.Row(
        day: day,
        base: [
          log(Double(step.cells.count)), BarAmounts.range(bar),
          BarAmounts.logarithm(volume.value),
        ],
        feature: step.cells.reduce(0) { $0 + map[$1] },
        target: BarAmounts.logarithm(step.reportedUSD))
    }
  }

  /// `log(1 + feature / scale)`, the scale being the median of the positive features of the first half,
  /// so that forecasts of any unit are treated alike.
  static func scaled(_ rows: [OutOfSampleGain.Row], days: Int) -> [OutOfSampleGain.Row] {
    let early = rows.filter { $0.day < days / 2 && $0.feature > 0 }.map(\.feature).sorted()
    let scale = early.isEmpty ? 1 : quantile(early, 0.5)
    return rows.map { row in
      var row = row
      row.feature = log1p(row.feature / scale)
      return row
    }
  }
}

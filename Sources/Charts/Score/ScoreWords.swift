import Market

/// `24 h`, `72 h`, `7 d`
func horizonName(_ hours: Int) -> String {
  hours >= 168 && hours % 24 == 0 ? "\(hours / 24)\u{00A0}d" : "\(hours)\u{00A0}h"
}

/// What readers call a rule that the book is held against.
func baselineName(_ name: String) -> String {
  switch name {
  case "calibrated": "Map, calibrated"
  case "mirrored": "Map, mirrored"
  case "uniform": "Uniform"
  case "distance": "Distance"
  case "time_at_price": "Time at price"
  case "volume_at_price": "Volume at price"
  case "round_numbers": "Round numbers"
  case "ladder": "1/L ladder"
  case "open_interest_rule": "OI rule"
  case "taker_rule": "Taker rule"
  default: name.split(separator: "_").joined(separator: " ")
  }
}

extension ScoreFigure {
  /// `1.43 (1.08 to 1.85)`
  var words: String {
    let decimals = 2
    let value = NumberText.fixed(value, decimals: decimals)
    guard let low, let high else { return value }
    return
      "\(value)\u{00A0}(\(NumberText.fixed(low, decimals: decimals))\u{00A0}to\u{00A0}\(NumberText.fixed(high, decimals: decimals)))"
  }
}

extension TrackRecordInput {
  /// Windows below which nothing is said of a score.
  static let fewestWindows = 10

  func frame(_ chart: String, titles: [String], subtitles: [String]) -> ChartFrame {
    ChartFrame(
      kicker: "\(marketName) · Track record · \(chart)", titles: titles, subtitles: subtitles,
      sources: sources, cutoff: cutoff, simulated: simulated)
  }

  func altText(_ chart: String, _ sentences: [String]) -> String {
    "\(chart) of the forecasts for \(marketName)\(simulated ? " (simulated market)" : ""), windows up to \(ChartFrame.words(for: cutoff)). "
      + sentences.joined(separator: " ")
  }

  /// - Throws: `ChartError.impossible` naming the first figure that no score can have.
  func validate() throws(ChartError) {
    for bin in calibration.flatMap(\.bins) {
      for share in [bin.forecast, bin.observed.value, bin.observed.low, bin.observed.high] {
        guard let share else { continue }
        guard (0...1).contains(share) else {
          throw .impossible(name: "a share that was reached", found: share)
        }
      }
    }
    let figures = lifts.flatMap { $0.days.map(\.lift) + $0.baselines.compactMap(\.lift) }
    for value in figures.flatMap({ [$0.value, $0.low, $0.high] }) {
      guard let value else { continue }
      guard value >= 0, value.isFinite else { throw .impossible(name: "a lift", found: value) }
    }
  }
}

import Market
import Scoring

/// A market's table in words and columns, for the terminal and for guides.
enum ScoreText {
  static func lines(_ scores: MarketScores) -> [String] {
    let names = scores.instruments.map(\.description).joined(separator: ", ")
    var lines = ["Market '\(scores.market)': \(names)"]
    guard let from = scores.from, let to = scores.to else {
      return lines + ["No day of which the bars hold start and close: nothing was frozen."]
    }
    lines.append("\(scores.days) forecasts from \(from) to \(to); ranges are 95 %.")
    for (side, bars) in [(Side.long, scores.barsLong), (.short, scores.barsShort)] {
      lines.append(
        "Amount by bar, \(side.rawValue)s: R2 gain over range and volume \(text(bars.r2Gain)), "
          + "over the adverse range too \(text(bars.r2GainAdverse))")
    }
    lines.append("")
    lines.append("| window | side | forecast | lift 10 % | lift 25 % | nats | R2 gain |")
    lines.append("|---|---|---|---|---|---|---|")
    for horizon in scores.horizons {
      for (side, figures) in [(Side.long, horizon.long), (.short, horizon.short)] {
        lines.append(row(horizon, side, .book, figures.book))
        for kind in ForecastKind.allCases {
          guard kind != .uniform, let other = figures.baselines[kind] else { continue }
          lines.append(row(horizon, side, kind, other))
        }
      }
    }
    lines.append("")
    lines.append(
      "| window | side | windows | placed | Brier skill | magnet | turn after 1 h, bp |")
    lines.append("|---|---|---|---|---|---|---|")
    for horizon in scores.horizons {
      for (side, figures) in [(Side.long, horizon.long), (.short, horizon.short)] {
        let placed = figures.placedShare.map { NumberText.percent($0, decimals: 0) } ?? "n/a"
        lines.append(
          "| \(horizon.hours) h | \(side.rawValue) | \(figures.windows) | \(placed) "
            + "| \(text(figures.brierSkill)) | \(text(figures.magnet)) "
            + "| \(text(figures.reversal, scale: 1e4, decimals: 0)) |")
      }
    }
    return lines
  }

  private static func row(
    _ horizon: MarketScores.Horizon, _ side: Side, _ kind: ForecastKind, _ scores: ForecastScores
  ) -> String {
    let name = kind.rawValue.split(separator: "_").joined(separator: " ")
    return "| \(horizon.hours) h | \(side.rawValue) | \(name) | \(text(scores.lift10)) "
      + "| \(text(scores.lift25)) | \(text(scores.informationGain)) | \(text(scores.r2Gain)) |"
  }

  private static func text(_ interval: Interval?, scale: Double = 1, decimals: Int = 2) -> String {
    guard let interval else { return "n/a" }
    func number(_ value: Double) -> String {
      NumberText.fixed(value * scale, decimals: decimals)
    }
    return "\(number(interval.value)) (\(number(interval.lo)) to \(number(interval.hi)))"
  }
}

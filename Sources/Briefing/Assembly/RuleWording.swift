import Market
import Psychology

extension BaselineScore {
  /// What the rule is, in a few words; its key where it is none of those known.
  public var title: String {
    switch name {
    case "uniform": "every price alike"
    case "mirrored": "our own map, mirrored"
    case "distance": "nearness to the close"
    case "time_at_price": "time spent at the price"
    case "volume_at_price": "volume traded at the price"
    case "round_numbers": "round numbers"
    case "ladder": "a ladder of leverages from the close"
    case "open_interest_rule": "the open-interest rule"
    case "taker_rule": "the taker-trade rule"
    default: name
    }
  }

  /// The mirrored map is the book's, and every price alike is chance.
  var isSimpleRule: Bool { name != "mirrored" && name != "uniform" }
}

/// How the record of the book's map compares with the best rule that needs none.
enum RuleWording {
  /// - Returns: `nil` where no side has windows enough for ranges.
  static func sentence(_ horizon: HorizonScore) -> String? {
    let parts = Side.allCases.compactMap { part($0, horizon.score($0).running) }
    guard !parts.isEmpty else { return nil }
    return "On the same windows the best rule that needs no book has "
      + parts.joined(separator: "; ")
      + "."
  }

  private static func part(_ side: Side, _ running: RunningScore) -> String? {
    let rules = (running.baselines ?? []).filter { $0.isSimpleRule && $0.lift25Low != nil }
    guard let book = running.lift25, let low = running.lift25Low, let high = running.lift25High,
      let best = rules.max(by: { ($0.lift25 ?? 0) < ($1.lift25 ?? 0) }), let lift = best.lift25,
      let bestLow = best.lift25Low, let bestHigh = best.lift25High
    else { return nil }
    let verdict: String
    if bestLow > high {
      verdict = "above the map\u{2019}s"
    } else if bestHigh < low {
      verdict = "below the map\u{2019}s"
    } else {
      let place = lift > book ? "above" : lift < book ? "below" : "level with"
      verdict = "\(place) the map\u{2019}s, but the ranges overlap"
    }
    return "\(NumberText.fixed(lift, decimals: 2)) for \(side.rawValue)s "
      + "(\(Phrase.range(bestLow, bestHigh)); \(best.title)), \(verdict)"
  }
}

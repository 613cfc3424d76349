import Market
import Psychology

/// Plain words about the shortest window of a scorecard and the record so far.
struct ScorecardWording {
  let scorecard: Scorecard

  var sentences: [String] {
    let horizon = scorecard.horizons.first
    let reported = scorecard.horizons.first { $0.isReported }
    return [
      reported.flatMap(window), reported.flatMap(running), reported.flatMap(RuleWording.sentence),
      horizon.flatMap(ReachWording.zones), scorecard.reach?.first.map(ReachWording.record),
    ].compactMap { $0 }
  }

  private func window(_ horizon: HorizonScore) -> String {
    let close = "the close of \(horizon.frozen.longDescription)"
    let scored = Side.allCases.filter { horizon.score($0).share25 != nil }
    guard !scored.isEmpty else {
      return "Nothing was reported in the \(horizon.hours) hours after \(close) where the price "
        + "broke new ground ($0), so its map is neither right nor wrong."
    }
    let parts = scored.enumerated().map { index, side in
      let score = horizon.score(side)
      let way = side == .long ? "below" : "above"
      let share = part(score.share25 ?? 0)
      let amount = "of \(Phrase.usd(score.placedUSD)) of \(side.rawValue)s reported"
      return index == 0
        ? "\(amount) in \(horizon.hours) hours on the way \(way) \(close), \(share) fell in the "
          + "densest quarter of the map\u{2019}s prices on that way"
        : "\(amount) on the way \(way) it, \(share)"
    }
    return Phrase.sentence(parts.joined(separator: "; ")) + ". By chance it is 25\u{202F}%."
  }

  /// `37 %`, `none`, `all`: of so few reports a decimal would say nothing.
  private func part(_ share: Double) -> String {
    share < 0.005 ? "none" : share > 0.995 ? "all" : NumberText.percent(share, decimals: 0)
  }

  private func running(_ horizon: HorizonScore) -> String? {
    let parts = Side.allCases.compactMap { part(of: $0, horizon.score($0).running) }
    guard !parts.isEmpty else { return nil }
    let hasRange = Side.allCases.contains { horizon.score($0).running.verdict != nil }
    return "Over all \(horizon.hours)-hour windows so far the map\u{2019}s lift"
      + (hasRange ? ", with its 95\u{202F}% range, is " : " is ") + parts.joined(separator: "; ")
      + "."
  }

  private func part(of side: Side, _ running: RunningScore) -> String? {
    guard let lift = running.lift25 else { return nil }
    let figure = NumberText.fixed(lift, decimals: 2)
    let count = "for \(side.rawValue)s in \(Phrase.count(running.windows, "window"))"
    guard let low = running.lift25Low, let high = running.lift25High, let verdict = running.verdict
    else { return "\(figure) \(count), too few to say more" }
    let words =
      switch verdict {
      case .better: "better than chance"
      case .worse: "worse than chance"
      case .chance: "not to be told from chance"
      }
    return "\(figure) (\(Phrase.range(low, high))) \(count), \(words)"
  }
}

extension HorizonScore {
  /// Whether the source gave any report of liquidations.
  fileprivate var isReported: Bool { long.reportedUSD != nil || short.reportedUSD != nil }
}

extension Phrase {
  /// `0.84 to 1.31`
  static func range(_ low: Double, _ high: Double) -> String {
    "\(NumberText.fixed(low, decimals: 2)) to \(NumberText.fixed(high, decimals: 2))"
  }
}

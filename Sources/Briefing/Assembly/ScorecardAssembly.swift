import Market
import Scoring

/// The document's form of the windows that end at a close.
struct ScorecardAssembly {
  let log: ForecastLog
  let day: Day

  /// `nil` where nothing can be scored.
  var scorecard: Scorecard? {
    let horizons = log.windows(endingAt: day).map { window in
      HorizonScore(
        hours: 24 * window.days, frozen: window.frozen, long: side(.long, of: window),
        short: side(.short, of: window))
    }
    guard !horizons.isEmpty else { return nil }
    return Scorecard(
      chance10: WindowScore.chanceTenth, chance25: WindowScore.chanceQuarter, horizons: horizons,
      sentences: ScorecardWording(horizons: horizons).sentences)
  }

  private func side(_ side: Side, of window: ScoredWindow) -> SideScore {
    let score = window.score(side)
    let running = log.running(side, days: window.days)
    return SideScore(
      cells: score.cells, events: score.events, reportedUSD: score.reportedUSD.roundedToCents,
      placedUSD: score.placedUSD.roundedToCents, share10: score.shareTenth?.roundedToDigits(6),
      share25: score.shareQuarter?.roundedToDigits(6),
      lift10: score.liftTenth?.roundedToDigits(6), lift25: score.liftQuarter?.roundedToDigits(6),
      running: RunningScore(
        windows: running.windows, lift25: running.lift?.roundedToDigits(6),
        lift25Low: running.range?.lo.roundedToDigits(6),
        lift25High: running.range?.hi.roundedToDigits(6)))
  }
}

import Market
import Scoring

/// The document's form of the windows that end at a close.
struct ScorecardAssembly {
  let log: ForecastLog
  let day: Day

  /// `nil` where nothing can be scored.
  var scorecard: Scorecard? {
    let horizons = log.windows(endingAt: day).compactMap(horizon)
    let reach = log.lengths.compactMap { days in
      log.runningReach(days: days).map { ReachRecord($0, hours: 24 * days) }
    }
    guard !horizons.isEmpty || !reach.isEmpty else { return nil }
    var scorecard = Scorecard(
      chance10: WindowScore.chanceTenth, chance25: WindowScore.chanceQuarter, horizons: horizons,
      reach: reach.isEmpty ? nil : reach, sentences: [])
    scorecard.sentences = ScorecardWording(scorecard: scorecard).sentences
    return scorecard
  }

  /// `nil` where neither liquidations were reported nor a zone's probability was frozen.
  private func horizon(_ window: ScoredWindow) -> HorizonScore? {
    let zones = log.zones(endingAt: day, days: window.days).map(ZoneOutcome.init)
    guard window.hasReports || !zones.isEmpty else { return nil }
    return HorizonScore(
      hours: 24 * window.days, frozen: window.frozen, long: side(.long, of: window),
      short: side(.short, of: window), zones: zones.isEmpty ? nil : zones)
  }

  private func side(_ side: Side, of window: ScoredWindow) -> SideScore {
    let score = window.score(side)
    return SideScore(
      cells: score.cells, events: score.events, reportedUSD: score.reportedUSD?.roundedToCents,
      placedUSD: score.placedUSD.roundedToCents, share10: score.shareTenth?.roundedToDigits(6),
      share25: score.shareQuarter?.roundedToDigits(6),
      lift10: score.liftTenth?.roundedToDigits(6), lift25: score.liftQuarter?.roundedToDigits(6),
      running: RunningScore(log.running(side, days: window.days)))
  }
}

extension RunningScore {
  fileprivate init(_ running: RunningLift) {
    self.init(
      windows: running.windows, lift25: running.lift?.roundedToDigits(6),
      lift25Low: running.range?.lo.roundedToDigits(6),
      lift25High: running.range?.hi.roundedToDigits(6),
      baselines: running.baselines.isEmpty ? nil : running.baselines.map(BaselineScore.init))
  }
}

extension BaselineScore {
  fileprivate init(_ baseline: KindLift) {
    self.init(
      name: baseline.kind.rawValue, lift25: baseline.lift.roundedToDigits(6),
      lift25Low: baseline.range?.lo.roundedToDigits(6),
      lift25High: baseline.range?.hi.roundedToDigits(6))
  }
}

extension ZoneOutcome {
  fileprivate init(_ fate: ZoneFate) {
    self.init(
      side: fate.side, low: fate.low, high: fate.high, probability: fate.probability,
      reached: fate.reached)
  }
}

extension ReachRecord {
  fileprivate init(_ running: RunningReach, hours: Int) {
    self.init(
      hours: hours, windows: running.windows, brierSkill: running.brierSkill?.roundedToDigits(6),
      brierSkillLow: running.brierSkillRange?.lo.roundedToDigits(6),
      brierSkillHigh: running.brierSkillRange?.hi.roundedToDigits(6),
      reliability: running.reliability.map { bin in
        ReliabilityReport(
          forecast: bin.forecast.roundedToDigits(6), observed: bin.observed.roundedToDigits(6),
          observedLow: bin.range?.lo.roundedToDigits(6),
          observedHigh: bin.range?.hi.roundedToDigits(6), levels: bin.levels)
      })
  }
}

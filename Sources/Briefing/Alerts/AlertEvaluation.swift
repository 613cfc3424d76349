import Market
import Psychology

extension AlertCondition {
  /// The figure that fires and a sentence with it, from the document alone; `nil` where none does.
  func finding(in briefing: Briefing) -> AlertEvaluation.Result? {
    let evaluation = AlertEvaluation(briefing: briefing)
    return switch self {
    case .pool(let side, let over, let within): evaluation.pool(side, over: over, within: within)
    case .pressure(let side, let limit): evaluation.pressure(side, limit)
    case .funding(let limit): evaluation.funding(limit)
    case .percentile(let rank, let limit): evaluation.percentile(of: rank, limit)
    case .sweep(let side, let over): evaluation.sweep(side, over: over)
    case .reach(let side, let over, let hours, let holding):
      evaluation.reach(side, over: over, hours: hours, holding: holding)
    case .staleData(let over): evaluation.staleData(over: over)
    case .venueMissing: evaluation.venueMissing
    }
  }
}

/// Holds conditions against one briefing.
struct AlertEvaluation {
  typealias Result = (value: Double, unit: AlertFinding.Unit, sentence: String)

  let briefing: Briefing

  func pool(_ side: Side, over: Double, within: Double) -> Result? {
    let zones = briefing.zones.filter {
      $0.side == side && $0.usd.value > over && abs($0.distance) <= within
    }
    guard let zone = zones.max(by: { $0.usd.value < $1.usd.value }) else { return nil }
    let sentence =
      "\(AlertWording.usd(zone.usd.value)) of \(side.rawValue)s "
      + "(\(AlertWording.range(zone))) would be liquidated between "
      + "\(AlertWording.band(zone.low, zone.high)), \(AlertWording.away(zone.distance)) the close."
    return (zone.usd.value, .usd, sentence + AlertWording.others(zones.count - 1, than: "larger"))
  }

  func pressure(_ side: Side, _ limit: AlertLimit) -> Result? {
    let report = side == .long ? briefing.reading.flush : briefing.reading.squeeze
    guard let bound = limit.passed(by: report.score) else { return nil }
    let name = side == .long ? "flush" : "squeeze"
    let score = NumberText.fixed(report.score, decimals: 0)
    return (
      report.score, .points,
      "The \(name) score stands at \(score) of 100, "
        + "\(bound.words(AlertWording.points, passedBy: score)): "
        + "\(AlertWording.usd(report.nearUSD.value)) of \(side.rawValue)s would be liquidated within "
        + "two daily moves."
    )
  }

  func funding(_ limit: AlertLimit) -> Result? {
    guard let funding = briefing.reading.funding,
      let bound = limit.passed(by: funding.annualised)
    else { return nil }
    let rate = NumberText.percent(funding.annualised, decimals: 1, signed: true)
    let paid = funding.paying.map { side in
      ": \(side.rawValue)s pay \(NumberText.percent(abs(funding.rate), decimals: 4)) every "
        + "\(NumberText.fixed(funding.intervalHours, decimals: 0))\u{202F}h"
    }
    return (
      funding.annualised, .fraction,
      "Funding is \(rate) a year, \(bound.words(AlertWording.percent, passedBy: rate))"
        + "\(paid ?? "")."
    )
  }

  func percentile(of rank: AlertRank, _ limit: AlertLimit) -> Result? {
    let percentile: Double?
    let subject: String
    switch rank {
    case .openInterest:
      let number = briefing.keyNumbers.first { $0.name == .openInterestUSD }
      percentile = number?.percentile90d
      subject = "Open interest of \(AlertWording.usd(number?.value ?? 0))"
    case .trapped(let side):
      let report =
        side == .long ? briefing.reading.trappedLongs : briefing.reading.trappedShorts
      percentile = report.percentile90d
      subject =
        "\(AlertWording.usd(report.usd.value)) of trapped \(side.rawValue)s, "
        + "\(NumberText.percent(report.share.value, decimals: 1)) of that side,"
    }
    guard let percentile, let bound = limit.passed(by: percentile * 100) else { return nil }
    let days = min(90, briefing.dataHealth.daysOfHistory)
    let place =
      percentile <= 0
      ? "below all of the last \(days) days"
      : percentile >= 1
        ? "above all of the last \(days) days"
        : "at the \(AlertWording.ordinal(percentile * 100)) percentile of the last \(days) days"
    let verb = rank == .openInterest ? "stands" : "stand"
    let passed = bound.words(
      { "the " + AlertWording.ordinal($0) },
      passedBy: "the " + AlertWording.ordinal(percentile * 100))
    return (percentile * 100, .points, "\(subject) \(verb) \(place), \(passed).")
  }

  func sweep(_ side: Side, over: Double) -> Result? {
    let zones = briefing.reading.sweeps.zones.filter { $0.side == side && $0.usd > over }
    guard let zone = zones.max(by: { $0.usd < $1.usd }) else { return nil }
    let sentence =
      "The price went \(zone.through ? "through" : "into") the zone of \(side.rawValue)s between "
      + "\(AlertWording.band(zone.low, zone.high)) at \(zone.time.clockTime) UTC, in which the map of "
      + "the day before held \(AlertWording.usd(zone.usd))."
    return (zone.usd, .usd, sentence + AlertWording.others(zones.count - 1, than: "larger"))
  }

  func reach(
    _ side: Side, over: Double, hours: AlertHorizon, holding: Double
  ) -> Result? {
    let zones = briefing.zones.compactMap { zone -> (zone: ZoneReport, probability: Double)? in
      guard zone.side == side, zone.usd.value > holding,
        let probability = zone.reach.map(hours.probability(in:)), probability > over
      else { return nil }
      return (zone, probability)
    }
    guard let (zone, probability) = zones.max(by: { $0.probability < $1.probability }) else {
      return nil
    }
    let chance = NumberText.percent(probability, decimals: 0)
    let bound = AlertLimit.Bound(word: "over", value: over)
    let sentence =
      "The zone of \(side.rawValue)s between \(AlertWording.band(zone.low, zone.high)), "
      + "\(AlertWording.usd(zone.usd.value)), is reached within \(hours.rawValue)\u{202F}h with a "
      + "probability of \(chance), \(bound.words(AlertWording.percent, passedBy: chance))."
    return (
      probability, .fraction, sentence + AlertWording.others(zones.count - 1, than: "likelier")
    )
  }

  func staleData(over: TimeSpan) -> Result? {
    let aged = briefing.instruments.compactMap { report -> (InstrumentReport, TimeSpan)? in
      let age = briefing.cutoff - report.dataThrough
      return age > over ? (report, age) : nil
    }
    guard let (oldest, age) = aged.max(by: { $0.1 < $1.1 }) else { return nil }
    let others = aged.count - 1
    return (
      age.hours, .hours,
      "The data of \(oldest.venue.name) \(oldest.symbol) end \(AlertWording.length(age)) before the "
        + "close, over \(AlertWording.length(over)); it holds "
        + "\(NumberText.percent(oldest.openInterestShare, decimals: 0)) of the open interest."
        + (others > 0
          ? " So do those of \(others == 1 ? "one more instrument" : "\(others) more instruments")."
          : "")
    )
  }

  var venueMissing: Result? {
    let missing = briefing.dataHealth.missingInstruments ?? []
    guard !missing.isEmpty else { return nil }
    let names = Phrase.list(missing.map { "\($0.venue.name) \($0.symbol)" })
    let are = missing.count == 1 ? "is" : "are"
    return (
      Double(missing.count), .count, "\(names) \(are) configured and \(are) not on the map."
    )
  }
}

import Market
import Psychology

/// Plain words about what the next days may bring.
struct ProjectionWording {
  let projection: ProjectionReport
  let zones: [ZoneReport]

  /// What moves a day has had of late: one standard deviation, known at the close.
  let dailyMove: Double

  var sentences: [String] {
    Phrase.labelledOnce([range, expected, zone].compactMap { $0 })
  }

  private var range: String? {
    guard let day = projection.hours.firstIndex(of: 24), let low = price(0.25, at: day),
      let high = price(0.75, at: day), let floor = reach(0.1, at: day, \.below),
      let roof = reach(0.1, at: day, \.above)
    else { return nil }
    return
      "For the next 24 hours \(volatility(projection.sigma[day])): even odds of a close within "
      + "\(Phrase.band(Price(low), Price(high))), one chance in ten of touching "
      + "\(NumberText.price(floor)) and as much of touching \(NumberText.price(roof))."
  }

  /// The forecast beside the daily move that the rest of the page measures by, so that two figures of
  /// the same kind do not stand unexplained.
  private func volatility(_ sigma: Double) -> String {
    let forecast = "a standard deviation of \(Phrase.size(sigma)) is forecast"
    let usual = Phrase.size(dailyMove)
    if usual == Phrase.size(sigma) { return "\(forecast), the usual daily move" }
    if abs(sigma / dailyMove - 1) < 0.1 {
      return "\(forecast), about the usual daily move of \(usual)"
    }
    return "\(forecast), \(sigma > dailyMove ? "more" : "less") than the usual daily move of "
      + usual
  }

  private var expected: String? {
    guard let long = expected(.long, hours: 24), let short = expected(.short, hours: 24),
      let longWeek = expected(.long, hours: 168), let shortWeek = expected(.short, hours: 168)
    else { return nil }
    return
      "Of all that is on the map \(Phrase.usd(long)) of longs and \(Phrase.usd(short)) of shorts "
      + "are expected to be liquidated within a day, \(Phrase.usd(longWeek)) and "
      + "\(Phrase.usd(shortWeek)) within a week."
  }

  /// The zone most likely to matter: the most dollars expected within a day.
  private var zone: String? {
    let ranked = zones.compactMap { zone in
      zone.reach.flatMap { reach in zone.expectedUSD.map { (zone, reach, $0.h24) } }
    }
    guard let (zone, reach, usd) = ranked.max(by: { $0.2 < $1.2 }), usd >= 0.5 else { return nil }
    let pool = Estimate(
      value: zone.usd.value, p10: zone.usdP10.value, p90: zone.usdP90.value)
    return "Most is expected of the zone at \(Phrase.band(zone.low, zone.high)) with "
      + "\(Phrase.usd(pool)) of \(zone.side.rawValue)s: it has \(Phrase.chance(reach.h24)) of being "
      + "touched within a day, and \(Phrase.chance(reach.h168)) within a week."
  }

  private func price(_ probability: Double, at step: Int) -> Double? {
    projection.fan.first { $0.probability == probability }?.price[step]
  }

  private func reach(
    _ probability: Double, at step: Int, _ side: KeyPath<ReachLineReport, [Double]>
  ) -> Double? {
    projection.reach.first { $0.probability == probability }?[keyPath: side][step]
  }

  private func expected(_ side: Side, hours: Int) -> Estimate? {
    projection.expected.first { $0.side == side && $0.hours == hours }.map {
      Estimate(value: $0.usd, p10: $0.usdP10, p90: $0.usdP90)
    }
  }
}

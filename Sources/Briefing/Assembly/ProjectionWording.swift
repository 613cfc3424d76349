import Market
import Psychology

/// Plain words about what the next days may bring.
struct ProjectionWording {
  let projection: ProjectionReport
  let zones: [ZoneReport]

  var sentences: [String] { [range, expected, zone].compactMap { $0 } }

  private var range: String? {
    guard let day = projection.hours.firstIndex(of: 24), let low = price(0.25, at: day),
      let high = price(0.75, at: day), let floor = reach(0.1, at: day, \.below),
      let roof = reach(0.1, at: day, \.above)
    else { return nil }
    let sigma = NumberText.percent(projection.sigma[day], decimals: 1)
    return
      "For the next 24 hours volatility is forecast at \(sigma), one standard deviation: one close in two "
      + "within \(Phrase.band(Price(low), Price(high))), one chance in ten of touching "
      + "\(NumberText.price(floor)), and one of touching \(NumberText.price(roof))."
  }

  private var expected: String? {
    guard let long = expected(.long, hours: 24), let short = expected(.short, hours: 24),
      let longWeek = expected(.long, hours: 168), let shortWeek = expected(.short, hours: 168)
    else { return nil }
    return
      "Of the pools on the map \(Phrase.usd(long)) of longs and \(Phrase.usd(short)) of shorts "
      + "are expected to be liquidated within a day, \(Phrase.usd(longWeek)) and "
      + "\(Phrase.usd(shortWeek)) within a week."
  }

  /// The zone most likely to matter: the most dollars expected within a day.
  private var zone: String? {
    let ranked = zones.compactMap { zone in
      zone.reach.flatMap { reach in zone.expectedUSD.map { (zone, reach, $0.h24) } }
    }
    guard let (zone, reach, usd) = ranked.max(by: { $0.2 < $1.2 }), usd >= 0.5 else { return nil }
    return "The zone that weighs most is \(Phrase.band(zone.low, zone.high)) with "
      + "\(Phrase.usd(zone.usd.value)) of \(zone.side.rawValue)s: touched within a day with a chance "
      + "of \(Phrase.share(reach.h24)), within a week with \(Phrase.share(reach.h168))."
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

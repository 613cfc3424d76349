import Briefing
import Glibc
import Market

@testable import Briefing

/// What a forecast would add to an edition: paths of a driftless walk, pools that wear off, and a
/// cascade that is steeper on one side. Plausible in shape, nobody's model.
enum SyntheticForecast {
  static func add(to briefing: inout Briefing) {
    let close = briefing.price.close.value
    let projection = projection(briefing)
    let sigma = briefing.sigma24h
    for (index, zone) in briefing.zones.enumerated() {
      let chance = { (hours: Double) in
        reach(abs(log(1 + zone.distance)), sigma: sigma * (hours / 24).squareRoot())
      }
      briefing.zones[index].reach = ReachReport(
        h24: chance(24), h72: chance(72), h168: chance(168))
    }
    briefing.projection = projection
    briefing.keyNumbers = [
      KeyNumber(name: .openInterestBase, value: 75_213, change24h: -0.146, percentile90d: 0.07),
      KeyNumber(name: .openInterestUSD, value: 4.06e9, change24h: -0.207, percentile90d: 0),
      KeyNumber(name: .fundingAnnualised, value: 0.0653, percentile90d: 0.36),
      KeyNumber(name: .volumeUSD, value: 6.73e10, change24h: 2.3, percentile90d: 1),
      KeyNumber(name: .reportedLongLiquidationsUSD, value: 5.2e7, percentile90d: 0.98),
      KeyNumber(name: .reportedShortLiquidationsUSD, value: 3.1e7, percentile90d: 1),
      KeyNumber(name: .longShortRatio, value: 1.97, percentile90d: 0.46),
    ]
    briefing.cascade = CascadeReport(
      impact: ImpactReport(source: .squareRootLaw, movePer10M: 0.0021, movePer100M: 0.0066),
      fall: curve(.long, briefing, runawayAt: 0.034),
      rise: curve(.short, briefing, runawayAt: nil),
      voids: [
        VoidReport(low: close * 1.011, high: close * 1.024, distance: 0.011, usd: 3e6),
        VoidReport(low: close * 0.955, high: close * 0.97, distance: -0.03, usd: 1e6),
      ])
  }

  private static func projection(_ briefing: Briefing) -> ProjectionReport {
    let close = briefing.price.close.value
    let hours = [1, 2, 4, 8, 12, 24, 36, 48, 72, 96, 120, 144, 168].map(Double.init)
    let sigma = hours.map { briefing.sigma24h * ($0 / 24).squareRoot() }
    let fan = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95].map { share in
      FanReport(
        probability: share, price: sigma.map { close * exp($0 * normalQuantile(share)) })
    }
    let lines = [0.9, 0.75, 0.5, 0.25, 0.1, 0.05, 0.02].map { chance in
      let away = -normalQuantile(chance / 2)
      return ReachLineReport(
        probability: chance, below: sigma.map { close * exp(-$0 * away) },
        above: sigma.map { close * exp($0 * away) })
    }
    let survival = Side.allCases.flatMap { side in
      zip(LeverageBand.allCases, [900.0, 500, 250, 120]).map { band, life in
        SurvivalReport(side: side, band: band, share: hours.map { exp(-$0 / life) })
      }
    }
    let expected = Side.allCases.flatMap { side in
      [24, 72, 168].map { (hours: Int) -> ExpectedReport in
        let sigma = briefing.sigma24h * (Double(hours) / 24).squareRoot()
        let usd = Self.expected(side, briefing.profile, close: close, sigma: sigma)
        return ExpectedReport(
          side: side, hours: hours, usd: usd, usdP10: usd * 0.6, usdP90: usd * 1.5)
      }
    }
    return ProjectionReport(
      hours: hours, sigma: sigma, fan: fan, reach: lines, survival: survival, expected: expected,
      windows: 180)
  }

  private static func expected(
    _ side: Side, _ profile: ProfileReport, close: Double, sigma: Double
  ) -> Double {
    profile.series.filter { $0.side == side }.reduce(0) { sum, series in
      series.usd.enumerated().reduce(sum) { sum, bin in
        let price =
          profile.lowestPrice.value * exp((Double(bin.offset) + 0.5) * profile.binBps / 1e4)
        return sum + bin.element * reach(abs(log(price / close)), sigma: sigma) * 0.8
      }
    }
  }

  private static func curve(
    _ side: Side, _ briefing: Briefing, runawayAt: Double?
  ) -> CascadeCurve {
    let close = briefing.price.close.value
    let pools = pools(side, briefing.profile, close: close)
    var crossed = 0.0
    var next = 0
    let points = (1...40).map { step -> CascadePoint in
      let shock = Double(step) * 0.0025
      var move = shock
      // What was crossed by a smaller shock is crossed by this one.
      while true {
        while next < pools.count, pools[next].away <= move {
          crossed += pools[next].usd
          next += 1
        }
        let longer = min(shock + 0.00034 * (crossed / 1e6).squareRoot(), 0.6)
        if longer <= move + 1e-9 { break }
        move = longer
      }
      if let runawayAt, shock >= runawayAt { move = max(move, shock * 2.05 + 0.012) }
      return CascadePoint(
        shock: shock, finalPrice: close * (1 - side.sign * move), finalMove: move,
        finalMoveP10: shock + (move - shock) * 0.6, finalMoveP90: shock + (move - shock) * 1.5,
        usd: crossed,
        usdP10: crossed * 0.62, usdP90: crossed * 1.45, amplification: move / shock)
    }
    return CascadeCurve(
      side: side, points: points,
      runawayShock: points.first { $0.amplification > 2 }?.shock)
  }

  /// A side's bins by their distance from the close, nearest first.
  private static func pools(
    _ side: Side, _ profile: ProfileReport, close: Double
  ) -> [(away: Double, usd: Double)] {
    let bins = profile.longP10.count
    var pools: [(away: Double, usd: Double)] = []
    for bin in 0..<bins {
      let usd = profile.series.reduce(0.0) { $0 + ($1.side == side ? $1.usd[bin] : 0) }
      let price = profile.lowestPrice.value * exp((Double(bin) + 0.5) * profile.binBps / 1e4)
      let away = side.sign * (1 - price / close)
      if away > 0, usd > 0 { pools.append((away, usd)) }
    }
    return pools.sorted { $0.away < $1.away }
  }

  /// The chance that a driftless walk touches a distance: twice that of ending beyond it.
  private static func reach(_ distance: Double, sigma: Double) -> Double {
    erfc(distance / max(sigma, 1e-9) / 2.0.squareRoot())
  }

  /// By bisection: exact enough and short.
  private static func normalQuantile(_ share: Double) -> Double {
    var (low, high) = (-9.0, 9.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if 0.5 * erfc(-middle / 2.0.squareRoot()) < share { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}

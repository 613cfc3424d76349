import Liquidation
import Market

/// The map past the close, as the document and its charts need it.
struct ProjectionAssembly {
  let projection: Projection
  /// One for each instrument, in one order: the map, what is held of it, what is expected of it.
  let profiles: [LiquidationProfile]
  let survivals: [PoolSurvival]
  let expected: [ExpectedLiquidation]

  private static let fan = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]
  private static let reach = [0.9, 0.75, 0.5, 0.25, 0.1, 0.05]

  var report: ProjectionReport {
    let hours = Array(
      stride(from: Projection.stepHours, through: Projection.longest, by: Projection.stepHours))
    return ProjectionReport(
      hours: hours, sigma: hours.map { projection.sigma(hours: $0).roundedToDigits(6) },
      fan: ProjectionAssembly.fan.map { share in
        FanReport(
          probability: share,
          price: hours.map { projection.quantile(share, hours: $0).value.roundedToDigits(7) })
      },
      reach: ProjectionAssembly.reach.map { probability in
        ReachLineReport(
          probability: probability, below: line(probability, .long, hours),
          above: line(probability, .short, hours))
      },
      survival: Side.allCases.flatMap { side in
        LeverageBand.allCases.compactMap { survival(side, $0, hours: hours) }
      },
      expected: Side.allCases.flatMap { side in
        ExpectedLiquidation.horizons.map { hours in
          let total = expected.total(side, hours: hours)
          return ExpectedReport(
            side: side, hours: hours, usd: total.value.roundedToCents,
            usdP10: total.p10.roundedToCents, usdP90: total.p90.roundedToCents)
        }
      }, windows: projection.windows)
  }

  /// Dollars expected to be liquidated in a zone.
  func expected(in zone: Zone) -> ReachReport {
    func dollars(_ hours: Int) -> Double {
      expected.total(in: zone, hours: hours).value.roundedToCents
    }
    return ReachReport(h24: dollars(24), h72: dollars(72), h168: dollars(168))
  }

  private func line(_ probability: Double, _ side: Side, _ hours: [Double]) -> [Double] {
    hours.map {
      projection.reachedPrice(probability: probability, side: side, hours: $0).value
        .roundedToDigits(7)
    }
  }

  /// The instruments' shares, each with the weight of its pool.
  private func survival(_ side: Side, _ band: LeverageBand, hours: [Double]) -> SurvivalReport? {
    let parts = zip(profiles, survivals).compactMap { profile, survival in
      let pool = profile.total(side, band).value
      return pool > 0 ? (pool, survival) : nil
    }
    let whole = parts.reduce(0) { $0 + $1.0 }
    guard whole > 0 else { return nil }
    return SurvivalReport(
      side: side, band: band,
      share: hours.map { hour in
        let held = parts.reduce(0) { sum, part in
          sum + part.0 * (part.1.share(side, band, hours: hour)?.value ?? 1)
        }
        return (held / whole).roundedToDigits(6)
      })
  }
}

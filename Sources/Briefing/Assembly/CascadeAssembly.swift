import Liquidation
import Market

/// What a sudden move would set off, in the document's form.
struct CascadeAssembly {
  let profiles: [LiquidationProfile]
  let close: Price
  let sigma: Double
  /// A usual day's volume of all instruments.
  let dailyVolume: USD
  /// The order book at the close, where it was recorded.
  let depth: BookDepth?

  /// Round moves, finer where they are likelier: to 5 %, to 10 %, to 20 %.
  private static let shocks =
    (1...20).map { Double($0) / 400 } + (11...20).map { Double($0) / 200 }
    + (11...20).map { Double($0) / 100 }

  /// `nil` without pools on both sides, and where volume or volatility is not known.
  var report: CascadeReport? {
    guard dailyVolume.value > 0, sigma > 0, sigma.isFinite,
      Side.allCases.allSatisfy({ side in
        profiles.contains { profile in
          LeverageBand.allCases.contains { profile.total(side, $0).value > 0 }
        }
      })
    else { return nil }
    let impact =
      depth.map(MarketImpact.recordedDepth)
      ?? .squareRoot(dailyVolume: dailyVolume, dailySigma: sigma)
    let cascade = Cascade(
      profiles: profiles, close: close, impact: impact, shocks: CascadeAssembly.shocks)
    var report = CascadeReport(
      impact: ImpactReport(
        source: depth == nil ? .squareRootLaw : .recordedDepth,
        movePer10M: impact.typicalMove(USD(10e6)).roundedToDigits(6),
        movePer100M: impact.typicalMove(USD(100e6)).roundedToDigits(6)),
      fall: CascadeCurve(cascade.fall), rise: CascadeCurve(cascade.rise),
      voids: PriceVoid.voids(in: profiles, close: close, sigma: sigma, depth: depth).map {
        VoidReport(
          low: $0.low.value.roundedToDigits(7), high: $0.high.value.roundedToDigits(7),
          distance: $0.distance.roundedToDigits(6), usd: $0.usd.value.roundedToCents)
      })
    report.sentences = CascadeWording(cascade: report, close: close).sentences
    return report
  }
}

extension CascadeCurve {
  fileprivate init(_ curve: Cascade.Curve) {
    self.init(
      side: curve.side,
      points: curve.points.map { point in
        CascadePoint(
          shock: point.shock.roundedToDigits(6),
          finalPrice: point.finalPrice.value.roundedToDigits(7),
          finalMove: point.finalMove.value.roundedToDigits(6),
          finalMoveP10: point.finalMove.p10.roundedToDigits(6),
          finalMoveP90: point.finalMove.p90.roundedToDigits(6),
          usd: point.usd.value.roundedToCents, usdP10: point.usd.p10.roundedToCents,
          usdP90: point.usd.p90.roundedToCents,
          amplification: point.amplification.roundedToDigits(6))
      }, runawayShock: curve.runawayShock?.roundedToDigits(6))
  }
}

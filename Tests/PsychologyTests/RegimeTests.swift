import Market
import Psychology
import Testing

@Suite("The regime and the crowd")
struct RegimeTests {
  /// Eight closes that end `change` away from the first, the last day by `lastDay`.
  private func regime(
    change: Double, build: Double, funding: Double?, lastDay: Double = 0, lastBuild: Double = 0
  ) -> Regime? {
    let closes =
      [100.0] + (0..<6).map { _ in 100 * (1 + change) / (1 + lastDay) }
      + [100 * (1 + change)]
    let held =
      [50.0] + (0..<6).map { _ in 50 * (1 + build) / (1 + lastBuild) }
      + [50 * (1 + build)]
    return Regime(closes: closes, openInterest: held, sigma: 0.03, annualisedFunding: funding)
  }

  @Test(
    "each row of the table has its market",
    arguments: [
      (0.10, 0.08, 0.2, Regime.Label.leveragedRally), (0.10, 0.08, -0.1, .disbelievedRally),
      (0.10, -0.08, 0.1, .shortCovering), (0.10, 0.01, 0.1, .trendingUp),
      (-0.10, 0.08, 0.3, .catchingTheFall), (-0.10, 0.08, -0.1, .shortsPressing),
      (-0.10, -0.08, 0.1, .deleveraging), (-0.10, 0.0, 0.1, .trendingDown),
      (0.01, 0.08, 0.1, .coiling), (0.01, -0.08, 0.1, .unwinding), (0.01, 0.01, 0.1, .balanced),
    ])
  func table(change: Double, build: Double, funding: Double, label: Regime.Label) {
    #expect(regime(change: change, build: build, funding: funding)?.label == label)
  }

  @Test("a day beyond two sigma that takes open interest with it comes before the week")
  func shakeOut() {
    let fall = regime(change: -0.07, build: -0.05, funding: nil, lastDay: -0.07, lastBuild: -0.05)
    #expect(fall?.label == .capitulation)
    let rise = regime(change: 0.07, build: -0.05, funding: nil, lastDay: 0.07, lastBuild: -0.05)
    #expect(rise?.label == .shortSqueeze)
  }

  @Test("a single close, or impossible figures, have no regime")
  func undefined() {
    #expect(Regime(closes: [1], openInterest: [1], sigma: 0.03, annualisedFunding: nil) == nil)
    #expect(
      Regime(closes: [1, 2], openInterest: [0, 1], sigma: 0.03, annualisedFunding: 0) == nil)
    #expect(
      Regime(closes: [1, 2], openInterest: [1, 1], sigma: .nan, annualisedFunding: 0) == nil)
  }

  @Test("the crowd against the large is said in points, with both figures")
  func crowd() throws {
    let crowding = try #require(
      Crowding(gauges: [
        Crowding.Gauge(kind: .longAccounts, value: 0.68, before: nil, earlier: []),
        Crowding.Gauge(kind: .topTraderLongs, value: 0.51, before: nil, earlier: []),
        Crowding.Gauge(kind: .takerBuys, value: 0.47, before: nil, earlier: []),
      ]))
    let sentences = CrowdingWording.sentences(crowding)
    #expect(sentences.count == 2)
    #expect(sentences[0].contains("68\u{202F}%") && sentences[0].contains("51\u{202F}%"))
    #expect(sentences[0].contains("17 points"))
    #expect(sentences[1].contains("sellers"))
    #expect(Crowding(gauges: []) == nil)
  }
}

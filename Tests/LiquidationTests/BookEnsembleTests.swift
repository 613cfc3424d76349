import Market
import Testing

@testable import Liquidation

@Suite("Ensemble")
struct BookEnsembleTests {
  @Test("the result is the same for any number of threads")
  func threads() throws {
    let bars = Fixtures.wildBars(300, seed: 21)
    var results: [([EnsembleFlows], LiquidationProfile, [[Cohort]])] = []
    for threads in [1, 2, 3, 16] {
      var ensemble = BookEnsemble(
        instrument: Fixtures.linear, margin: try Fixtures.schedule(), members: 8, seed: 3,
        threads: threads)
      let flows = ensemble.advance(bars, interval: .hour)
      #expect(flows.count == bars.count)
      results.append((flows, ensemble.profile(), ensemble.members.map { $0.cohorts(.long) }))
    }
    for other in results.dropFirst() {
      #expect(other.0 == results[0].0)
      #expect(other.2 == results[0].2)
      for side in Side.allCases { #expect(other.1.usd(side) == results[0].1.usd(side)) }
    }
  }

  @Test("bar by bar and all at once are the same")
  func chunks() throws {
    let bars = Fixtures.wildBars(100, seed: 22)
    func ensemble() throws -> BookEnsemble {
      BookEnsemble(
        instrument: Fixtures.linear, margin: try Fixtures.schedule(), members: 3, seed: 3)
    }
    var whole = try ensemble()
    var pieces = try ensemble()
    let expected = whole.advance(bars, interval: .hour)
    let found = bars.flatMap { pieces.advance(CollectionOfOne($0), interval: .hour) }
    #expect(found == expected)
  }

  @Test("the same seed gives the same members, another seed others")
  func seeds() {
    #expect(BookPrior.ensemble(members: 16, seed: 5) == BookPrior.ensemble(members: 16, seed: 5))
    #expect(BookPrior.ensemble(members: 16, seed: 5) != BookPrior.ensemble(members: 16, seed: 6))
    #expect(BookPrior.ensemble(members: 0, seed: 5).count == 1)
  }

  @Test("every member's mix is a distribution over ascending leverages", arguments: Side.allCases)
  func priors(side: Side) {
    for prior in BookPrior.ensemble(members: 16, seed: 1) {
      for mix in [
        prior.holdings(side), prior.openings(side, taker: true), prior.openings(side, taker: false),
      ] {
        #expect(mix.count == LeverageLadder.count && mix.allSatisfy { $0 > 0 })
        #expect(abs(mix.reduce(0, +) - 1) < 1e-12)
      }
      let leverages = prior.leverages
      #expect(leverages[0] == 1 && leverages[11] < 125)
      #expect(zip(leverages, leverages.dropFirst()).allSatisfy { $0 < $1 })
      #expect(prior.churn > 0.01 && prior.churn < 0.6)
    }
  }

  @Test("half of the value is held at low effective leverage, as in measured wallets")
  func medianLeverage() {
    for side in Side.allCases {
      let holdings = BookPrior().holdings(side)
      let below3 = holdings.prefix(4).reduce(0, +)
      #expect(below3 > 0.45 && below3 < 0.65)
      #expect(holdings.suffix(5).reduce(0, +) < 0.15)
    }
  }

  @Test("the normal quantile is that of the tables")
  func quantiles() {
    for (share, expected) in [(0.5, 0.0), (0.975, 1.959964), (0.1, -1.281552), (0.9999999, 3)] {
      #expect(abs(BookPrior.standardNormal(share) - expected) < 1e-5)
    }
  }
}

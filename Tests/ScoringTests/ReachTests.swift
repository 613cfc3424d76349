import Liquidation
import Market
import Testing

@testable import Scoring

@Suite("Reach")
struct ReachTests {
  private static let backtest: InstrumentBacktest = {
    var options = ScoringOptions()
    options.members = 2
    return InstrumentBacktest(
      series: SyntheticSeries.series(SyntheticSeries.bars(days: 40)),
      margin: .builtIn(for: SyntheticSeries.instrument), options: options)
  }()

  private static func levels(_ backtest: InstrumentBacktest) -> [ReachLevel] {
    let first = SyntheticSeries.start.day
    return ReachLevels.levels(backtest, days: 1, grid: LogPriceGrid()) { first.distance(to: $0) }
  }

  @Test("probabilities fall with distance and stay inside zero and one")
  func monotonic() {
    let levels = Self.levels(Self.backtest)
    #expect(!levels.isEmpty)
    for (a, b) in zip(levels, levels.dropFirst()) where a.side == b.side && a.day == b.day {
      #expect(a.probability >= b.probability)
      #expect(a.climatology >= b.climatology)
      #expect(!b.reached || a.reached)
    }
    #expect(levels.allSatisfy { $0.probability > 0 && $0.probability < 1 })
  }

  @Test("no level is judged before ten windows are over")
  func history() throws {
    let first = try #require(Self.levels(Self.backtest).map(\.day).min())
    #expect(first == 10)
  }

  @Test("the skill is one where the forecast knew and nought where it is the climatology")
  func skill() throws {
    var levels = Self.levels(Self.backtest)
    for index in levels.indices { levels[index].probability = levels[index].reached ? 1 : 0 }
    let make = { (days: Int) in
      BlockBootstrap(days: days, blockLength: 1, resamples: 50, seed: 1)
    }
    let perfect = try #require(ReachScores(levels, days: 40, bootstrap: make).brierSkill)
    #expect(abs(perfect.value - 1) < 1e-12)
    for index in levels.indices { levels[index].probability = levels[index].climatology }
    let none = try #require(ReachScores(levels, days: 40, bootstrap: make).brierSkill)
    #expect(abs(none.value) < 1e-12)
  }
}

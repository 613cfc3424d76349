import Liquidation
import Market
import Testing

@testable import Scoring

@Suite("Where it was liquidated")
struct WhereTests {
  private static let grid = LogPriceGrid(binBps: 10)

  private static func path(_ steps: [(cells: Range<Int>, usd: Double)]) -> WindowPath {
    WindowPath(
      day: SyntheticSeries.start.day,
      steps: steps.enumerated().map { PathStep(bar: $0, cells: $1.cells, reportedUSD: $1.usd) },
      unplacedUSD: 0, hasReports: true)
  }

  @Test("a forecast that says the same everywhere has a lift of one and gains nothing")
  func noOpinion() throws {
    let path = Self.path([(90..<100, 5), (83..<90, 100), (60..<83, 2)])
    for density in [0.0, 3.5] {
      let tally = WhereTally(path, map: SideMap(bins: 0...200) { _ in density })
      #expect(try abs(#require(tally.liftTenth) - 1) < 1e-12)
      #expect(try abs(#require(tally.liftQuarter) - 1) < 1e-12)
      #expect(try abs(#require(tally.gainPerDollar)) < 1e-12)
    }
  }

  @Test("a forecast that knows the tenth in which all fell has a lift of ten")
  func perfect() throws {
    let path = Self.path([(90..<100, 0), (80..<90, 7), (0..<80, 0)])
    let tally = WhereTally(path, map: SideMap(bins: 0...100) { (80..<90).contains($0) ? 1 : 0 })
    #expect(try abs(#require(tally.liftTenth) - 10) < 1e-9)
    #expect(try abs(#require(tally.liftQuarter) - 4) < 1e-9)
    // Nine tenths of all the density where one tenth of the cells is, plus the even part.
    #expect(try abs(#require(tally.gainPerDollar) - 2.2082744135228043) < 1e-9)
    let wrong = WhereTally(path, map: SideMap(bins: 0...100) { (80..<90).contains($0) ? 0 : 1 })
    #expect(wrong.liftTenth == 0)
    #expect(try #require(wrong.gainPerDollar) < -2)
  }

  @Test("nothing reported defines no lift")
  func nothing() {
    let tally = WhereTally(Self.path([(90..<100, 0)]), map: SideMap(bins: 0...100) { _ in 1 })
    #expect(tally.liftTenth == nil)
    #expect(tally.gainPerDollar == nil)
  }

  @Test(
    "each cell is newly traversed once, in the bar that reached it first", arguments: Side.allCases)
  func newlyTraversed(side: Side) throws {
    let bars = SyntheticSeries.bars(days: 6)
    let series = SyntheticSeries.series(bars)
    let close = bars[47].close
    let forecast = FrozenForecast(
      instrument: series.instrument, day: SyntheticSeries.start.day + 1, close: close, sigma: 0.03,
      longs: [:], shorts: [:])
    let path = try #require(
      WindowPath(side, of: forecast, days: 3, in: series, grid: Self.grid))
    let window = bars[48..<120]
    var seen: Set<Int> = []
    for step in path.steps {
      #expect(seen.isDisjoint(with: step.cells))
      seen.formUnion(step.cells)
      #expect(window.indices.contains(step.bar))
    }
    let home = Self.grid.bin(of: close)
    let lowest = try #require(window.map(\.low).min())
    let highest = try #require(window.map(\.high).max())
    let expected =
      side == .long
      ? Set(Self.grid.bin(of: lowest)..<home) : Set(home + 1..<Self.grid.bin(of: highest) + 1)
    #expect(seen == expected)
    let reported = window.reduce(0) { $0 + (($1.reported(side) ?? .zero) * $1.close).value }
    let placed = path.steps.reduce(0) { $0 + $1.reportedUSD }
    #expect(abs(placed + path.unplacedUSD - reported) < 1e-6 * reported)
  }

  @Test("a window that the bars do not cover is not scored")
  func open() {
    let series = SyntheticSeries.series(SyntheticSeries.bars(days: 3))
    let forecast = FrozenForecast(
      instrument: series.instrument, day: SyntheticSeries.start.day + 1, close: Price(40_000),
      sigma: 0.03, longs: [:], shorts: [:])
    #expect(WindowPath(.long, of: forecast, days: 1, in: series, grid: Self.grid) != nil)
    #expect(WindowPath(.long, of: forecast, days: 3, in: series, grid: Self.grid) == nil)
  }
}

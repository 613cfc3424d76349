import Glibc
import Market
import Psychology
import Testing

@Suite("Squeeze and flush scores")
struct PressureTests {
  private func squeeze(
    pool: Double = 10, rate: Double? = -0.0001, build: PositionBuild? = nil,
    scores: [Double] = []
  ) throws -> Pressure {
    // A short pool right at the close, weight 1, in an open interest of 1,000 dollars.
    let tally = Samples.tally(
      .short,
      [
        Samples.cohort(.short, entry: 90, quantity: pool / 100, liquidation: 100),
        Samples.cohort(.short, entry: 120, quantity: 10 - pool / 100, liquidation: 300),
      ])
    return try #require(
      Pressure(
        members: [tally], close: Price(100), openInterest: USD(1_000),
        funding: rate.flatMap {
          FundingPosition(instruments: [Samples.settlements([$0, $0, $0])], cutoff: Samples.end)
        }, build: build ?? PositionBuild(closes: [10, 11], openInterest: [100, 110]),
        earlierScores: scores))
  }

  private func points(_ pressure: Pressure, _ kind: PressurePart.Kind) -> Double {
    pressure.parts.first { $0.kind == kind }?.points ?? -1
  }

  @Test("each part earns what its documented curve gives")
  func parts() throws {
    let pressure = try squeeze()
    // 10 of 1,000 dollars: 1 %, of a scale of 2 %.
    #expect(abs(points(pressure, .pools) - 40 * (1 - exp(-0.5))) < 1e-9)
    // 0.01 % three times a day is 10.95 % a year, of a scale of 20 %.
    #expect(abs(points(pressure, .funding) - 25 * (1 - exp(-0.5475))) < 1e-9)
    // Open interest rose 10 % on the one rising day, of a scale of 10 %.
    #expect(abs(points(pressure, .build) - 20 * (1 - exp(-1))) < 1e-9)
    // 0.1 of 10 coins under water: 1 %, of a scale of 30 %.
    #expect(abs(points(pressure, .underWater) - 15 * (1 - exp(-1.0 / 30))) < 1e-9)
    #expect(abs(pressure.score - pressure.parts.reduce(0) { $0 + $1.points }) < 1e-12)
  }

  @Test("the parts' maxima add up to 100")
  func maxima() {
    #expect(PressurePart.Kind.allCases.reduce(0) { $0 + $1.maximum } == 100)
  }

  @Test("a larger pool never lowers the score")
  func monotone() throws {
    var last = -1.0
    for pool in [0.0, 1, 5, 20, 80, 300, 900] {
      let score = try squeeze(pool: pool).score
      #expect(score > last)
      last = score
    }
  }

  @Test("what the side receives earns nothing, and so does unknown funding")
  func fundingReceived() throws {
    #expect(points(try squeeze(rate: 0.0001), .funding) == 0)
    #expect(points(try squeeze(rate: nil), .funding) == 0)
  }

  @Test("a rank needs thirty days")
  func rank() throws {
    #expect(try squeeze(scores: [Double](repeating: 1, count: 29)).rank == nil)
    let rank = try squeeze(scores: [Double](repeating: 1, count: 30)).rank
    #expect(rank == HistoryRank(share: 1, days: 30))
  }

  @Test("open interest added on rising days stands against shorts, on falling days against longs")
  func build() {
    let build = PositionBuild(
      closes: [100, 110, 105, 106, 106], openInterest: [200, 220, 250, 240, 300])
    #expect(abs(build.againstShorts - 0.1) < 1e-12)
    #expect(abs(build.againstLongs - 0.15) < 1e-12)
    #expect(build.days == 4)
  }

  @Test("the build-up looks back seven days and passes over unknown open interest")
  func buildWindow() {
    let closes = (0..<20).map { 100 + Double($0) }
    var held = [Double](repeating: 100, count: 20)
    held[5] = 1_000
    #expect(PositionBuild(closes: closes, openInterest: held).againstShorts == 0)
    held[19] = 120
    #expect(abs(PositionBuild(closes: closes, openInterest: held).againstShorts - 0.2) < 1e-12)
    held[18] = 0
    #expect(PositionBuild(closes: closes, openInterest: held).againstShorts == 0)
    #expect(PositionBuild(closes: [100], openInterest: [1]).days == 0)
    #expect(PositionBuild(closes: [], openInterest: []).days == 0)
  }
}

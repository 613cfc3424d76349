import Market
import Psychology
import Testing

@Suite("Funding")
struct FundingTests {
  @Test(
    "the interval is the most frequent gap, jitter and holes or not",
    arguments: [(8, [0, 0, 0, 0]), (4, [0, 12, 0, 7]), (1, [3, 0, 0, 1])] as [(Int64, [Int64])])
  func interval(hours: Int64, jitter: [Int64]) {
    var list = Samples.settlements([1, 2, 3, 4, 5], hours: hours)
    for (index, late) in jitter.enumerated() {
      list[index].time = list[index].time + TimeSpan(milliseconds: late)
    }
    list.remove(at: 1)
    #expect(FundingSettlement.intervalHours(of: list) == Double(hours))
  }

  @Test("a lone settlement is taken to be eight-hourly")
  func lone() {
    #expect(FundingSettlement.intervalHours(of: Samples.settlements([1])) == 8)
  }

  @Test("rate, means, streak and cost follow from the settlements")
  func figures() throws {
    let rates = [-0.0002, 0.0003, 0.0001, 0.0001, 0.0004]
    let funding = try #require(
      FundingPosition(instruments: [Samples.settlements(rates)], cutoff: Samples.end))
    #expect(funding.rate == 0.0004)
    #expect(abs(funding.annualised - 0.0004 * 3 * 365) < 1e-12)
    #expect(abs(funding.mean24h - 0.0002) < 1e-12)
    #expect(abs(funding.mean7d - 0.00014) < 1e-12)
    #expect(funding.streak == 4)
    #expect(funding.paying == .long)
    #expect(abs(funding.cost7d.value - 700) < 1e-6)
    #expect(funding.rank == nil)
  }

  @Test("only seven days are paid for")
  func costWindow() throws {
    let funding = try #require(
      FundingPosition(
        instruments: [Samples.settlements([Double](repeating: -0.0001, count: 40))],
        cutoff: Samples.end))
    #expect(abs(funding.cost7d.value + 2_100) < 1e-6)
    #expect(funding.paying == .short)
    #expect(funding.streak == 40)
  }

  @Test("a zero rate is paid by nobody and ends a streak")
  func zero() throws {
    let funding = try #require(
      FundingPosition(
        instruments: [Samples.settlements([0.0001, 0, 0])], cutoff: Samples.end))
    #expect(funding.paying == nil)
    #expect(funding.streak == 2)
  }

  @Test("settlements of before yesterday are no reading of today")
  func stale() {
    let old = Samples.settlements([0.0001, 0.0001], end: Samples.end - .hours(24))
    #expect(FundingPosition(instruments: [old], cutoff: Samples.end) == nil)
    #expect(FundingPosition(instruments: [[]], cutoff: Samples.end) == nil)
  }

  @Test("the rank takes thirty days and leaves out the rate itself")
  func rank() throws {
    let short = Samples.settlements([Double](repeating: 0.0001, count: 89) + [0.0002])
    #expect(
      FundingPosition(instruments: [short], cutoff: Samples.end)?.rank
        == HistoryRank(share: 1, days: 30))
    let shorter = Samples.settlements([Double](repeating: 0.0001, count: 87) + [0.0002])
    #expect(FundingPosition(instruments: [shorter], cutoff: Samples.end)?.rank == nil)
  }

  @Test("several instruments are weighed by open interest over the reference's interval")
  func combined() {
    let eight = Samples.settlements([0.0001, 0.0002], usd: 3)
    // Sixteen hourly rates: eight at 0.00001, then eight at 0.00002.
    let hourly = Samples.settlements(
      [Double](repeating: 0.00001, count: 8) + [Double](repeating: 0.00002, count: 8), hours: 1,
      end: Samples.end - .hours(7), usd: 1)
    let combined = FundingSettlement.combined([[], eight, hourly])
    #expect(combined.count == 2)
    #expect(combined.map(\.openInterest) == [USD(4), USD(4)])
    #expect(abs(combined[0].rate - (3 * 0.0001 + 0.00008) / 4) < 1e-15)
    #expect(abs(combined[1].rate - (3 * 0.0002 + 0.00016) / 4) < 1e-15)
  }
}

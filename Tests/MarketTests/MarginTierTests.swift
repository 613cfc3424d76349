import Market
import Testing

@Suite("Margin tiers")
struct MarginTierTests {
  static let good = [
    MarginTier(
      floor: 0, maintenanceMarginRate: 0.004, maintenanceAmount: 0, maximumLeverage: 125),
    MarginTier(
      floor: 50_000, maintenanceMarginRate: 0.005, maintenanceAmount: 50, maximumLeverage: 100),
    MarginTier(
      floor: 600_000, maintenanceMarginRate: 0.0065, maintenanceAmount: 950, maximumLeverage: 75),
  ]

  @Test("the tier is the one whose floor the notional has reached")
  func lookUp() throws {
    let table = try MarginTierTable(tiers: Self.good)
    #expect(table.tier(notional: 0).maximumLeverage == 125)
    #expect(table.tier(notional: 49_999.99).maximumLeverage == 125)
    #expect(table.tier(notional: 50_000).maximumLeverage == 100)
    #expect(table.tier(notional: 1e12).maximumLeverage == 75)
  }

  @Test("a table that breaks the venue's identity is refused with the tier")
  func identity() {
    var tiers = Self.good
    tiers[2].maintenanceAmount = 900
    let fault = MarginTierFault.tier(3, .amount, found: 900, expected: .exactly(950))
    #expect(throws: fault) { try MarginTierTable(tiers: tiers) }
    #expect("\(fault)" == "margin tier 3: maintenance amount is 900.0, expected 950.0")
  }

  @Test("a table out of order, empty or not from zero is refused")
  func order() {
    #expect(throws: MarginTierFault.empty) { try MarginTierTable(tiers: []) }
    #expect(throws: MarginTierFault.tier(1, .floor, found: 50_000, expected: .exactly(0))) {
      try MarginTierTable(tiers: Array(Self.good.dropFirst()))
    }
    #expect(throws: MarginTierFault.tier(2, .floor, found: 0, expected: .above(0))) {
      try MarginTierTable(tiers: [Self.good[0], Self.good[0]])
    }
  }

  @Test("a rate that falls or a leverage that rises with size is refused")
  func monotone() {
    var tiers = Self.good
    tiers[1].maximumLeverage = 150
    #expect(throws: MarginTierFault.tier(2, .leverage, found: 150, expected: .atMost(125))) {
      try MarginTierTable(tiers: tiers)
    }
    let whole = Self.good.map {
      MarginTier(
        floor: $0.floor, maintenanceMarginRate: $0.maintenanceMarginRate, maintenanceAmount: 0,
        maximumLeverage: $0.maximumLeverage)
    }
    #expect(throws: Never.self) { try MarginTierTable(tiers: whole, rule: .wholePosition) }
    tiers = whole
    tiers[2].maintenanceMarginRate = 0.004
    #expect(throws: MarginTierFault.tier(3, .rate, found: 0.004, expected: .atLeast(0.005))) {
      try MarginTierTable(tiers: tiers, rule: .wholePosition)
    }
    #expect(
      throws: MarginTierFault.tier(2, .amount, found: 50, expected: .exactly(0))
    ) { try MarginTierTable(tiers: Self.good, rule: .wholePosition) }
  }

  @Test("the table in force on the day is used, the first also before it")
  func byDate() throws {
    let early = try MarginTierTable(tiers: Array(Self.good.prefix(1)))
    let late = try MarginTierTable(tiers: Self.good)
    let first = try #require(Day("2021-03-01"))
    let second = try #require(Day("2024-10-24"))
    let schedule = try #require(MarginSchedule([(second, late), (first, early)]))
    #expect(schedule.table(on: first - 100) == early)
    #expect(schedule.table(on: second - 1) == early)
    #expect(schedule.table(on: second) == late)
    #expect(MarginSchedule([]) == nil)
  }
}

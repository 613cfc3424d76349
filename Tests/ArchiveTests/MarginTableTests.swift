import Market
import Testing

@testable import Archive

@Suite struct MarginTableTests {
  static let linear = Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear)

  @Test(
    "the built-in tables of Bitcoin have the amounts that Binance prints",
    arguments: [
      (
        "2021-03-15",
        [
          0, 50, 1_300, 16_300, 266_300, 1_266_300, 2_516_300, 5_016_300, 25_016_300,
          100_016_300,
        ]
      ),
      (
        "2024-10-24",
        [
          0, 50, 950, 11_450, 131_450, 481_450, 2_981_450, 14_481_450, 26_481_450,
          41_481_450, 121_481_450, 421_481_450,
        ]
      ),
      (
        "2025-07-01",
        [
          0, 300, 1_500, 12_000, 132_000, 482_000, 2_982_000, 14_482_000, 26_482_000,
          41_482_000, 121_482_000, 421_482_000,
        ]
      ),
    ])
  func bitcoin(day: String, amounts: [Double]) throws {
    let table = MarginSchedule.builtIn(for: Self.linear).table(on: try #require(Day(day)))
    #expect(table.tiers.count == amounts.count)
    for (tier, amount) in zip(table.tiers, amounts) {
      #expect(abs(tier.maintenanceAmount - amount) < 1e-6 * max(1, amount))
    }
  }

  @Test("the notice's examples of 2021: 264,000 stands at 1 %, 500,000 has an amount of 1,300")
  func noticeExamples() throws {
    let table = MarginSchedule.builtIn(for: Self.linear).table(
      on: try #require(Day("2021-03-01")))
    #expect(table.tier(notional: 264_000).maintenanceMarginRate == 0.01)
    #expect(abs(table.tier(notional: 500_000).maintenanceAmount - 1_300) < 1e-9)
  }

  @Test("the tables change on their days")
  func days() throws {
    let schedule = MarginSchedule.builtIn(for: Self.linear)
    #expect(schedule.tables.map(\.from.description) == ["2021-03-01", "2024-10-24", "2025-06-01"])
  }

  @Test("the coin-margined table meets the examples of Binance's help page")
  func inverse() throws {
    let schedule = MarginSchedule.builtIn(
      for: Instrument(venue: .binance, symbol: "BTCUSD_PERP", kind: .inverse))
    let table = schedule.tables[0].table
    #expect(abs(table.tiers[4].maintenanceAmount - 1.81) < 1e-12)
    #expect(abs(table.tiers[3].maintenanceAmount - 0.56) < 1e-12)
    #expect(table.tiers[4].floor == 50)
    let position = table.tier(notional: 300)
    #expect(position.maintenanceMarginRate == 0.125)
    #expect(abs(position.maintenanceAmount - 11.81) < 1e-12)
  }

  @Test(
    "each built-in table passes the checks that configured ones have to pass",
    arguments: [
      (Venue.binance, "BTCUSDT", ContractKind.linear, true),
      (.binance, "SOLUSDT", .linear, false), (.binance, "BTCUSD_PERP", .inverse, false),
      (.binance, "ETHUSD_PERP", .inverse, false), (.bybit, "BTCUSDT", .linear, true),
      (.bybit, "ETHUSDT", .linear, false), (.bybit, "BTCUSD", .inverse, false),
      (.okx, "BTC-USDT-SWAP", .linear, true), (.okx, "ETH-USDT-SWAP", .linear, false),
      (.okx, "BTC-USD-SWAP", .inverse, false), (.hyperliquid, "BTC", .linear, true),
      (.hyperliquid, "ETH", .linear, true), (.hyperliquid, "ATOM", .linear, false),
      (.bitfinex, "tBTCF0:USTF0", .linear, false),
    ])
  func identities(venue: Venue, symbol: String, kind: ContractKind, published: Bool) throws {
    let instrument = Instrument(venue: venue, symbol: symbol, kind: kind)
    for (_, table) in MarginSchedule.builtIn(for: instrument).tables {
      #expect(try MarginTierTable(tiers: table.tiers, rule: table.rule) == table)
      #expect((table.rule == .wholePosition) == (venue == .okx))
    }
    #expect(MarginSchedule.isBuiltInAssumed(for: instrument) != published)
  }

  @Test("Bybit's built-in table has the deductions that the venue prints")
  func bybit() {
    let table = MarginSchedule.builtIn(
      for: Instrument(venue: .bybit, symbol: "BTCUSDT", kind: .linear)
    ).tables[0].table
    let amounts = [
      0, 1_200, 3_020, 4_300, 5_820, 8_460, 15_460, 20_500, 46_000, 66_000, 80_000, 160_000,
      300_000, 452_000, 502_000, 777_000, 837_000, 967_000, 1_107_000, 1_482_000,
    ]
    for (tier, amount) in zip(table.tiers, amounts) {
      #expect(abs(tier.maintenanceAmount - Double(amount)) < 1e-3)
    }
    #expect(table.tiers.count == 35)
  }

  @Test("Hyperliquid's Bitcoin has 40x to 150 million dollars, 20x and a deduction above")
  func hyperliquid() {
    let table = MarginSchedule.builtIn(
      for: Instrument(venue: .hyperliquid, symbol: "BTC", kind: .linear)
    ).tables[0].table
    #expect(table.tiers.map(\.maintenanceMarginRate) == [0.0125, 0.025])
    #expect(table.tiers[1].floor == 150e6)
    #expect(abs(table.tiers[1].maintenanceAmount - 1_875_000) < 1e-6)
  }
}

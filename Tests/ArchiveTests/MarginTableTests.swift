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
      ("BTCUSDT", ContractKind.linear), ("SOLUSDT", .linear), ("BTCUSD_PERP", .inverse),
      ("ETHUSD_PERP", .inverse),
    ])
  func identities(symbol: String, kind: ContractKind) throws {
    let instrument = Instrument(venue: .binance, symbol: symbol, kind: kind)
    for (_, table) in MarginSchedule.builtIn(for: instrument).tables {
      #expect(try MarginTierTable(tiers: table.tiers) == table)
    }
    #expect(MarginSchedule.isBuiltInAssumed(for: instrument) == (symbol != "BTCUSDT"))
  }

  static let brackets = """
    [{"symbol": "ETHUSDT", "brackets": [
      {"bracket": 2, "initialLeverage": 50, "notionalCap": 200, "notionalFloor": 100,
       "maintMarginRatio": 0.02, "cum": 1.0},
      {"bracket": 1, "initialLeverage": 75, "notionalCap": 100, "notionalFloor": 0,
       "maintMarginRatio": 0.01, "cum": 0.0}]},
     {"symbol": "BTCUSD_PERP", "brackets": [
      {"bracket": 1, "initialLeverage": 125, "qtyCap": 5, "qtyFloor": 0,
       "maintMarginRatio": 0.004, "cum": 0.0}]}]
    """

  func read(_ text: String, symbol: String = "ETHUSDT") throws -> MarginTierTable {
    let folder = try TemporaryFolder()
    try folder.write("tiers.json", text)
    return try BinanceLeverageBrackets(dataFolder: folder.path, symbol: symbol).table("tiers.json")
  }

  @Test("a file of many symbols gives the one that is asked for, in order of its tiers")
  func manySymbols() throws {
    #expect(try read(Self.brackets).tiers.map(\.maximumLeverage) == [75, 50])
    #expect(try read(Self.brackets, symbol: "BTCUSD_PERP").tiers.count == 1)
  }

  @Test(
    "a table that is not whole or breaks the venue's identity is refused",
    arguments: [
      ("ETHUSDT", "\"cum\": 1.0", "\"cum\": 2.0", "maintenance amount is 2.0"),
      ("ETHUSDT", "\"maintMarginRatio\": 0.02", "\"maintMarginRatio\": 0.002", "tier 2"),
      ("ETHUSDT", "\"notionalFloor\": 100,", "", "notionalFloor"),
      ("ETHUSDT", "\"initialLeverage\": 50", "\"initialLeverage\": \"50\"", "wrong type"),
      (
        "XRPUSDT", "[{", "[{",
        "no margin table for XRPUSDT; the file has 'BTCUSD_PERP' and 'ETHUSDT'"
      ),
      ("ETHUSDT", "[{", "{", "not JSON"),
    ])
  func refused(symbol: String, old: String, new: String, words: String) throws {
    let text = Self.brackets.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
      .joined(separator: new)
    #expect {
      try read(text, symbol: symbol)
    } throws: { "\($0)".contains(words) }
  }

  @Test(
    "Binance's recorded tables are read, and Bitcoin's are the built-in ones",
    .enabled(if: RealData.has("margin-tiers")))
  func recorded() throws {
    let folder = try #require(RealData.folder)
    for (file, day) in [("2024-10-24", "2024-10-24"), ("2025.6", "2025-06-01")] {
      let from = try #require(Day(day))
      for symbol in ["BTCUSDT", "ETHUSDT", "1000PEPEUSDT", "LINKUSDT"] {
        let schedule = try BinanceLeverageBrackets(dataFolder: folder, symbol: symbol).schedule([
          DatedPath(from: from, path: "margin-tiers/binance_leverageBracket_USDT_\(file).json")
        ])
        guard symbol == "BTCUSDT" else { continue }
        let builtIn = MarginSchedule.builtIn(for: Self.linear).table(on: from)
        for (a, b) in zip(try #require(schedule).table(on: from).tiers, builtIn.tiers) {
          #expect(a.floor == b.floor && a.maximumLeverage == b.maximumLeverage)
          #expect(a.maintenanceMarginRate == b.maintenanceMarginRate)
          #expect(
            abs(a.maintenanceAmount - b.maintenanceAmount) < 1e-6 * max(1, a.maintenanceAmount))
        }
      }
    }
  }
}

import Market
import Testing

@testable import Archive

@Suite("Margin tables as the venues give them")
struct MarginReaderTests {
  static let binance = """
    [{"symbol": "ETHUSDT", "brackets": [
      {"bracket": 2, "initialLeverage": 50, "notionalCap": 200, "notionalFloor": 100,
       "maintMarginRatio": 0.02, "cum": 1.0},
      {"bracket": 1, "initialLeverage": 75, "notionalCap": 100, "notionalFloor": 0,
       "maintMarginRatio": 0.01, "cum": 0.0}]},
     {"symbol": "BTCUSD_PERP", "brackets": [
      {"bracket": 1, "initialLeverage": 125, "qtyCap": 5, "qtyFloor": 0,
       "maintMarginRatio": 0.004, "cum": 0.0}]}]
    """
  static let bybit = """
    {"retCode": 0, "retMsg": "OK", "result": {"category": "linear", "list": [
      {"id": 1, "symbol": "ETHUSDT", "riskLimitValue": "2000", "maintenanceMargin": "0.005",
       "initialMargin": "0.01", "maxLeverage": "100.00", "mmDeduction": ""},
      {"id": 2, "symbol": "ETHUSDT", "riskLimitValue": "3000", "maintenanceMargin": "0.01",
       "initialMargin": "0.02", "maxLeverage": "50.00", "mmDeduction": "10"}]}}
    """
  static let bybitInPercent = """
    {"retCode": 0, "result": {"list": [
      {"symbol": "BTCUSD", "riskLimitValue": "150", "maintenanceMargin": "0.5",
       "initialMargin": "1", "maxLeverage": "100.00"},
      {"symbol": "BTCUSD", "riskLimitValue": "300", "maintenanceMargin": "1",
       "initialMargin": "1.5", "maxLeverage": "66.67"}]}}
    """
  static let okx = """
    {"code": "0", "msg": "", "data": [
      {"instFamily": "BTC-USDT", "uly": "BTC-USDT", "instId": "", "tier": "1", "minSz": "0",
       "maxSz": "1000", "mmr": "0.004", "imr": "0.01", "maxLever": "100"},
      {"instFamily": "BTC-USDT", "uly": "BTC-USDT", "instId": "", "tier": "2",
       "minSz": "1000.01", "maxSz": "5000", "mmr": "0.005", "imr": "0.015",
       "maxLever": "66.66"}]}
    """
  static let hyperliquid = """
    [{"universe": [
      {"name": "BTC", "szDecimals": 5, "maxLeverage": 40, "marginTableId": 56},
      {"name": "ATOM", "szDecimals": 2, "maxLeverage": 5, "marginTableId": 5},
      {"name": "ODD", "szDecimals": 2, "maxLeverage": 5, "marginTableId": 77}],
     "marginTables": [[56, {"description": "tiered 40x", "marginTiers": [
      {"lowerBound": "0.0", "maxLeverage": 40},
      {"lowerBound": "150000000.0", "maxLeverage": 20}]}]]}, [{"funding": "0.1"}]]
    """

  static func instrument(_ name: String) -> Instrument {
    switch name {
    case "okx": Instrument(venue: .okx, symbol: "BTC-USDT-SWAP", kind: .linear)
    case "okx inverse": Instrument(venue: .okx, symbol: "BTC-USD-SWAP", kind: .inverse)
    case "okx SOL": Instrument(venue: .okx, symbol: "SOL-USDT-SWAP", kind: .linear)
    case "bybit": Instrument(venue: .bybit, symbol: "ETHUSDT", kind: .linear)
    case "bybit inverse": Instrument(venue: .bybit, symbol: "BTCUSD", kind: .inverse)
    case "hyperliquid": Instrument(venue: .hyperliquid, symbol: "BTC", kind: .linear)
    case "hyperliquid ATOM": Instrument(venue: .hyperliquid, symbol: "ATOM", kind: .linear)
    case "hyperliquid ODD": Instrument(venue: .hyperliquid, symbol: "ODD", kind: .linear)
    case "bitfinex": Instrument(venue: .bitfinex, symbol: "ETHUSDT", kind: .linear)
    case "inverse": Instrument(venue: .binance, symbol: "BTCUSD_PERP", kind: .inverse)
    case "XRP": Instrument(venue: .binance, symbol: "XRPUSDT", kind: .linear)
    default: Instrument(venue: .binance, symbol: "ETHUSDT", kind: .linear)
    }
  }

  func read(_ text: String, _ name: String) throws -> MarginTierTable {
    let folder = try TemporaryFolder()
    try folder.write("tiers.json", text)
    return try MarginTableReader(dataFolder: folder.path, instrument: Self.instrument(name))
      .table("tiers.json")
  }

  @Test(
    "each venue's response gives its tiers, rates, amounts and leverages",
    arguments: [
      (binance, "binance", [0, 100], [0.01, 0.02], [0, 1], [75, 50]),
      (binance, "inverse", [0], [0.004], [0], [125]),
      (binance, "bitfinex", [0, 100], [0.01, 0.02], [0, 1], [75, 50]),
      (bybit, "bybit", [0, 2_000], [0.005, 0.01], [0, 10], [100, 50]),
      (bybitInPercent, "bybit inverse", [0, 150], [0.005, 0.01], [0, 0.75], [100, 66.67]),
      (okx, "okx", [0, 10.0001], [0.004, 0.005], [0, 0], [100, 66.66]),
      (hyperliquid, "hyperliquid", [0, 150e6], [0.0125, 0.025], [0, 1_875_000], [40, 20]),
      (hyperliquid, "hyperliquid ATOM", [0], [0.1], [0], [5]),
    ] as [(String, String, [Double], [Double], [Double], [Double])])
  func shapes(
    text: String, name: String, floors: [Double], rates: [Double], amounts: [Double],
    leverages: [Double]
  ) throws {
    let table = try read(text, name)
    #expect(table.tiers.count == floors.count)
    #expect(table.rule == (name == "okx" ? .wholePosition : .marginal))
    for (index, tier) in table.tiers.enumerated() {
      #expect(abs(tier.floor - floors[index]) <= 1e-9 * floors[index])
      #expect(abs(tier.maintenanceMarginRate - rates[index]) < 1e-12)
      #expect(abs(tier.maintenanceAmount - amounts[index]) <= 1e-9 * amounts[index])
      #expect(tier.maximumLeverage == leverages[index])
    }
  }

  @Test(
    "a table that is not whole or breaks the venue's identity is refused",
    arguments: [
      (
        binance, "binance", "\"cum\": 1.0", "\"cum\": 2.0",
        "tier 2: maintenance amount is 2.0, expected 1.0"
      ),
      (binance, "binance", "Ratio\": 0.02", "Ratio\": 0.002", "tier 2: maintenance rate is 0.002"),
      (binance, "binance", "\"notionalFloor\": 100,", "", "notionalFloor"),
      (binance, "binance", "Leverage\": 50", "Leverage\": \"50\"", "wrong type"),
      (
        binance, "XRP", "[{", "[{",
        "no margin table for XRPUSDT; the file has 'BTCUSD_PERP' and 'ETHUSDT'"
      ),
      (binance, "binance", "[{", "{", "not JSON"),
      (bybit, "binance", "{", "{", "not a table as Binance's leverageBracket gives it"),
      (bybit, "bybit", "\"10\"", "\"12\"", "tier 2: maintenance amount is 12.0, expected 10.0"),
      (bybit, "bybit", "\"0.01\"", "\"0.3\"", "initial margin times maximum leverage is 30.0"),
      (bybit, "bybit", "\"retCode\": 0", "\"retCode\": 10006", "the venue answered 'OK'"),
      (bybit, "bybit inverse", "{", "{", "no margin table for BTCUSD"),
      (
        okx, "okx", "\"0.005\"", "\"0.003\"", "tier 2: maintenance rate is 0.003, expected at least"
      ),
      (okx, "okx", "\"1000.01\"", "\"2000\"", "tier 2: it starts at 2000.0 contracts"),
      (okx, "okx", "\"code\": \"0\"", "\"code\": \"50011\"", "the venue answered '50011"),
      (okx, "okx", "\"66.66\"", "\"\"", "maxLever"),
      (okx, "okx inverse", "{", "{", "no margin table for BTC-USD-SWAP"),
      (okx, "okx SOL", "{", "{", "in contracts, and there is no response"),
      (
        hyperliquid, "hyperliquid", "0.0\", \"maxLeverage\": 40", "0.0\", \"maxLeverage\": 50",
        "maximum leverage is 50.0, expected 40.0"
      ),
      (hyperliquid, "hyperliquid", "\"150000000.0\"", "\"0.0\"", "tier 2: floor is 0.0"),
      (
        hyperliquid, "hyperliquid ODD", "{", "{",
        "ODD has margin table 77, which is not in the file"
      ),
    ])
  func refused(text: String, name: String, old: String, new: String, words: String) throws {
    let parts = text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    let changed = parts.joined(separator: new)
    #expect {
      try read(changed, name)
    } throws: { "\($0)".contains(words) }
  }

  @Test("a contract's size that is not built in is the newest that the venue listed")
  func contractSize() throws {
    let folder = try TemporaryFolder()
    let listing = "okx/api/v5/public/instruments/SOL-USDT/"
    for (name, value) in [("2026-01-01T000000", "9"), ("2026-02-01T000000", "0.5")] {
      try folder.write(
        listing + name + ".json",
        "{\"data\": [{\"instId\": \"SOL-USDT-SWAP\", \"ctVal\": \"\(value)\", \"ctMult\": \"2\"}]}")
    }
    try folder.write("tiers.json", Self.okx.replacing("BTC-USDT", with: "SOL-USDT"))
    let table = try MarginTableReader(
      dataFolder: folder.path, instrument: Self.instrument("okx SOL")
    ).table("tiers.json")
    #expect(table.tiers[1].floor == 1_000.01)
  }

  @Test(
    "the recorded responses are read, and Bitcoin's are the built-in tables",
    .enabled(if: RealData.has("margin-tiers")),
    arguments: [
      (Venue.binance, "BTCUSDT", "binance_leverageBracket_USDT_2024-10-24.json", "2024-10-24"),
      (.binance, "BTCUSDT", "binance_leverageBracket_USDT_2025.6.json", "2025-06-01"),
      (.bybit, "BTCUSDT", "bybit_risk-limit_linear_BTCUSDT_2025-12-29.json", "2025-12-29"),
      (.okx, "BTC-USDT-SWAP", "okx_position-tiers_BTC-USDT_SWAP_2026-05-28.json", "2026-05-28"),
    ])
  func recorded(venue: Venue, symbol: String, file: String, day: String) throws {
    let folder = try #require(RealData.folder)
    let from = try #require(Day(day))
    let instrument = Instrument(venue: venue, symbol: symbol, kind: .linear)
    let read = try MarginTableReader(dataFolder: folder, instrument: instrument)
      .table("margin-tiers/" + file)
    let builtIn = MarginSchedule.builtIn(for: instrument).table(on: from)
    #expect(read.rule == builtIn.rule && read.tiers.count == builtIn.tiers.count)
    for (a, b) in zip(read.tiers, builtIn.tiers) {
      #expect(abs(a.floor - b.floor) < 1e-9 * max(1, a.floor))
      #expect(a.maximumLeverage == b.maximumLeverage)
      #expect(abs(a.maintenanceMarginRate - b.maintenanceMarginRate) < 1e-12)
      #expect(abs(a.maintenanceAmount - b.maintenanceAmount) < 1e-6 * max(1, a.maintenanceAmount))
    }
  }

  @Test(
    "every recorded symbol of Binance and a recorded meta are read",
    .enabled(if: RealData.has("margin-tiers")))
  func recordedOthers() throws {
    let folder = try #require(RealData.folder)
    for symbol in ["ETHUSDT", "1000PEPEUSDT", "LINKUSDT"] {
      let instrument = Instrument(venue: .binance, symbol: symbol, kind: .linear)
      let table = try MarginTableReader(dataFolder: folder, instrument: instrument)
        .table("margin-tiers/binance_leverageBracket_USDT_2024-10-24.json")
      #expect(table.tiers.count > 5)
    }
    let meta = "api-samples/nautilus/hyperliquid_http_meta_perp_sample.json"
    let table = try MarginTableReader(
      dataFolder: folder, instrument: Self.instrument("hyperliquid")
    ).table(meta)
    #expect(table.tiers.map(\.maximumLeverage) == [40])
  }
}

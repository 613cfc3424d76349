import Market

/// Binance's `leverageBracket`: a list of symbols, each with its brackets. Floors, caps and amounts
/// are in dollars, or in coins for COIN-M symbols.
struct BinanceLeverageBrackets: MarginResponse {
  static let shape = "Binance's leverageBracket"

  private let list: [Symbol]

  init(from decoder: any Decoder) throws { list = try [Symbol](from: decoder) }

  var symbols: [String] { list.map(\.symbol) }

  func tiers(of instrument: Instrument) -> [MarginTier]? {
    guard let found = list.first(where: { $0.symbol == instrument.symbol }) else { return nil }
    return found.brackets.sorted { $0.bracket < $1.bracket }.map {
      MarginTier(
        floor: $0.floor, maintenanceMarginRate: $0.maintMarginRatio, maintenanceAmount: $0.cum,
        maximumLeverage: $0.initialLeverage)
    }
  }

  private struct Symbol: Decodable {
    var symbol: String
    var brackets: [Bracket]
  }

  private struct Bracket: Decodable {
    var bracket: Int
    var initialLeverage: Double
    var maintMarginRatio: Double
    var cum: Double
    var floor: Double

    enum Key: String, CodingKey {
      case bracket, initialLeverage, maintMarginRatio, cum
      case notionalFloor, qtyFloor
    }

    init(from decoder: any Decoder) throws {
      let keys = try decoder.container(keyedBy: Key.self)
      bracket = try keys.decode(Int.self, forKey: .bracket)
      initialLeverage = try keys.decode(Double.self, forKey: .initialLeverage)
      maintMarginRatio = try keys.decode(Double.self, forKey: .maintMarginRatio)
      cum = try keys.decode(Double.self, forKey: .cum)
      // COIN-M tables are in coins, under a name of their own.
      floor =
        try keys.decodeIfPresent(Double.self, forKey: .qtyFloor)
        ?? keys.decode(Double.self, forKey: .notionalFloor)
    }
  }
}

import Market

/// Hyperliquid's `meta`, or `metaAndAssetCtxs`, which begins with it: the coins, each with the
/// number of its margin table, and the tables. Notionals are in dollars.
///
/// A number below 50 is no table but the highest leverage, in a single tier. The maintenance rate is
/// half the initial rate at a tier's highest leverage; the deductions follow from continuity
/// (Hyperliquid documentation, trading, margin tiers).
struct HyperliquidMeta: MarginResponse {
  static let shape = "Hyperliquid's meta"
  private static let firstTable = 50

  private let universe: [Coin]
  private let tables: [NumberedTable]

  var symbols: [String] { universe.map(\.name) }

  func tiers(of instrument: Instrument) throws(MarginResponseFault) -> [MarginTier]? {
    guard let coin = universe.first(where: { $0.name == instrument.symbol }) else { return nil }
    var steps = [Step(lowerBound: 0, maxLeverage: coin.maxLeverage)]
    if let number = coin.marginTableId {
      if let listed = tables.first(where: { $0.number == number }) {
        steps = listed.tiers
      } else if number < Self.firstTable {
        steps = [Step(lowerBound: 0, maxLeverage: Double(number))]
      } else {
        throw .shape(detail: "\(coin.name) has margin table \(number), which is not in the file")
      }
    }
    if let first = steps.first, first.maxLeverage != coin.maxLeverage {
      throw .shape(
        detail: "margin tier 1: maximum leverage is \(first.maxLeverage), expected"
          + " \(coin.maxLeverage), which \(coin.name) has")
    }
    return steps.map {
      MarginTier(
        floor: $0.lowerBound, maintenanceMarginRate: 0.5 / $0.maxLeverage, maintenanceAmount: 0,
        maximumLeverage: $0.maxLeverage)
    }.withAmountsFromContinuity()
  }

  private enum Key: String, CodingKey { case universe, marginTables }

  init(from decoder: any Decoder) throws {
    let keys: KeyedDecodingContainer<Key>
    if var list = try? decoder.unkeyedContainer() {
      keys = try list.nestedContainer(keyedBy: Key.self)
    } else {
      keys = try decoder.container(keyedBy: Key.self)
    }
    universe = try keys.decode([Coin].self, forKey: .universe)
    tables = try keys.decodeIfPresent([NumberedTable].self, forKey: .marginTables) ?? []
  }

  private struct Coin: Decodable {
    var name: String
    var maxLeverage: Double
    var marginTableId: Int?
  }

  private struct Step {
    var lowerBound: Double
    var maxLeverage: Double
  }

  /// `[56, {"description": …, "marginTiers": [{"lowerBound": "0.0", "maxLeverage": 40}, …]}]`
  private struct NumberedTable: Decodable {
    var number: Int
    var tiers: [Step]

    private struct Table: Decodable {
      var marginTiers: [Tier]
    }

    private struct Tier: Decodable {
      var lowerBound: NumberInText
      var maxLeverage: Double
    }

    init(from decoder: any Decoder) throws {
      var pair = try decoder.unkeyedContainer()
      number = try pair.decode(Int.self)
      tiers = try pair.decode(Table.self).marginTiers.map {
        Step(lowerBound: $0.lowerBound.value ?? .nan, maxLeverage: $0.maxLeverage)
      }
    }
  }
}

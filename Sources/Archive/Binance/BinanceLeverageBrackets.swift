import FoundationEssentials
import Market

/// Reads maintenance-margin tables as Binance's `leverageBracket` gives them: a list of symbols,
/// each with its brackets. Floors, caps and amounts are in dollars, or in coins for COIN-M symbols.
struct BinanceLeverageBrackets {
  /// Bytes that such a file may have; the whole venue's answer has about one million.
  private static let limit = 16 << 20

  let dataFolder: String
  let symbol: String

  /// The symbol's tables over time, one from each file.
  func schedule(_ paths: [DatedPath]) throws(ArchiveError) -> MarginSchedule? {
    var tables: [(from: Day, table: MarginTierTable)] = []
    for dated in paths { tables.append((dated.from, try table(dated.path))) }
    return MarginSchedule(tables)
  }

  /// - Throws: `.noInput` without the file, `.refusedFile` where it is not of that shape, lacks the
  ///   symbol or breaks the venue's own identity between floors, rates and amounts.
  func table(_ file: String) throws(ArchiveError) -> MarginTierTable {
    let path = dataFolder + "/" + file
    guard Files.isFile(path) else { throw .noInput(.file(file)) }
    let symbols: [Symbol]
    let bytes = try Files.readAll(path, limit: Self.limit)
    do {
      symbols = try JSONDecoder().decode([Symbol].self, from: Data(bytes))
    } catch {
      throw .refusedFile(file: file, fault: .marginShape(detail: words(error)))
    }
    guard let found = symbols.first(where: { $0.symbol == symbol }) else {
      throw .refusedFile(
        file: file,
        fault: .marginSymbolMissing(symbol: symbol, present: symbols.map(\.symbol).sorted()))
    }
    let tiers = found.brackets.sorted { $0.bracket < $1.bracket }.map {
      MarginTier(
        floor: $0.floor, maintenanceMarginRate: $0.maintMarginRatio, maintenanceAmount: $0.cum,
        maximumLeverage: $0.initialLeverage)
    }
    do throws(MarginTierFault) {
      return try MarginTierTable(tiers: tiers)
    } catch {
      throw .refusedFile(file: file, fault: .marginTable(symbol: symbol, error))
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

  private func words(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "not JSON" }
    func place(_ context: DecodingError.Context) -> String {
      context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
    }
    switch error {
    case .keyNotFound(let key, let context):
      return "'\(key.stringValue)' is missing at '\(place(context))'"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "the wrong type of value at '\(place(context))'"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty ? "not JSON" : "an unusable value at '\(place(context))'"
    @unknown default: return "unreadable"
    }
  }
}

import FoundationEssentials
import Market

/// Reads maintenance-margin tables in the shape in which the instrument's venue gives them.
///
/// Bitfinex gives none; a table for it is read in Binance's shape.
struct MarginTableReader {
  /// Bytes that such a file may have; a whole venue's answer has about one million.
  private static let limit = 16 << 20

  let dataFolder: String
  let instrument: Instrument

  /// The instrument's tables over time, one from each file; `nil` where there are no files.
  func schedule(_ paths: [DatedPath]) throws(ArchiveError) -> MarginSchedule? {
    var tables: [(from: Day, table: MarginTierTable)] = []
    for dated in paths { tables.append((dated.from, try table(dated.path))) }
    return MarginSchedule(tables)
  }

  /// - Throws: `.noInput` without the file, `.refusedFile` where it is not of the venue's shape,
  ///   lacks the instrument or breaks an identity that the venue's tables keep.
  func table(_ file: String) throws(ArchiveError) -> MarginTierTable {
    switch instrument.venue {
    case .binance, .bitfinex: try table(file, as: BinanceLeverageBrackets.self)
    case .bybit: try table(file, as: BybitRiskLimits.self)
    case .okx:
      try table(file, as: OKXPositionTiers.self, unit: OKXContractSize(dataFolder).of(instrument))
    case .hyperliquid: try table(file, as: HyperliquidMeta.self)
    }
  }

  /// - Parameter unit: what the response's sizes are to be multiplied by.
  private func table<Response: MarginResponse>(
    _ file: String, as shape: Response.Type, unit: Double = 1
  ) throws(ArchiveError) -> MarginTierTable {
    let response: Response = try Self.decode(file, in: dataFolder, shape: Response.shape)
    let fault: FileFault
    do throws(MarginResponseFault) {
      guard var tiers = try response.tiers(of: instrument) else {
        throw .symbolMissing(present: Array(Set(response.symbols)).sorted())
      }
      for index in tiers.indices { tiers[index].floor *= unit }
      do throws(MarginTierFault) {
        return try MarginTierTable(tiers: tiers, rule: Response.rule)
      } catch {
        throw .table(error)
      }
    } catch {
      fault =
        switch error {
        case .table(let fault): .marginTable(symbol: instrument.symbol, fault)
        case .symbolMissing(let present):
          .marginSymbolMissing(symbol: instrument.symbol, present: present)
        case .shape(let detail): .marginShape(Response.shape, detail: detail)
        }
    }
    throw .refusedFile(file: file, fault: fault)
  }

  /// Reads a venue's JSON response from a file below the data folder.
  static func decode<Response: Decodable>(
    _ file: String, in dataFolder: String, shape: String
  ) throws(ArchiveError) -> Response {
    let path = dataFolder + "/" + file
    guard Files.isFile(path) else { throw .noInput(.file(file)) }
    let bytes = try Files.readAll(path, limit: limit)
    do {
      return try JSONDecoder().decode(Response.self, from: Data(bytes))
    } catch {
      throw .refusedFile(file: file, fault: .marginShape(shape, detail: words(error)))
    }
  }

  private static func words(_ error: any Error) -> String {
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

import Archive
import Briefing
import FoundationEssentials
import Scoring
import Site

/// What a backtest found, ready to be written: a part a market, in the configuration's order. Whether
/// the parts were made here or by shares elsewhere, the same is written.
struct BacktestOutcome {
  var parts: [BacktestStore.Part] = []

  /// The table as JSON has it.
  private struct Table: Encodable {
    var schemaVersion = 1
    var methodVersion = Briefing.currentMethodVersion
    var markets: [JSONValue]

    enum CodingKeys: String, CodingKey {
      case schemaVersion = "schema_version"
      case methodVersion = "method_version"
      case markets
    }
  }

  /// A market's part.
  ///
  /// - Parameter rows: instrument by instrument, in order of time.
  static func part(rows: [BarRow], scores: MarketScores) throws -> BacktestStore.Part {
    var text = ""
    for row in rows { text += row.line + "\n" }
    return BacktestStore.Part(
      bars: Array(text.utf8), scores: Array(try JSONEncoder().encode(scores)),
      summary: ScoreText.lines(scores))
  }

  func writeBars(to path: String) throws {
    var bytes = Array((BarRow.header + "\n").utf8)
    for part in parts { bytes += part.bars }
    try Files.writeAtomically(bytes, to: path)
  }

  func writeScores(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let markets = try parts.map {
      try JSONDecoder().decode(JSONValue.self, from: Data($0.scores))
    }
    let text = String(decoding: try encoder.encode(Table(markets: markets)), as: UTF8.self)
    try Files.writeAtomically(text + "\n", to: path)
  }

  /// The main figures of each market's book and baselines.
  var summary: [String] { parts.flatMap(\.summary) }
}

import Archive
import Briefing
import FoundationEssentials
import Market
import Scoring

/// What a backtest found, ready to be written.
struct BacktestOutcome {
  /// Instrument by instrument, in order of time.
  var rows: [BarRow] = []
  var scores: [MarketScores] = []

  /// The table as JSON has it.
  private struct Table: Encodable {
    var schemaVersion = 1
    var methodVersion = Briefing.currentMethodVersion
    var markets: [MarketScores]

    enum CodingKeys: String, CodingKey {
      case schemaVersion = "schema_version"
      case methodVersion = "method_version"
      case markets
    }
  }

  func writeBars(to path: String) throws {
    var text = BarRow.header + "\n"
    for row in rows { text += row.line + "\n" }
    try Files.writeAtomically(text, to: path)
  }

  func writeScores(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(Table(markets: scores)), as: UTF8.self)
    try Files.writeAtomically(text + "\n", to: path)
  }

  /// The main figures of each market's book and baselines.
  var summary: [String] { scores.flatMap(ScoreText.lines) }
}

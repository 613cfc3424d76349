import Briefing
import Market

/// The tables of data health: what went in, what was missing.
enum HealthTables {
  /// Rows that a page shows of the findings; all of them are in `briefing.json`.
  static let shownFindings = 20

  static func instruments(_ briefing: Briefing) -> DataTable {
    let coin = BriefingTables.coin(briefing)
    return DataTable(
      name: "instruments", caption: "The instruments behind this briefing",
      columns: [
        DataTable.Column("Instrument", numeric: false), DataTable.Column("Margin", numeric: false),
        DataTable.Column("Close, USD"), DataTable.Column("Open interest, \(coin)"),
        DataTable.Column("Open interest, USD", term: "open-interest"),
        DataTable.Column("Share of the market"),
        DataTable.Column("Never liquidated", term: "hedged-share"),
        DataTable.Column("Entries assumed", term: "seeded-share"),
        DataTable.Column("Data until, UTC"),
      ],
      rows: briefing.instruments.map { report in
        let held = report.book.longBase.value
        let hedged = held > 0 ? report.book.hedgedBase.value / held : 0
        return DataTable.Row([
          DataTable.Cell("\(report.venue.name) \(report.symbol)"),
          DataTable.Cell(report.kind == .linear ? "in dollars" : "in coins"),
          DataTable.Cell(NumberText.price(report.close.value)),
          DataTable.Cell(NumberText.compact(report.openInterestBase.value)),
          DataTable.Cell(NumberText.usd(report.openInterestUSD.value)),
          DataTable.Cell(NumberText.percent(report.openInterestShare, decimals: 1)),
          DataTable.Cell(NumberText.percent(hedged, decimals: 0)),
          DataTable.Cell(NumberText.percent(report.book.seededShare, decimals: 0)),
          until(report, briefing),
        ])
      })
  }

  private static func until(_ report: InstrumentReport, _ briefing: Briefing) -> DataTable.Cell {
    guard report.dataThrough < briefing.cutoff else { return DataTable.Cell("the close") }
    return DataTable.Cell(
      "\(report.dataThrough.day.shortDescription) \(report.dataThrough.clockTime)", note: "aged")
  }

  /// A row an instrument: a year of daily files would be a thousand; `briefing.json` names each.
  static func inputs(_ briefing: Briefing) -> DataTable? {
    let rows = briefing.instruments.compactMap { report -> DataTable.Row? in
      guard let first = report.inputs.map(\.first).min(),
        let last = report.inputs.map(\.last).max()
      else { return nil }
      func sum(_ count: (InputFile) -> Int) -> String {
        NumberText.fixed(Double(report.inputs.map(count).reduce(0, +)), decimals: 0)
      }
      return DataTable.Row([
        DataTable.Cell("\(report.venue.name) \(report.symbol)"),
        DataTable.Cell(NumberText.fixed(Double(report.inputs.count), decimals: 0)),
        DataTable.Cell(sum(\.rows)), DataTable.Cell(first.day.description),
        DataTable.Cell(last.day.description), DataTable.Cell(sum(\.gaps)),
        DataTable.Cell(sum(\.refused)),
      ])
    }
    guard !rows.isEmpty else { return nil }
    return DataTable(
      name: "inputs", caption: "The files that were read",
      columns: [
        DataTable.Column("Instrument", numeric: false), DataTable.Column("Files"),
        DataTable.Column("Rows"), DataTable.Column("From"), DataTable.Column("To"),
        DataTable.Column("Gaps"), DataTable.Column("Refused"),
      ], rows: rows)
  }

  static func findings(_ briefing: Briefing) -> DataTable? {
    let findings = briefing.dataHealth.findings
    guard !findings.isEmpty else { return nil }
    let rest = findings.count - shownFindings
    return DataTable(
      name: "findings", caption: "What was missing or wrong in the day\u{2019}s data",
      columns: [
        DataTable.Column("Kind", numeric: false), DataTable.Column("Where", numeric: false),
        DataTable.Column("Rows"), DataTable.Column("What was done", numeric: false),
      ],
      rows: findings.prefix(shownFindings).map { finding in
        DataTable.Row([
          DataTable.Cell(name(finding.kind)), DataTable.Cell(place(finding)),
          DataTable.Cell(NumberText.fixed(Double(finding.count), decimals: 0)),
          DataTable.Cell(finding.message),
        ])
      },
      note: rest > 0 ? "\(NumberText.count(rest, "more finding")) in briefing.json." : nil)
  }

  private static func name(_ kind: DataFinding.Kind) -> String {
    switch kind {
    case .gap: "Gap"
    case .duplicate: "Duplicate"
    case .disorder: "Out of order"
    case .refused: "Refused row"
    case .missing: "Missing"
    }
  }

  private static func place(_ finding: DataFinding) -> String {
    var parts: [String] = []
    if let file = finding.file {
      let name = FilePath.name(of: file)
      parts.append(name + (finding.row.map { ", line \($0)" } ?? ""))
    }
    if let time = finding.time { parts.append("\(time.day) \(time.clockTime)") }
    return parts.isEmpty ? "\u{2013}" : parts.joined(separator: ", ")
  }
}

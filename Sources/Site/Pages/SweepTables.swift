import Briefing
import Market

/// The tables of what was swept and liquidated, and of what followed.
enum SweepTables {
  static func liquidated(_ sweeps: SweepReport) -> DataTable {
    func row(_ label: String, _ book: Estimate, _ reported: Double?, _ side: Side) -> DataTable.Row
    {
      DataTable.Row(
        [
          DataTable.Cell(label), ReadingTables.cell(book) { NumberText.usd($0) },
          DataTable.Cell(reported.map { NumberText.usd($0) } ?? "not recorded"),
        ], role: side.rawValue)
    }
    return DataTable(
      name: "liquidated", caption: "Liquidated in the day",
      columns: [
        DataTable.Column("Side", numeric: false),
        DataTable.Column("By the book, p10\u{2013}p90", term: "position-book"),
        DataTable.Column("Reported, a lower bound", term: "reported-liquidations"),
      ],
      rows: [
        row("Longs, sold", sweeps.longUSD, sweeps.reportedLongUSD, .long),
        row("Shorts, bought back", sweeps.shortUSD, sweeps.reportedShortUSD, .short),
      ])
  }

  static func sweptZones(_ sweeps: SweepReport) -> DataTable? {
    guard !sweeps.zones.isEmpty else { return nil }
    return DataTable(
      name: "swept-zones", caption: "Yesterday\u{2019}s zones that the price traded into",
      columns: [
        DataTable.Column("Price band, USD", term: "sweep", numeric: false),
        DataTable.Column("Held", numeric: false), DataTable.Column("Pool the day before"),
        DataTable.Column("First touched, UTC"), DataTable.Column("How far", numeric: false),
        DataTable.Column("1 h after"), DataTable.Column("4 h after"),
      ],
      rows: sweeps.zones.map { zone in
        DataTable.Row(
          [
            DataTable.Cell(Wording.band(zone.low, zone.high)),
            DataTable.Cell(zone.side == .long ? "Longs" : "Shorts"),
            DataTable.Cell(NumberText.usd(zone.usd)), DataTable.Cell(zone.time.clockTime),
            DataTable.Cell(zone.through ? "Through" : "Into"),
            DataTable.Cell(Wording.change(zone.return1h)),
            DataTable.Cell(Wording.change(zone.return4h)),
          ], role: zone.side.rawValue)
      })
  }

  /// What the price did in the day after the sweeps of earlier days.
  static func record(_ sweeps: SweepReport) -> DataTable? {
    guard let records = sweeps.records, !records.isEmpty else { return nil }
    return DataTable(
      name: "sweep-record",
      caption: "Earlier days on which a zone was swept: the price 24 hours later",
      columns: [
        DataTable.Column("Zone swept", term: "sweep", numeric: false), DataTable.Column("Days"),
        DataTable.Column("Median"), DataTable.Column("Its 95\u{202F}% range"),
        DataTable.Column("Higher after"),
      ],
      rows: records.map { record in
        DataTable.Row(
          [
            DataTable.Cell(record.side == .long ? "Longs, below" : "Shorts, above"),
            DataTable.Cell(String(record.count)), DataTable.Cell(Wording.change(record.median)),
            record.low.flatMap { low in
              record.high.map {
                DataTable.Cell("\(Wording.change(low)) to \(Wording.change($0))")
              }
            } ?? DataTable.Cell("too few"),
            DataTable.Cell(NumberText.percent(record.shareHigher, decimals: 0)),
          ], role: record.side.rawValue)
      })
  }
}

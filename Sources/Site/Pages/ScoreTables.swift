import Briefing
import Market

/// The tables of a briefing that hold frozen forecasts against what came.
enum ScoreTables {
  /// A row for each window that ends at a close, and side.
  ///
  /// - Returns: `nil` where the source reports no liquidations.
  static func scorecard(_ scorecard: Scorecard) -> DataTable? {
    let horizons = scorecard.horizons.filter(\.isReported)
    guard !horizons.isEmpty else { return nil }
    return DataTable(
      name: "scorecard",
      caption: "Maps frozen at earlier closes against the liquidations reported since",
      columns: [
        DataTable.Column("Window, side", numeric: false), DataTable.Column("Lift", term: "lift"),
        DataTable.Column("Lift so far, 95\u{202F}%", term: "lift"),
        DataTable.Column("In the densest \(ScoreText.share(scorecard.chance25, decimals: 0))"),
        DataTable.Column("In the densest \(ScoreText.share(scorecard.chance10, decimals: 0))"),
        DataTable.Column("Reported on the path", term: "reported-liquidations"),
        DataTable.Column("Bars with reports"),
        DataTable.Column("Frozen at the close of", numeric: false),
      ],
      rows: horizons.flatMap { horizon in
        Side.allCases.map { row(horizon, $0, horizon.score($0)) }
      })
  }

  private static func row(_ horizon: HorizonScore, _ side: Side, _ score: SideScore)
    -> DataTable.Row
  {
    let running = score.running
    return DataTable.Row(
      [
        DataTable.Cell("\(ScoreText.length(horizon.hours)), \(side.rawValue)s"),
        DataTable.Cell(ScoreText.lift(score.lift25)),
        DataTable.Cell(
          ScoreText.lift(running.lift25),
          note: ScoreText.lifts(running.lift25Low, running.lift25High)
            ?? NumberText.count(running.windows, "window")),
        DataTable.Cell(ScoreText.share(score.share25)),
        DataTable.Cell(ScoreText.share(score.share10)),
        score.share25 == nil ? .none : DataTable.Cell(NumberText.usd(score.placedUSD)),
        DataTable.Cell(ScoreText.count(score.events)),
        DataTable.Cell(horizon.frozen.shortDescription),
      ], role: side.rawValue)
  }

  /// What became of each zone that earlier briefings listed.
  ///
  /// - Returns: `nil` where none had a probability.
  static func zones(_ scorecard: Scorecard) -> DataTable? {
    let rows = scorecard.horizons.flatMap { horizon in
      (horizon.zones ?? []).map { zone in
        DataTable.Row(
          [
            DataTable.Cell(Wording.band(zone.low, zone.high)),
            DataTable.Cell(Wording.pool(zone.side)),
            DataTable.Cell(ScoreText.length(horizon.hours)),
            DataTable.Cell(horizon.frozen.shortDescription),
            DataTable.Cell(Wording.chance(zone.probability)),
            DataTable.Cell(
              zone.reached.map { "\($0.day.shortDescription), \($0.clockTime)" } ?? "no"),
          ], role: zone.side.rawValue)
      }
    }
    guard !rows.isEmpty else { return nil }
    return DataTable(
      name: "zones-scored",
      caption: "The zones of earlier briefings: how likely they were to be touched, and whether "
        + "they were",
      columns: [
        DataTable.Column("Price band, USD", term: "zone", numeric: false),
        DataTable.Column("Held", numeric: false), DataTable.Column("Within"),
        DataTable.Column("Frozen at the close of", numeric: false),
        DataTable.Column("Chance given", term: "reach-probability"),
        DataTable.Column("First touched, UTC", numeric: false),
      ], rows: rows)
  }
}

extension HorizonScore {
  /// Whether the source gave any report of liquidations.
  var isReported: Bool { long.reportedUSD != nil || short.reportedUSD != nil }
}

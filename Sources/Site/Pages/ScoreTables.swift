import Briefing
import Market

/// The tables that hold frozen maps against what was reported since.
enum ScoreTables {
  /// A row for each window that ends at a close, and side.
  static func scorecard(_ scorecard: Scorecard) -> DataTable {
    DataTable(
      name: "scorecard",
      caption: "Maps frozen at earlier closes against the liquidations reported since",
      columns: [
        DataTable.Column("Window, side", numeric: false), DataTable.Column("Lift", term: "lift"),
        DataTable.Column("Lift so far, 95\u{202F}%", term: "lift"),
        DataTable.Column("In the densest \(percent(scorecard.chance25))"),
        DataTable.Column("In the densest \(percent(scorecard.chance10))"),
        DataTable.Column("Reported on the path", term: "reported-liquidations"),
        DataTable.Column("Bars with reports"),
        DataTable.Column("Frozen at the close of", numeric: false),
      ],
      rows: rows(scorecard) { horizon, side, score in
        [
          DataTable.Cell("\(length(horizon.hours)), \(side.rawValue)s"),
          DataTable.Cell(lift(score.lift25)), runningCell(score.running),
          DataTable.Cell(share(score.share25)), DataTable.Cell(share(score.share10)),
          score.share25 == nil ? .none : DataTable.Cell(NumberText.usd(score.placedUSD)),
          DataTable.Cell(NumberText.fixed(Double(score.events), decimals: 0)),
          DataTable.Cell(horizon.frozen.shortDescription),
        ]
      })
  }

  /// All windows so far, by length and side.
  static func running(_ scorecard: Scorecard) -> DataTable {
    DataTable(
      name: "running-lift", caption: "Lift of the densest quarter over all windows so far",
      columns: [
        DataTable.Column("Window, side", numeric: false), DataTable.Column("Windows"),
        DataTable.Column("Lift", term: "lift"), DataTable.Column("95\u{202F}% of resamples"),
        DataTable.Column("Against chance", numeric: false),
      ],
      rows: rows(scorecard) { horizon, side, score in
        let running = score.running
        return [
          DataTable.Cell("\(length(horizon.hours)), \(side.rawValue)s"),
          DataTable.Cell(NumberText.fixed(Double(running.windows), decimals: 0)),
          DataTable.Cell(lift(running.lift25)), DataTable.Cell(range(running) ?? "\u{2013}"),
          DataTable.Cell(verdict(running)),
        ]
      })
  }

  /// A row a day, latest first.
  static func trackRecord(_ days: [DaySummary]) -> DataTable {
    let hours = Set(days.flatMap { $0.scorecard?.horizons.map(\.hours) ?? [] }).sorted()
    let columns = hours.flatMap { hours in
      Side.allCases.map { DataTable.Column("\(length(hours)), \($0.rawValue)s", term: "lift") }
    }
    return DataTable(
      name: "track-record",
      caption: "Lift of the densest quarter in the windows that ended at each close",
      columns: [DataTable.Column("Close of", numeric: false)] + columns,
      rows: days.reversed().map { day in
        let cells = hours.flatMap { hours in
          let horizon = day.scorecard?.horizons.first { $0.hours == hours }
          return Side.allCases.map { DataTable.Cell(lift(horizon?.score($0).lift25)) }
        }
        return DataTable.Row(
          [
            DataTable.Cell("\(day.date)", link: "../\(day.date)/index.html")
          ] + cells)
      })
  }

  private static func rows(
    _ scorecard: Scorecard, _ cells: (HorizonScore, Side, SideScore) -> [DataTable.Cell]
  ) -> [DataTable.Row] {
    scorecard.horizons.flatMap { horizon in
      Side.allCases.map { side in
        DataTable.Row(cells(horizon, side, horizon.score(side)), role: side.rawValue)
      }
    }
  }

  /// `24 h`, `72 h`, `7 d`
  private static func length(_ hours: Int) -> String {
    hours > 72 && hours % 24 == 0 ? "\(hours / 24)\u{202F}d" : "\(hours)\u{202F}h"
  }

  private static func percent(_ share: Double) -> String { NumberText.percent(share, decimals: 0) }

  private static func share(_ share: Double?) -> String {
    share.map { NumberText.percent($0, decimals: 1) } ?? "\u{2013}"
  }

  private static func lift(_ lift: Double?) -> String {
    lift.map { NumberText.fixed($0, decimals: 2) } ?? "\u{2013}"
  }

  private static func range(_ running: RunningScore) -> String? {
    guard let low = running.lift25Low, let high = running.lift25High else { return nil }
    return lift(low) + "\u{2013}" + lift(high)
  }

  private static func runningCell(_ running: RunningScore) -> DataTable.Cell {
    DataTable.Cell(
      lift(running.lift25), note: range(running) ?? Wording.plural(running.windows, "window"))
  }

  private static func verdict(_ running: RunningScore) -> String {
    switch running.verdict {
    case .better: "better"
    case .worse: "worse"
    case .chance: "not to be told from it"
    case nil: "too few windows to say"
    }
  }
}

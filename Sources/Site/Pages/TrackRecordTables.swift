import Briefing
import Market

/// The tables of a market's track record.
enum TrackRecordTables {
  static let names = [
    "running-lift", "rules", "reach-skill", "reliability", "track-record", "label-returns",
    "label-volatility",
  ]

  /// - Parameter key: of the reliability the hours, of the days the month.
  /// - Returns: `nil` where there is nothing to show.
  static func table(_ name: String, key: String?, of record: TrackRecord) -> DataTable? {
    switch name {
    case "running-lift": running(record)
    case "rules": rules(record)
    case "reach-skill": reachSkill(record)
    case "reliability": record.reach.first { String($0.hours) == key }.flatMap(reliability)
    case "track-record": days(record, key: key)
    default: nil
    }
  }

  /// All windows so far, by length and side.
  private static func running(_ record: TrackRecord) -> DataTable? {
    guard !record.horizons.isEmpty else { return nil }
    return DataTable(
      name: "running-lift", caption: "Lift of the densest quarter over all windows so far",
      columns: [
        DataTable.Column("Window, side", numeric: false), DataTable.Column("Windows"),
        DataTable.Column("Lift", term: "lift"), DataTable.Column("95\u{202F}% of resamples"),
        DataTable.Column("Against chance", numeric: false),
      ],
      rows: record.horizons.flatMap { horizon in
        Side.allCases.map { side in
          let running = horizon.score(side).running
          return DataTable.Row(
            [
              DataTable.Cell("\(ScoreText.length(horizon.hours)), \(side.rawValue)s"),
              DataTable.Cell(ScoreText.count(running.windows)),
              DataTable.Cell(ScoreText.lift(running.lift25)),
              DataTable.Cell(
                ScoreText.lifts(running.lift25Low, running.lift25High) ?? "\u{2013}"),
              DataTable.Cell(ScoreText.verdict(running)),
            ], role: side.rawValue)
        }
      })
  }

  /// The map beside every rule that was scored on the same windows.
  private static func rules(_ record: TrackRecord) -> DataTable? {
    let scores = record.horizons.flatMap { horizon in
      Side.allCases.map { (hours: horizon.hours, side: $0, running: horizon.score($0).running) }
    }
    var titles: [(name: String, title: String)] = []
    for baseline in scores.flatMap({ $0.running.baselines ?? [] })
    where !titles.contains(where: { $0.name == baseline.name }) {
      titles.append((baseline.name, baseline.title))
    }
    guard !titles.isEmpty else { return nil }
    func cell(_ lift: Double?, _ low: Double?, _ high: Double?) -> DataTable.Cell {
      DataTable.Cell(ScoreText.lift(lift), note: ScoreText.lifts(low, high))
    }
    let map = DataTable.Row(
      [DataTable.Cell("The map")]
        + scores.map { cell($0.running.lift25, $0.running.lift25Low, $0.running.lift25High) },
      role: "total")
    let others = titles.map { rule in
      DataTable.Row(
        [DataTable.Cell(rule.title.prefix(1).uppercased() + rule.title.dropFirst())]
          + scores.map { score in
            let baseline = score.running.baselines?.first { $0.name == rule.name }
            return cell(baseline?.lift25, baseline?.lift25Low, baseline?.lift25High)
          })
    }
    return DataTable(
      name: "rules",
      caption: "The map beside rules that need no book: lift of the densest quarter on the same "
        + "windows, with 95\u{202F}% of resamples",
      columns: [DataTable.Column("Forecast", term: "baseline", numeric: false)]
        + scores.map {
          DataTable.Column("\(ScoreText.length($0.hours)), \($0.side.rawValue)s", term: "lift")
        }, rows: [map] + others)
  }

  private static func reachSkill(_ record: TrackRecord) -> DataTable? {
    guard !record.reach.isEmpty else { return nil }
    return DataTable(
      name: "reach-skill",
      caption: "Reach probabilities against how often levels as far away were reached before",
      columns: [
        DataTable.Column("Window", numeric: false), DataTable.Column("Windows"),
        DataTable.Column("Brier skill", term: "brier-skill"),
        DataTable.Column("95\u{202F}% of resamples"),
        DataTable.Column("Against the past\u{2019}s share", numeric: false),
      ],
      rows: record.reach.map { reach in
        DataTable.Row([
          DataTable.Cell(ScoreText.length(reach.hours)),
          DataTable.Cell(ScoreText.count(reach.windows)),
          DataTable.Cell(ScoreText.skill(reach.brierSkill)),
          DataTable.Cell(ScoreText.skills(reach.brierSkillLow, reach.brierSkillHigh)),
          DataTable.Cell(ScoreText.verdict(reach)),
        ])
      })
  }

  private static func reliability(_ reach: ReachRecord) -> DataTable? {
    guard !reach.reliability.isEmpty else { return nil }
    return DataTable(
      name: "reliability",
      caption: "Reached within \(ScoreText.length(reach.hours)): what was said and what came",
      columns: [
        DataTable.Column("Said", term: "reach-probability"), DataTable.Column("In the mean"),
        DataTable.Column("Came"), DataTable.Column("95\u{202F}% of resamples"),
        DataTable.Column("Levels"),
      ],
      rows: reach.reliability.map { bin in
        let tenth = min(9, max(0, Int(bin.forecast * 10)))
        return DataTable.Row([
          DataTable.Cell("\(tenth * 10)\u{2013}\(tenth * 10 + 10)\u{202F}%"),
          DataTable.Cell(ScoreText.share(bin.forecast)),
          DataTable.Cell(ScoreText.share(bin.observed)),
          DataTable.Cell(ScoreText.shares(bin.observedLow, bin.observedHigh)),
          DataTable.Cell(ScoreText.count(bin.levels)),
        ])
      })
  }

  /// A row a day of a month, latest first.
  private static func days(_ record: TrackRecord, key: String?) -> DataTable? {
    guard let places = key.flatMap({ record.months[$0] }) else { return nil }
    let days = record.days[places]
    let first = days[places.lowerBound]
    let hours = record.horizons.map(\.hours)
    let zoneHours = record.zoneHours
    let lifts = hours.flatMap { hours in
      Side.allCases.map {
        DataTable.Column("\(ScoreText.length(hours)), \($0.rawValue)s", term: "lift")
      }
    }
    let zones = zoneHours.map {
      DataTable.Column("Zones touched in \(ScoreText.length($0))", term: "reach-probability")
    }
    return DataTable(
      name: "track-record",
      caption:
        "\(Month(first.date).name): lift of the densest quarter in the windows that ended at "
        + "each close, latest first",
      columns: [DataTable.Column("Close of", numeric: false)] + lifts + (zones.map { [$0] } ?? []),
      rows: days.reversed().map { day in
        let horizons = day.scorecard?.horizons ?? []
        let cells = hours.flatMap { hours in
          let horizon = horizons.first { $0.hours == hours }
          return Side.allCases.map { DataTable.Cell(ScoreText.lift(horizon?.score($0).lift25)) }
        }
        let zones = zoneHours.map { hours in
          zoneCell(horizons.first { $0.hours == hours }?.zones)
        }
        return DataTable.Row(
          [
            DataTable.Cell(
              "\(Wording.weekday(day.date).prefix(3)) \(day.date.calendar.day)",
              link: "../\(day.date)/index.html")
          ] + cells + (zones.map { [$0] } ?? []))
      })
  }

  /// `2 of 7`, and how many were expected.
  private static func zoneCell(_ zones: [ZoneOutcome]?) -> DataTable.Cell {
    guard let zones, !zones.isEmpty else { return .none }
    let expected = zones.reduce(0) { $0 + $1.probability }
    return DataTable.Cell(
      "\(zones.count { $0.reached != nil }) of \(zones.count)",
      note: "\(NumberText.fixed(expected, decimals: 1)) expected")
  }
}

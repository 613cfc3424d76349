import Briefing
import Market

/// The tables of what may come: how far the price may go, what a sudden move would set off.
enum ProjectionTables {
  /// A row for each horizon: where the price may stand, how far it may reach.
  static func fan(_ projection: ProjectionReport) -> DataTable? {
    let rows = [24.0, 72, 168].compactMap { hours -> DataTable.Row? in
      guard let step = projection.hours.firstIndex(of: hours) else { return nil }
      func stands(_ probability: Double) -> String {
        projection.fan.first { $0.probability == probability }
          .map { NumberText.price($0.price[step]) } ?? "\u{2013}"
      }
      func touched(_ probability: Double) -> String {
        projection.reach.first { $0.probability == probability }.map {
          NumberText.price($0.below[step]) + ", " + NumberText.price($0.above[step])
        } ?? "\u{2013}"
      }
      return DataTable.Row([
        DataTable.Cell(length(hours)),
        DataTable.Cell(NumberText.percent(projection.sigma[step], decimals: 1)),
        DataTable.Cell(stands(0.25) + "\u{2013}" + stands(0.75)),
        DataTable.Cell(stands(0.05) + "\u{2013}" + stands(0.95)),
        DataTable.Cell(touched(0.5)), DataTable.Cell(touched(0.1)),
      ])
    }
    guard !rows.isEmpty else { return nil }
    return DataTable(
      name: "projection", caption: "Where the price may go, as it was forecast at the close",
      columns: [
        DataTable.Column("Within", numeric: false),
        DataTable.Column("Standard deviation", term: "daily-move"),
        DataTable.Column("Half of all closes"), DataTable.Column("Nine in ten closes"),
        DataTable.Column("Touched with 50\u{202F}%", term: "reach-probability"),
        DataTable.Column("Touched with 10\u{202F}%", term: "reach-probability"),
      ], rows: rows)
  }

  /// What is expected to be liquidated, by side and horizon.
  static func expected(_ projection: ProjectionReport) -> DataTable? {
    let hours = Set(projection.expected.map(\.hours)).sorted()
    guard !hours.isEmpty else { return nil }
    return DataTable(
      name: "expected",
      caption: "Expected to be liquidated of the pools at the close, p10\u{2013}p90",
      columns: [DataTable.Column("Side", term: "expected-liquidation", numeric: false)]
        + hours.map { DataTable.Column("Within \(length(Double($0)))") },
      rows: Side.allCases.map { side in
        DataTable.Row(
          [DataTable.Cell(side == .long ? "Longs, below" : "Shorts, above")]
            + hours.map { hour in
              let report = projection.expected.first { $0.side == side && $0.hours == hour }
              return report.map {
                DataTable.Cell(
                  NumberText.usd($0.usd), note: Wording.usdRange($0.usdP10, $0.usdP90))
              } ?? .none
            }, role: side.rawValue)
      })
  }

  /// A row for a few round shocks on each side.
  static func cascade(_ cascade: CascadeReport) -> DataTable? {
    let rows = [cascade.rise, cascade.fall].flatMap { curve in
      shownShocks.compactMap { shock -> DataTable.Row? in
        guard
          let point = curve.points.min(by: { abs($0.shock - shock) < abs($1.shock - shock) }),
          abs(point.shock - shock) <= 0.002
        else { return nil }
        let sign = curve.side == .long ? -1.0 : 1
        return DataTable.Row(
          [
            DataTable.Cell(NumberText.percent(sign * point.shock, decimals: 1, signed: true)),
            DataTable.Cell(NumberText.percent(sign * point.finalMove, decimals: 1, signed: true)),
            DataTable.Cell(NumberText.price(point.finalPrice)),
            DataTable.Cell(
              NumberText.usd(point.usd), note: Wording.usdRange(point.usdP10, point.usdP90)),
            DataTable.Cell(NumberText.fixed(point.amplification, decimals: 2)),
          ], role: curve.side.rawValue)
      }
    }
    guard !rows.isEmpty else { return nil }
    return DataTable(
      name: "cascade", caption: "What a sudden move would set off",
      columns: [
        DataTable.Column("Shock", term: "cascade", numeric: false), DataTable.Column("Whole move"),
        DataTable.Column("Ends at, USD"), DataTable.Column("Liquidated, p10\u{2013}p90"),
        DataTable.Column("Ampli\u{AD}fication", term: "amplification"),
      ], rows: rows)
  }

  static func voids(_ cascade: CascadeReport) -> DataTable? {
    guard !cascade.voids.isEmpty else { return nil }
    return DataTable(
      name: "voids", caption: "Voids: price ranges with little to liquidate",
      columns: [
        DataTable.Column("Price band, USD", term: "void", numeric: false),
        DataTable.Column("Away", term: "distance"), DataTable.Column("Stands in it"),
      ],
      rows: cascade.voids.prefix(6).map { void in
        DataTable.Row([
          DataTable.Cell(Wording.band(Price(void.low), Price(void.high))),
          DataTable.Cell(away(void.distance)), DataTable.Cell(NumberText.usd(void.usd)),
        ])
      })
  }

  /// `+2.4 %`, and words where a void begins at the close on either side.
  private static func away(_ distance: Double) -> String {
    abs(distance) < 0.000_5
      ? "from the close" : NumberText.percent(distance, decimals: 1, signed: true)
  }

  private static let shownShocks = [0.01, 0.02, 0.03, 0.05, 0.1]

  private static func length(_ hours: Double) -> String {
    hours > 72 ? "\(Int(hours) / 24)\u{202F}d" : "\(Int(hours))\u{202F}h"
  }
}

import Briefing
import Market

/// The tables of who pays whom: all venues together, and one by one.
enum FundingTables {
  static func together(_ bias: FundingBias, of briefing: Briefing) -> DataTable {
    func rate(_ value: Double) -> String { NumberText.percent(value, decimals: 4, signed: true) }
    let interval = NumberText.fixed(
      bias.intervalHours, decimals: bias.intervalHours == bias.intervalHours.rounded() ? 0 : 1)
    let hasWeek = hasWeek(bias, of: briefing)
    let payer: String
    switch bias.paying {
    case .long: payer = "Longs pay shorts"
    case .short: payer = "Shorts pay longs"
    case nil: payer = "Nobody pays"
    }
    let rows: [(String, String)] = [
      ("Last settled, per \(interval) h", rate(bias.rate)),
      ("Annualised", NumberText.percent(bias.annualised, decimals: 1, signed: true)),
      ("Mean of 24 hours", rate(bias.mean24h)),
      (hasWeek ? "Mean of seven days" : "Mean of all so far", rate(bias.mean7d)),
      (
        Wording.percentileTitle(of: briefing.dataHealth.daysOfHistory),
        Wording.percentile(bias.percentile90d)
      ),
      ("Who pays", payer),
      ("For how long", NumberText.count(bias.streak, "settlement") + " in a row"),
      (
        hasWeek ? "Seven-day cost, longs to shorts" : "Cost so far, longs to shorts",
        NumberText.usd(bias.cost7dUSD, signed: true)
      ),
    ]
    return DataTable(
      name: "funding", caption: "Funding: what the crowd pays to hold its side",
      columns: [
        DataTable.Column("Figure", term: "funding-rate", numeric: false), DataTable.Column("Value"),
      ], rows: rows.map { DataTable.Row([DataTable.Cell($0.0), DataTable.Cell($0.1)]) })
  }

  /// Whether the settlements that are known go back a week.
  private static func hasWeek(_ bias: FundingBias, of briefing: Briefing) -> Bool {
    Double(briefing.history.funding.count) * bias.intervalHours >= 7 * 24
  }

  /// A row a venue; `nil` where only one publishes funding.
  static func venues(_ bias: FundingBias, of briefing: Briefing) -> DataTable? {
    guard let venues = bias.venues, venues.count > 1 else { return nil }
    func yearly(_ rate: Double) -> String {
      NumberText.percent(rate, decimals: 1, signed: true)
    }
    return DataTable(
      name: "funding-venues", caption: "Funding by venue",
      columns: [
        DataTable.Column("Venue", term: "venue", numeric: false),
        DataTable.Column("Last settled", term: "funding-rate"), DataTable.Column("Annualised"),
        DataTable.Column(
          Wording.percentileTitle(of: briefing.dataHealth.daysOfHistory), term: "percentile"),
        DataTable.Column("Usual, p10\u{2013}p90 a year"),
        DataTable.Column("Open interest", term: "open-interest"),
        DataTable.Column(
          hasWeek(bias, of: briefing)
            ? "Seven-day cost, longs to shorts" : "Cost so far, longs to shorts"),
      ],
      rows: venues.map { venue in
        let hours = venue.intervalHours
        let interval = NumberText.fixed(hours, decimals: hours == hours.rounded() ? 0 : 1)
        return DataTable.Row([
          DataTable.Cell(venue.venue.name, note: venue.symbol),
          DataTable.Cell(
            NumberText.percent(venue.rate, decimals: 4, signed: true), note: "per \(interval) h"),
          DataTable.Cell(yearly(venue.annualised)),
          DataTable.Cell(Wording.percentile(venue.percentile90d)),
          venue.usualLow.flatMap { low in
            venue.usualHigh.map { DataTable.Cell("\(yearly(low)) to \(yearly($0))") }
          } ?? .none,
          DataTable.Cell(NumberText.usd(venue.openInterestUSD)),
          DataTable.Cell(NumberText.usd(venue.cost7dUSD, signed: true)),
        ])
      })
  }
}

import Briefing
import Market

/// The tables of the reading: who is under water, what pushes where, who pays.
enum ReadingTables {
  static func trapped(_ briefing: Briefing) -> DataTable {
    let sides = [briefing.reading.trappedLongs, briefing.reading.trappedShorts]
    let days = briefing.dataHealth.daysOfHistory
    let coin = BriefingTables.coin(briefing)
    func row(
      _ label: String, term: String? = nil, _ figure: (TrappedReport) -> Estimate?,
      _ text: @escaping (Double) -> String
    ) -> DataTable.Row {
      DataTable.Row(
        [DataTable.Cell(label, term: term)] + sides.map { cell(figure($0), text) })
    }
    let percentiles = DataTable.Row(
      [
        DataTable.Cell(
          days >= 90 ? "Its 90-day percentile" : "Its percentile so far", term: "percentile")
      ]
        + sides.map { DataTable.Cell(Wording.percentile($0.percentile90d)) })
    return DataTable(
      name: "trapped",
      caption: "Under water by more than one daily move, estimate and p10\u{2013}p90",
      columns: [
        DataTable.Column("Figure", numeric: false),
        DataTable.Column("Trapped longs", term: "trapped-longs-and-shorts"),
        DataTable.Column("Trapped shorts", term: "trapped-longs-and-shorts"),
      ],
      rows: [
        row("Quantity, \(coin)", { $0.quantityBase }, NumberText.compact),
        row("At the close, USD", { $0.usd }) { NumberText.usd($0) },
        row("Share of the side", { $0.share }) { NumberText.percent($0) }, percentiles,
        row("Mean entry, USD", { $0.meanEntry }, NumberText.price),
        row("Unrealised loss", { $0.loss }) { NumberText.usd($0) },
        row("Median distance to liquidation", term: "distance", { $0.medianDistance }) {
          NumberText.percent($0)
        },
        row("Net funding paid since entry", term: "funding-rate", { $0.fundingPaid }) {
          NumberText.usd($0, signed: true)
        },
        row("Under water at all, share of the side", { $0.underWaterShare }) {
          NumberText.percent($0)
        },
      ])
  }

  static func pressure(
    _ report: PressureReport, of briefing: Briefing, name: String
  ) -> DataTable {
    let parts = report.parts.map { part in
      DataTable.Row([
        DataTable.Cell(part.name), DataTable.Cell(part.figure),
        DataTable.Cell(NumberText.fixed(part.points, decimals: 1)),
        DataTable.Cell(NumberText.fixed(part.maximum, decimals: 0)),
      ])
    }
    let sum = DataTable.Row(
      [
        DataTable.Cell("Score"),
        DataTable.Cell(
          report.percentile90d.map {
            Wording.percentile($0, of: briefing.dataHealth.daysOfHistory)
          } ?? "\u{2013}"),
        DataTable.Cell(NumberText.fixed(report.score, decimals: 0)), DataTable.Cell("100"),
      ], role: "total")
    return DataTable(
      name: name,
      caption: report.side == .short
        ? "Squeeze score: what could force shorts to buy, and how much each part adds"
        : "Flush score: what could force longs to sell, and how much each part adds",
      columns: [
        DataTable.Column("Part", term: "squeeze-and-flush-score", numeric: false),
        DataTable.Column("Figure behind it", numeric: false), DataTable.Column("Points"),
        DataTable.Column("Of"),
      ], rows: parts + [sum])
  }

  static func funding(_ bias: FundingBias, of briefing: Briefing) -> DataTable {
    func rate(_ value: Double) -> String { NumberText.percent(value, decimals: 4, signed: true) }
    let interval = NumberText.fixed(
      bias.intervalHours, decimals: bias.intervalHours == bias.intervalHours.rounded() ? 0 : 1)
    let hasWeek = Double(briefing.history.funding.count) * bias.intervalHours >= 7 * 24
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
      ("For how long", Wording.plural(bias.streak, "settlement") + " in a row"),
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

  static func crowding(_ report: CrowdingReport, of briefing: Briefing) -> DataTable {
    func value(_ gauge: GaugeReport) -> String {
      gauge.name == .openInterestToVolume
        ? NumberText.fixed(gauge.value, decimals: 2) + " days"
        : NumberText.percent(gauge.value, decimals: 1)
    }
    func change(_ gauge: GaugeReport) -> String {
      guard let change = gauge.change24h else { return "\u{2013}" }
      return gauge.name == .openInterestToVolume
        ? signed(change, decimals: 2) : signed(change * 100, decimals: 1) + " points"
    }
    func signed(_ value: Double, decimals: Int) -> String {
      let size = NumberText.fixed(abs(value), decimals: decimals)
      return size.contains { $0 != "0" && $0 != "." } ? (value > 0 ? "+" : "\u{2212}") + size : size
    }
    func label(_ name: GaugeReport.Name) -> DataTable.Cell {
      switch name {
      case .longAccounts: DataTable.Cell("Accounts net long", term: "account-ratio")
      case .topTraderLongs:
        DataTable.Cell("Top traders\u{2019} positions long", term: "top-traders")
      case .takerBuys: DataTable.Cell("Volume taken by buyers", term: "taker")
      case .openInterestToVolume: DataTable.Cell("Open interest over volume", term: "open-interest")
      }
    }
    return DataTable(
      name: "crowding", caption: "The crowd, as the venues publish it",
      columns: [
        DataTable.Column("Figure", numeric: false), DataTable.Column("At the close"),
        DataTable.Column("24 h"),
        DataTable.Column(
          Wording.percentileTitle(of: briefing.dataHealth.daysOfHistory), term: "percentile"),
      ],
      rows: report.gauges.map { gauge in
        DataTable.Row([
          label(gauge.name), DataTable.Cell(value(gauge)), DataTable.Cell(change(gauge)),
          DataTable.Cell(Wording.percentile(gauge.percentile90d)),
        ])
      })
  }

  static func liquidated(_ sweeps: SweepReport) -> DataTable {
    func row(_ label: String, _ book: Estimate, _ reported: Double?, _ side: Side) -> DataTable.Row
    {
      DataTable.Row(
        [
          DataTable.Cell(label), cell(book) { NumberText.usd($0) },
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

  private static func cell(_ estimate: Estimate?, _ text: (Double) -> String) -> DataTable.Cell {
    guard let estimate else { return .none }
    let low = text(estimate.p10)
    let high = text(estimate.p90)
    return DataTable.Cell(text(estimate.value), note: low == high ? nil : low + "\u{2013}" + high)
  }
}

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
        // Of next to none the quantity would be read as a crowd’s; the share says it all.
        row("Quantity, \(coin)", { $0.isWorthTelling ? $0.quantityBase : nil }, NumberText.compact),
        row("At the close, USD", { $0.isWorthTelling ? $0.usd : nil }) { NumberText.usd($0) },
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

  static func crowding(_ report: CrowdingReport, of briefing: Briefing) -> DataTable {
    func signed(_ value: Double, decimals: Int) -> String {
      let size = NumberText.fixed(abs(value), decimals: decimals)
      return size.contains { $0 != "0" && $0 != "." } ? (value > 0 ? "+" : "\u{2212}") + size : size
    }
    /// Volume over open interest, as the sentence above the table has it; the gauge is its inverse.
    func turnover(_ gauge: GaugeReport) -> [DataTable.Cell] {
      let times = 1 / gauge.value
      let before = gauge.change24h.map { 1 / (gauge.value - $0) }
      return [
        DataTable.Cell("Volume over open interest", term: "open-interest"),
        DataTable.Cell(NumberText.fixed(times, decimals: 1)),
        DataTable.Cell(before.map { signed(times - $0, decimals: 1) } ?? "\u{2013}"),
        DataTable.Cell(Wording.percentile(gauge.percentile90d.map { 1 - $0 })),
      ]
    }
    func share(_ gauge: GaugeReport, _ label: DataTable.Cell) -> [DataTable.Cell] {
      [
        label, DataTable.Cell(NumberText.percent(gauge.value, decimals: 1)),
        DataTable.Cell(
          gauge.change24h.map { signed($0 * 100, decimals: 1) + " points" } ?? "\u{2013}"),
        DataTable.Cell(Wording.percentile(gauge.percentile90d)),
      ]
    }
    func cells(_ gauge: GaugeReport) -> [DataTable.Cell] {
      switch gauge.name {
      case .longAccounts: share(gauge, DataTable.Cell("Accounts net long", term: "account-ratio"))
      case .topTraderLongs:
        share(gauge, DataTable.Cell("Top traders\u{2019} positions long", term: "top-traders"))
      case .takerBuys: share(gauge, DataTable.Cell("Volume taken by buyers", term: "taker"))
      case .openInterestToVolume: turnover(gauge)
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
      rows: report.gauges.filter { $0.value > 0 || $0.name != .openInterestToVolume }
        .map { DataTable.Row(cells($0)) })
  }

  static func cell(_ estimate: Estimate?, _ text: (Double) -> String) -> DataTable.Cell {
    guard let estimate else { return .none }
    let low = text(estimate.p10)
    let high = text(estimate.p90)
    // A dash before a sign would be read as two.
    let dash = high.hasPrefix("\u{2212}") || high.hasPrefix("+") ? " to " : "\u{2013}"
    return DataTable.Cell(text(estimate.value), note: low == high ? nil : low + dash + high)
  }
}

extension TrappedReport {
  /// Whether entry and loss are told of them: not of dust.
  fileprivate var isWorthTelling: Bool { meanEntry != nil }
}

import Briefing
import Market

/// The tables that stand on a briefing's page, by the name that its template calls them.
enum BriefingTables {
  static let names = [
    "key-numbers", "ladder", "zones-above", "zones-below", "leverage", "trapped", "squeeze",
    "flush", "funding", "liquidated", "swept-zones", "open-interest", "instruments", "inputs",
    "findings", "scorecard", "zones-scored", "projection", "expected", "cascade", "voids",
    "crowding", "whales", "funding-venues", "sweep-record",
  ]

  /// - Returns: `nil` where there is nothing to show.
  static func table(_ name: String, of briefing: Briefing) -> DataTable? {
    switch name {
    case "key-numbers":
      keyNumbers(
        briefing.keyNumbers, coin: coin(briefing),
        daysOfHistory: briefing.dataHealth.daysOfHistory, isOpen: briefing.isProvisional)
    case "ladder":
      ZoneTables.ladder(
        zones: Side.allCases.flatMap { side in
          briefing.zones.filter { $0.side == side }.prefix(3)
        }, close: briefing.price.close, isOpen: briefing.isProvisional)
    case "zones-above": ZoneTables.detailed(.short, of: briefing)
    case "zones-below": ZoneTables.detailed(.long, of: briefing)
    case "leverage": leverage(briefing)
    case "trapped": ReadingTables.trapped(briefing)
    case "squeeze": ReadingTables.pressure(briefing.reading.squeeze, of: briefing, name: name)
    case "flush": ReadingTables.pressure(briefing.reading.flush, of: briefing, name: name)
    case "funding": briefing.reading.funding.map { FundingTables.together($0, of: briefing) }
    case "funding-venues":
      briefing.reading.funding.flatMap { FundingTables.venues($0, of: briefing) }
    case "crowding": briefing.reading.crowding.map { ReadingTables.crowding($0, of: briefing) }
    case "whales": briefing.reading.whales.flatMap { WhaleTables.largest($0, of: briefing) }
    case "liquidated": SweepTables.liquidated(briefing.reading.sweeps)
    case "swept-zones": SweepTables.sweptZones(briefing.reading.sweeps)
    case "sweep-record": SweepTables.record(briefing.reading.sweeps)
    case "open-interest": openInterest(briefing)
    case "projection": briefing.projection.flatMap(ProjectionTables.fan)
    case "expected": briefing.projection.flatMap(ProjectionTables.expected)
    case "cascade": briefing.cascade.flatMap(ProjectionTables.cascade)
    case "voids": briefing.cascade.flatMap(ProjectionTables.voids)
    case "scorecard": briefing.scorecard.flatMap(ScoreTables.scorecard)
    case "zones-scored": briefing.scorecard.flatMap(ScoreTables.zones)
    case "instruments": HealthTables.instruments(briefing)
    case "inputs": HealthTables.inputs(briefing)
    case "findings": HealthTables.findings(briefing)
    default: nil
    }
  }

  /// The coin's symbol: of the market's first instrument.
  static func coin(_ briefing: Briefing) -> String {
    guard let first = briefing.instruments.first else { return "coins" }
    return Instrument(venue: first.venue, symbol: first.symbol, kind: first.kind).baseAsset
  }

  static func keyNumbers(
    _ numbers: [KeyNumber], coin: String, daysOfHistory: Int, isOpen: Bool
  ) -> DataTable? {
    guard !numbers.isEmpty else { return nil }
    return DataTable(
      name: "key-numbers",
      caption: isOpen ? "Key numbers of the open day" : "Key numbers at the close",
      columns: [
        DataTable.Column("Figure", numeric: false), DataTable.Column("Value"),
        isOpen
          ? DataTable.Column("Since the close before", label: "since close")
          : DataTable.Column("24 h", label: "24 h"),
        DataTable.Column("7 d", label: "7 d"),
        DataTable.Column(
          Wording.percentileTitle(of: daysOfHistory), term: "percentile", label: "percentile"),
      ],
      rows: numbers.map { number in
        DataTable.Row([
          label(number.name, coin: coin, over: isOpen ? "so far" : "24 h"),
          DataTable.Cell(value(number, coin: coin)),
          DataTable.Cell(change(number.change24h, of: number.name)),
          DataTable.Cell(change(number.change7d, of: number.name)),
          DataTable.Cell(Wording.percentile(number.percentile90d)),
        ])
      })
  }

  private static func label(_ name: KeyNumber.Name, coin: String, over span: String)
    -> DataTable.Cell
  {
    switch name {
    case .price: DataTable.Cell("Price, USD")
    case .openInterestBase: DataTable.Cell("Open interest, \(coin)", term: "open-interest")
    case .openInterestUSD: DataTable.Cell("Open interest, USD", term: "open-interest")
    case .fundingRate: DataTable.Cell("Funding, last interval", term: "funding-rate")
    case .fundingAnnualised: DataTable.Cell("Funding, annualised", term: "funding-rate")
    case .volumeUSD: DataTable.Cell("Volume, \(span)")
    case .reportedLongLiquidationsUSD:
      DataTable.Cell("Long liquidations reported, \(span)", term: "reported-liquidations")
    case .reportedShortLiquidationsUSD:
      DataTable.Cell("Short liquidations reported, \(span)", term: "reported-liquidations")
    case .longShortRatio: DataTable.Cell("Accounts long per account short", term: "account-ratio")
    }
  }

  private static func value(_ number: KeyNumber, coin: String) -> String {
    switch number.name {
    case .price: NumberText.price(number.value)
    case .openInterestBase: NumberText.compact(number.value) + " " + coin
    case .fundingRate: NumberText.percent(number.value, decimals: 4, signed: true)
    case .fundingAnnualised: NumberText.percent(number.value, decimals: 1, signed: true)
    case .openInterestUSD, .volumeUSD, .reportedLongLiquidationsUSD,
      .reportedShortLiquidationsUSD:
      NumberText.usd(number.value)
    case .longShortRatio: NumberText.fixed(number.value, decimals: 2)
    }
  }

  /// Rates change by percentage points, everything else by a share of itself.
  private static func change(_ change: Double?, of name: KeyNumber.Name) -> String {
    guard let change else { return "\u{2013}" }
    let decimals: Int
    switch name {
    case .fundingRate: decimals = 4
    case .fundingAnnualised: decimals = 1
    default: return Wording.change(change)
    }
    let text = NumberText.fixed(change * 100, decimals: decimals)
    return (change > 0 ? "+" : "") + text + "\u{202F}pp"
  }

  private static func leverage(_ briefing: Briefing) -> DataTable? {
    func total(_ side: Side, _ band: LeverageBand?) -> Double {
      briefing.heatmap.layers.filter { $0.side == side && (band == nil || $0.band == band) }
        .map(\.usd.value).reduce(0, +)
    }
    func dollars(_ usd: Double) -> DataTable.Cell {
      usd > 0 ? DataTable.Cell(NumberText.usd(usd)) : .none
    }
    guard briefing.heatmap.totalUSD.value > 0 else { return nil }
    let bands = LeverageBand.allCases.reversed().map { band in
      DataTable.Row([
        DataTable.Cell(band.rangeDescription),
        dollars(total(.short, band)), dollars(total(.long, band)),
      ])
    }
    let sum = DataTable.Row(
      [
        DataTable.Cell("Together"), dollars(total(.short, nil)), dollars(total(.long, nil)),
      ], role: "total")
    return DataTable(
      name: "leverage", caption: "Everything that could be liquidated, by leverage, at any price",
      columns: [
        DataTable.Column("Effective leverage", term: "effective-leverage", numeric: false),
        DataTable.Column("Shorts, above"), DataTable.Column("Longs, below"),
      ], rows: bands + [sum])
  }

  private static func openInterest(_ briefing: Briefing) -> DataTable? {
    let history = briefing.history
    let count = min(history.dailyOpenInterestBase.count, history.dailyClose.count)
    guard count > 1 else { return nil }
    let coin = coin(briefing)
    let amounts = history.dailyOpenInterestBase.suffix(count).map { $0 }
    let closes = history.dailyClose.suffix(count).map { $0 }
    let rows = (max(1, count - 7)..<count).reversed().map { index in
      let day = briefing.date - (count - 1 - index)
      return DataTable.Row([
        DataTable.Cell(day.shortDescription),
        DataTable.Cell(NumberText.compact(amounts[index]) + " " + coin),
        DataTable.Cell(Wording.change(ratio(amounts[index], amounts[index - 1]))),
        DataTable.Cell(NumberText.price(closes[index])),
        DataTable.Cell(Wording.change(ratio(closes[index], closes[index - 1]))),
      ])
    }
    return DataTable(
      name: "open-interest", caption: "Open interest and price at the last closes",
      columns: [
        DataTable.Column("Close of", numeric: false),
        DataTable.Column("Open interest", term: "open-interest"), DataTable.Column("Change"),
        DataTable.Column("Price, USD"), DataTable.Column("Change"),
      ], rows: rows)
  }

  private static func ratio(_ value: Double, _ before: Double) -> Double? {
    before > 0 ? value / before - 1 : nil
  }
}

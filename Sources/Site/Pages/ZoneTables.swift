import Briefing
import Market

/// The tables of zones: where positions would be liquidated, how much, how far away.
enum ZoneTables {
  /// A side's largest zones, with everything that is known of them.
  static func detailed(_ side: Side, of briefing: Briefing) -> DataTable? {
    let zones = briefing.zones.filter { $0.side == side }.prefix(5)
    guard !zones.isEmpty else { return nil }
    let rows = zones.map { zone in
      DataTable.Row(
        [
          DataTable.Cell(Wording.band(zone.low, zone.high)),
          DataTable.Cell(
            NumberText.usd(zone.usd.value),
            note: Wording.usdRange(zone.usdP10.value, zone.usdP90.value)),
          DataTable.Cell(NumberText.percent(zone.distance, decimals: 1, signed: true)),
          DataTable.Cell(NumberText.fixed(abs(zone.sigmas), decimals: 1)),
          reach(zone), expected(zone), leverage(zone),
          DataTable.Cell(venues(zone)),
          DataTable.Cell(Wording.age(hours: zone.ageHours)),
        ], role: side.rawValue)
    }
    return DataTable(
      name: side == .long ? "zones-below" : "zones-above",
      caption: side == .long
        ? "Below the price: where longs would be liquidated, largest first"
        : "Above the price: where shorts would be liquidated, largest first",
      columns: [
        DataTable.Column("Price band, USD", term: "zone", numeric: false),
        DataTable.Column("Pool, p10\u{2013}p90", term: "range"),
        DataTable.Column("Away", term: "distance"),
        DataTable.Column("Daily moves", term: "daily-move"),
        DataTable.Column("Reached in 24 h, 7 d", term: "reach-probability"),
        DataTable.Column("Expected in 24 h, 7 d", term: "expected-liquidation"),
        DataTable.Column("Leverage", term: "effective-leverage", numeric: false),
        DataTable.Column("Venue", term: "venue", numeric: false),
        DataTable.Column("Median age"),
      ], rows: rows)
  }

  /// - Parameter zones: of both sides, in any order.
  static func ladder(zones: [ZoneReport], close: Price, isOpen: Bool) -> DataTable {
    func row(_ zone: ZoneReport) -> DataTable.Row {
      DataTable.Row(
        [
          DataTable.Cell(Wording.band(zone.low, zone.high)),
          DataTable.Cell(Wording.pool(zone.side)),
          DataTable.Cell(
            NumberText.usd(zone.usd.value),
            note: Wording.usdRange(zone.usdP10.value, zone.usdP90.value)),
          DataTable.Cell(NumberText.percent(zone.distance, decimals: 1, signed: true)),
          DataTable.Cell(
            zone.reach.map { Wording.chance($0.h24) } ?? "\u{2013}"),
        ], role: zone.side.rawValue)
    }
    let above = zones.filter { $0.side == .short }.sorted { $0.low > $1.low }
    let below = zones.filter { $0.side == .long }.sorted { $0.low > $1.low }
    let price = DataTable.Row(
      [
        DataTable.Cell(NumberText.price(close.value)),
        DataTable.Cell(isOpen ? "Price so far" : "Close"),
        DataTable.Cell(""), DataTable.Cell(""), DataTable.Cell(""),
      ],
      role: "close")
    return DataTable(
      name: "ladder",
      caption: "Key levels: the largest pools on either side of the \(isOpen ? "price" : "close")",
      columns: [
        DataTable.Column("Price, USD", numeric: false),
        DataTable.Column("Liquidated there", term: "pool", numeric: false),
        DataTable.Column("Pool, p10\u{2013}p90", term: "range"),
        DataTable.Column("Away", term: "distance"),
        DataTable.Column("Reached in 24 h", term: "reach-probability"),
      ], rows: above.map(row) + [price] + below.map(row))
  }

  private static func reach(_ zone: ZoneReport) -> DataTable.Cell {
    guard let reach = zone.reach else { return .none }
    return DataTable.Cell(Wording.chance(reach.h24), note: Wording.chance(reach.h168))
  }

  private static func expected(_ zone: ZoneReport) -> DataTable.Cell {
    guard let expected = zone.expectedUSD else { return .none }
    return DataTable.Cell(NumberText.usd(expected.h24), note: NumberText.usd(expected.h168))
  }

  /// The leverage that holds most of the zone, and its share.
  private static func leverage(_ zone: ZoneReport) -> DataTable.Cell {
    let bands = LeverageBand.allCases.compactMap { band in
      zone.bands[band.rawValue].map { (band: band, usd: $0) }
    }
    let total = bands.reduce(0) { $0 + $1.usd }
    guard total > 0, let most = bands.max(by: { $0.usd < $1.usd }) else { return .none }
    let share = NumberText.percent(most.usd / total, decimals: 0)
    return DataTable.Cell(most.band.rangeDescription, note: "\(share) of it")
  }

  private static func venues(_ zone: ZoneReport) -> String {
    let shares = zone.venues.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let total = shares.map(\.value).reduce(0, +)
    guard total > 0 else { return "\u{2013}" }
    let named = shares.map { (name: Venue(rawValue: $0.key)?.name ?? $0.key, usd: $0.value) }
    guard named.count > 1 else { return named[0].name }
    return named.prefix(3).map { "\($0.name) \(NumberText.percent($0.usd / total, decimals: 0))" }
      .joined(separator: ", ")
  }
}

import Briefing
import Market

/// The table of the wallets that venues show.
enum WhaleTables {
  /// The largest positions, then all of each side; `nil` where no wallet holds any.
  static func largest(_ whales: WhaleReport, of briefing: Briefing) -> DataTable? {
    guard !whales.largest.isEmpty else { return nil }
    let sums = Side.allCases.compactMap { sum(whales.side($0), $0) }
    return DataTable(
      name: "whales",
      caption: "The largest positions of the wallets watched, as the venue shows them",
      columns: [
        DataTable.Column("Wallet", term: "whale", numeric: false),
        DataTable.Column("Side", numeric: false),
        DataTable.Column("Size, \(BriefingTables.coin(briefing))"),
        DataTable.Column("At the close, USD"), DataTable.Column("Entry, USD"),
        DataTable.Column("Liquidation, USD", term: "liquidation"),
        DataTable.Column("Away", term: "distance"),
      ], rows: whales.largest.map(row) + sums,
      note:
        "Seen since \(Wording.cutoff(whales.since)). Away in the sums: half of the side\u{2019}s "
        + "value that can be liquidated is nearer.")
  }

  private static func row(_ position: WhalePosition) -> DataTable.Row {
    DataTable.Row(
      [
        DataTable.Cell(position.wallet, note: position.venue.name),
        DataTable.Cell(position.side == .long ? "Long" : "Short"),
        DataTable.Cell(NumberText.compact(position.quantityBase)),
        DataTable.Cell(NumberText.usd(position.usd)),
        DataTable.Cell(NumberText.price(position.entry.value)),
        position.liquidationPrice.map { DataTable.Cell(NumberText.price($0.value)) }
          ?? DataTable.Cell.none,
        position.distance.map {
          DataTable.Cell(NumberText.percent($0, decimals: 1, signed: true))
        } ?? DataTable.Cell.none,
      ], role: position.side.rawValue)
  }

  private static func sum(_ held: WhaleSide, _ side: Side) -> DataTable.Row? {
    guard held.positions > 0 else { return nil }
    return DataTable.Row(
      [
        DataTable.Cell(
          "\(side == .long ? "Longs" : "Shorts"), \(NumberText.count(held.positions, "position"))",
          note: NumberText.percent(held.share) + " of open interest"),
        DataTable.Cell(side == .long ? "Long" : "Short"),
        DataTable.Cell(NumberText.compact(held.quantityBase)),
        DataTable.Cell(NumberText.usd(held.usd)), .none, .none,
        held.medianDistance.map {
          DataTable.Cell(NumberText.percent(-side.sign * $0, decimals: 1, signed: true))
        } ?? DataTable.Cell.none,
      ], role: side.rawValue)
  }
}

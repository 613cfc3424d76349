import Market

/// A month of briefings as a calendar: each day leads to its briefing and says how the price changed.
enum MarketCalendar {
  /// How strongly a day's change is coloured, by its place among those of all days: half of them
  /// faintly, one in ten strongly, whatever a usual day of the market is.
  struct Shades: Sendable {
    private let large: Double
    private let extreme: Double

    init(_ days: [DaySummary]) {
      let moves = days.compactMap(\.change24h).map(abs).sorted()
      large = moves.isEmpty ? 0 : moves[moves.count / 2]
      extreme = moves.isEmpty ? 0 : moves[moves.count * 9 / 10]
    }

    /// The classes of a day's cell: `rise`, `fall large`, `rise extreme`.
    ///
    /// - Parameter change: as a fraction of the price.
    func role(_ change: Double) -> String {
      let size = abs(change)
      return (change < 0 ? "fall" : "rise")
        + (size > extreme ? " extreme" : size > large ? " large" : "")
    }
  }

  /// Weeks from Monday.
  ///
  /// - Parameter days: those of the month that have a briefing.
  static func table(_ month: Month, _ days: [DaySummary], shades: Shades) -> DataTable {
    let published = Dictionary(days.map { ($0.date, $0) }) { first, _ in first }
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    var rows: [DataTable.Row] = []
    var week = month.first - month.first.weekday
    while week < month.next.first {
      rows.append(
        DataTable.Row(
          (0..<7).map { offset in
            let day = week + offset
            guard Month(day) == month else { return DataTable.Cell("") }
            return cell(day, published[day], shades)
          }))
      week = week + 7
    }
    return DataTable(
      name: "calendar", caption: "\(month.name): change of each day, %",
      columns: names.map { DataTable.Column($0) }, rows: rows, hasRowNames: false)
  }

  private static func cell(_ day: Day, _ summary: DaySummary?, _ shades: Shades) -> DataTable.Cell {
    let number = String(day.calendar.day)
    guard let summary else { return DataTable.Cell(number) }
    let link = "\(day)/index.html"
    guard let change = summary.change24h else { return DataTable.Cell(number, link: link) }
    let words = NumberText.fixed(change * 100, decimals: 1)
    // The colours are those of whole days.
    return DataTable.Cell(
      number, note: (change > 0 ? "+" : "") + words, link: link,
      role: summary.provisional ? "provisional" : shades.role(change))
  }
}

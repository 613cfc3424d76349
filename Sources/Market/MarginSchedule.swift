/// The tables of one symbol over time: each bar is judged by the one in force on its day.
public struct MarginSchedule: Hashable, Sendable {
  /// Ascending by the day on which each came into force; never empty.
  public let tables: [(from: Day, table: MarginTierTable)]

  /// - Parameter tables: in any order; the earliest also serves the days before it.
  public init?(_ tables: [(from: Day, table: MarginTierTable)]) {
    guard !tables.isEmpty else { return nil }
    self.tables = tables.sorted { $0.from < $1.from }
  }

  public func table(on day: Day) -> MarginTierTable {
    tables.last { $0.from <= day }?.table ?? tables[0].table
  }

  public static func == (a: MarginSchedule, b: MarginSchedule) -> Bool {
    a.tables.elementsEqual(b.tables) { $0.from == $1.from && $0.table == $1.table }
  }

  public func hash(into hasher: inout Hasher) {
    for (from, table) in tables {
      hasher.combine(from)
      hasher.combine(table)
    }
  }
}

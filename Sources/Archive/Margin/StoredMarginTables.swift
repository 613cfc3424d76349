import Market

/// The margin tables among a venue's stored responses: one from the day on which it was asked for.
struct StoredMarginTables {
  /// How often one of the snapshots is looked at: whole accounts of a venue are large, and its
  /// tables change a few times a year.
  enum Pace { case daily, monthly }

  let dataFolder: String
  let instrument: Instrument

  /// - Returns: `nil` where there is none.
  /// - Throws: `.refusedFile` for a table that breaks what the venue's tables keep.
  func schedule(_ endpoint: StoredEndpoint, _ pace: Pace, log: inout ReadingLog)
    throws(ArchiveError) -> MarginSchedule?
  {
    let reader = MarginTableReader(dataFolder: dataFolder, instrument: instrument)
    var tables: [(from: Day, table: MarginTierTable)] = []
    var periods: Set<String> = []
    for file in try endpoint.files(below: dataFolder) {
      guard case .snapshot(let time) = file.response else { continue }
      let period = pace == .daily ? "\(time.day)" : String("\(time.day)".dropLast(3))
      guard periods.insert(period).inserted else { continue }
      do throws(ArchiveError) {
        let table = try reader.table(file.name)
        try log.note(file.name, below: dataFolder, rows: table.tiers.count, time: time)
        // Most snapshots say what the last one said.
        if tables.last?.table != table { tables.append((time.day, table)) }
      } catch {
        try log.refuse(error)
      }
    }
    return MarginSchedule(tables)
  }
}

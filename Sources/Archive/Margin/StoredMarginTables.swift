import Market

/// The margin tables among a venue's stored responses: one from the day on which it was asked for.
struct StoredMarginTables {
  /// How often one of the snapshots is looked at: whole accounts of a venue are large, and its
  /// tables change a few times a year.
  enum Pace { case daily, monthly }

  let reader: ResponseReader
  let instrument: Instrument

  private var dataFolder: String { reader.dataFolder }

  /// - Returns: what is right from the first day on that the reader does not pass over; `nil`
  ///   where there is none.
  /// - Throws: `.refusedFile` for a table that breaks what the venue's tables keep.
  func schedule(
    _ endpoint: StoredEndpoint, _ pace: Pace, log: inout ReadingLog
  ) throws(ArchiveError) -> MarginSchedule? {
    let snapshots = try snapshots(endpoint, pace)
    // The one in force on the first day, and if that cannot be used the one before it.
    let first = reader.since.map { since in snapshots.lastIndex { $0.time.day <= since } ?? 0 } ?? 0
    var tables: [(from: Day, table: MarginTierTable)] = []
    for snapshot in snapshots.prefix(first + 1).reversed() where tables.isEmpty {
      try add(snapshot, to: &tables, log: &log)
    }
    for snapshot in snapshots.dropFirst(first + 1) { try add(snapshot, to: &tables, log: &log) }
    return MarginSchedule(tables)
  }

  /// The first snapshot of each period, in order of time.
  private func snapshots(_ endpoint: StoredEndpoint, _ pace: Pace) throws(ArchiveError)
    -> [(file: String, time: Timestamp)]
  {
    var periods: Set<String> = []
    return try reader.all(endpoint).compactMap { file in
      guard case .snapshot(let time) = file.response else { return nil }
      let period = pace == .daily ? "\(time.day)" : String("\(time.day)".dropLast(3))
      return periods.insert(period).inserted ? (file.name, time) : nil
    }
  }

  private func add(
    _ snapshot: (file: String, time: Timestamp),
    to tables: inout [(from: Day, table: MarginTierTable)],
    log: inout ReadingLog
  ) throws(ArchiveError) {
    do throws(ArchiveError) {
      let table = try MarginTableReader(dataFolder: dataFolder, instrument: instrument)
        .table(snapshot.file)
      try log.note(
        snapshot.file, below: dataFolder, rows: table.tiers.count, time: snapshot.time)
      // Most snapshots say what the last one said.
      if tables.last?.table != table { tables.append((snapshot.time.day, table)) }
    } catch {
      try log.refuse(error, of: snapshot.time)
    }
  }
}

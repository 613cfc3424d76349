import Market

/// Reads what stood of a coin at moments: from the venue's archive (once a minute) and from stored
/// answers of `metaAndAssetCtxs` (when it was asked).
struct HyperliquidContexts {
  struct Row: PlacedRow {
    var time: Timestamp
    var place: RowPlace
    /// Coins, of one side.
    var openInterest: Double
    var mark: Double
    /// NaN where there is none.
    var premium: Double

    func agrees(with other: Row) -> Bool {
      openInterest == other.openInterest && mark == other.mark && agree(premium, other.premium)
    }
  }

  let dataFolder: String
  let layout: HyperliquidLayout

  private var coin: String { layout.instrument.symbol }

  /// In order of time, one a moment; the archive's, where both have one.
  func read(_ reader: ResponseReader, log: inout ReadingLog) throws(ArchiveError) -> [Row] {
    var rows = try archive(since: reader.since, log: &log)
    for file in try reader.files(layout.endpoint(.assetContexts)) {
      if let row = try snapshot(file, log: &log) { rows.append(row) }
    }
    var kept: [Row] = []
    for row in rows.enumerated().sorted(by: {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }).map(\.element) where kept.last?.time != row.time {
      kept.append(row)
    }
    return kept
  }

  // MARK: - Answers

  private static let universe = ResponsePlan([.init("name", at: 0, .text)])
  private static let contexts = ResponsePlan([
    .init("openInterest", at: 0, .number), .init("markPx", at: 1, .number),
    .init("premium", at: 2, .optionalNumber),
  ])

  /// The coin's row of one answer: `[{"universe": [{"name": …}, …]}, [{…}, …]]`, the second list
  /// in the order of the first.
  private func snapshot(_ file: StoredFile, log: inout ReadingLog) throws(ArchiveError) -> Row? {
    guard case .snapshot(let time) = file.response else { return nil }
    do throws(ArchiveError) {
      let mapped = try MappedFile(
        dataFolder + "/" + file.name, name: file.name, limit: ResponseReader.sizeLimit)
      let found = try file.refused { () throws(ResponseFault) in try figures(mapped.bytes) }
      let (openInterest, mark, premium) = found
      let number = log.open(file.name, sha256: SHA256.hexDigest(of: mapped.bytes))
      guard openInterest > 0, mark > 0 else {
        try log.refuse(
          number,
          RefusedRow(
            file: file.name, row: 1, column: "openInterest, markPx",
            found: "\(openInterest), \(mark)", expected: Expectation.positive.description))
        return nil
      }
      log.addSnapshot(number, rows: 1, time: time)
      return Row(
        time: time, place: RowPlace(file: Int32(truncatingIfNeeded: number), line: 1),
        openInterest: openInterest, mark: mark, premium: premium)
    } catch {
      try log.refuse(error, of: time)
      return nil
    }
  }

  private func figures(_ bytes: UnsafeRawBufferPointer) throws(ResponseFault) -> (
    openInterest: Double, mark: Double, premium: Double
  ) {
    let lists = try ResponseBody.metaAndContexts(bytes)
    var names = ResponseScanner(lists.universe, plan: Self.universe)
    var contexts = ResponseScanner(lists.contexts, plan: Self.contexts)
    while true {
      guard case .row = try names.next() else { throw .shape(detail: "no coin '\(coin)'") }
      let outcome = try contexts.next()
      guard names.texts[0].elementsEqual(coin.utf8) else { continue }
      guard case .row = outcome else {
        throw .shape(detail: "no open interest and mark price of '\(coin)'")
      }
      return (contexts.values[0], contexts.values[1], contexts.values[2])
    }
  }

  // MARK: - The archive

  private static let columns = ["time", "coin", "open_interest", "mark_px", "premium"]

  /// The archive's files and their days.
  func archived() throws(ArchiveError) -> [(day: Day, file: String)] {
    let folder = HyperliquidLayout.contextsArchiveFolder
    guard Files.isFolder(dataFolder + "/" + folder) else { return [] }
    return try Files.list(dataFolder + "/" + folder).compactMap { name in
      Self.day(name).map { ($0, folder + "/" + name) }
    }
  }

  private func archive(since: Day?, log: inout ReadingLog) throws(ArchiveError) -> [Row] {
    var rows: [Row] = []
    for (day, file) in try archived() where since.map({ day >= $0 }) ?? true {
      let table = TableFile(path: dataFolder + "/" + file, name: file)
      let opened = log.files.count
      do throws(ArchiveError) {
        var text = try table.open()
        rows += try log.ordered(try self.rows(&text, day, &log))
      } catch {
        if log.files.count > opened { log.leaveOut(opened) }
        try log.refuse(error, of: day.start)
      }
    }
    return rows
  }

  /// `20240805.csv.lz4` or `20240805.csv`.
  private static func day(_ name: String) -> Day? {
    guard name.hasSuffix(".csv") || name.hasSuffix(".csv.lz4"), name.utf8.count >= 12,
      name.dropFirst(8).first == "."
    else { return nil }
    return Day("\(name.prefix(4))-\(name.dropFirst(4).prefix(2))-\(name.dropFirst(6).prefix(2))")
  }

  private func rows(_ text: inout TableText, _ day: Day, _ log: inout ReadingLog)
    throws(ArchiveError) -> [Row]
  {
    try text.advance(to: 0)
    guard let header = CSVHeader(text.bytes) else {
      throw .refusedFile(file: text.name, fault: .noHeader)
    }
    var places: [(column: Int, kind: CSVPlan.Kind)] = []
    // The premium of coins that nobody trades is blank or the word null.
    let kinds: [CSVPlan.Kind] = [.time, .text, .number, .number, .text]
    for (column, kind) in zip(Self.columns, kinds) {
      guard let index = header.names.firstIndex(of: column) else {
        throw .refusedFile(
          file: text.name, fault: .wrongColumns(found: header.names, expected: Self.columns))
      }
      places.append((index, kind))
    }
    let coin = coin
    let number = log.open(text.name, period: (first: day.start, last: day.close))
    let period = day.start - TimeSpan.hour..<day.close + TimeSpan.hour
    var rows: [Row] = []
    try TableReader.read(
      &text, header: header, plan: CSVPlan(columns: places, columnCount: header.names.count),
      file: number, log: &log, skipping: { !$0.says(coin, 1) }, into: &rows
    ) { row in
      guard period.contains(row.time) else {
        return .failure(RowFault(slot: 0, expected: .within(period)))
      }
      for slot in [2, 3] {
        if let fault = BarCheck.positive(row.values[slot], slot) { return .failure(fault) }
      }
      let premium = Double(String(decoding: row.texts[4], as: UTF8.self)) ?? .nan
      return .success(
        Row(
          time: row.time, place: row.place, openInterest: row.values[2], mark: row.values[3],
          premium: premium.isFinite ? premium : .nan))
    }
    log.close(number, sha256: text.sha256())
    return rows
  }
}

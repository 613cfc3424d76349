import Market

/// Reads the archive's files of one contract, kind by kind, and keeps the log of it.
struct BinanceTables {
  let dataFolder: String
  /// Files of which nothing is as late as this day's start are passed over.
  let since: Day?
  var log: ReadingLog

  init(dataFolder: String, policy: Policy, since: Day?) {
    self.dataFolder = dataFolder
    self.since = since
    self.log = ReadingLog(policy: policy)
  }

  /// A column to read, by the name in the venue's header.
  struct Column {
    var name: String
    var kind: CSVPlan.Kind
  }

  static let markColumns: [Column] = [
    .init(name: "open_time", kind: .time), .init(name: "open", kind: .number),
    .init(name: "high", kind: .number), .init(name: "low", kind: .number),
    .init(name: "close", kind: .number),
  ]
  static let candleColumns =
    markColumns + [
      .init(name: "volume", kind: .number),
      .init(name: "taker_buy_volume", kind: .optionalNumber),
    ]

  /// The rows of some files of one kind, as they come.
  ///
  /// Of a month's file, the days that have files of their own are left out.
  ///
  /// - Parameters:
  ///   - columns: what is read; the first is the time, and each one's index its slot.
  ///   - rowsADay: about how many there are.
  ///   - make: checks a row and makes a value of it.
  ///   - reduce: what is kept of each file's rows.
  mutating func read<Row: PlacedRow>(
    _ files: [BinanceFile], _ kind: BinanceLayout.Kind, columns: [Column], rowsADay: Int = 0,
    make: (ScannedRow) -> Result<Row, RowFault>, keeping reduce: (([Row]) -> [Row])? = nil
  ) throws(ArchiveError) -> [Row] {
    let daily = Set(files.lazy.filter(\.isDaily).map(\.first))
    let wanted = files.filter { file in since.map { file.last >= $0 } ?? true }
    var rows: [Row] = []
    rows.reserveCapacity(min(ReadingLog.rowLimit, wanted.days.count * rowsADay))
    for file in wanted {
      let before = rows.count
      let opened = log.files.count
      do throws(ArchiveError) {
        let table = TableFile(path: dataFolder + "/" + file.name, name: file.name)
        let expected = try checksum(of: table)
        if expected == nil { log.add(FindingWords.checksum(file.name, from: file.first.start)) }
        var text = try table.open(tellsDays: kind.grows) { digest throws(ArchiveError) in
          guard expected == nil || digest == expected else {
            throw .refusedFile(
              file: file.name, fault: .checksumDiffers(found: digest, expected: expected ?? ""))
          }
        }
        try self.rows(&text, of: file, kind, columns: columns, into: &rows, make: make)
      } catch {
        // What was found before a file turned out damaged is not believed either.
        rows.removeLast(rows.count - before)
        if log.files.count > opened { log.leaveOut(opened) }
        try log.refuse(error, of: file.first.start)
      }
      if !file.isDaily, !daily.isEmpty {
        let others = rows[before...].filter { !daily.contains($0.time.day) }
        rows.replaceSubrange(before..., with: others)
      }
      if let reduce { rows.replaceSubrange(before..., with: reduce(Array(rows[before...]))) }
    }
    return rows
  }

  private mutating func rows<Row: PlacedRow>(
    _ text: inout TableText, of file: BinanceFile, _ kind: BinanceLayout.Kind, columns: [Column],
    into rows: inout [Row], make: (ScannedRow) -> Result<Row, RowFault>
  ) throws(ArchiveError) {
    try text.advance(to: 0)
    guard let header = CSVHeader(text.bytes, published: kind.columns) else {
      throw .refusedFile(file: file.name, fault: .noHeader)
    }
    var places: [(column: Int, kind: CSVPlan.Kind)] = []
    for column in columns {
      guard let index = header.names.firstIndex(of: column.name) else {
        throw .refusedFile(
          file: file.name, fault: .wrongColumns(found: header.names, expected: kind.columns))
      }
      places.append((index, column.kind))
    }
    let number = log.open(file.name, period: (first: file.first.start, last: file.last.close))
    let period = kind.period(of: file)
    try TableReader.read(
      &text, header: header, plan: CSVPlan(columns: places, columnCount: header.names.count),
      file: number, log: &log, into: &rows
    ) { row in
      guard period.contains(row.time) else {
        return .failure(RowFault(slot: 0, expected: .within(period)))
      }
      return make(row)
    }
    log.close(number, sha256: text.sha256())
  }

  /// The digest that the file's `.CHECKSUM` gives; `nil` where there is none.
  private func checksum(of table: TableFile) throws(ArchiveError) -> String? {
    let path = table.path + ".CHECKSUM"
    guard Files.exists(path) else { return nil }
    let text = try Files.readAll(path, limit: 4_096)
    let digest = String(decoding: text.prefix(64), as: UTF8.self).lowercased()
    guard digest.utf8.count == 64, digest.allSatisfy(\.isHexDigit),
      text.count == 64 || [0x20, 0x0A, 0x0D].contains(text[64])
    else {
      throw .refusedFile(
        file: table.name, fault: .checksumUnreadable(found: String(digest.prefix(20))))
    }
    return digest
  }
}

extension BinanceLayout.Kind {
  /// Whether its files are of a month from the start and may come before that is over.
  fileprivate var grows: Bool { self == .funding }

  /// The times that the rows of a file may have: candles those of its days, others jitter. What stood
  /// at midnight belongs to the bar before.
  fileprivate func period(of file: BinanceFile) -> Range<Timestamp> {
    let before = isCandles || self == .depth ? TimeSpan(milliseconds: 0) : .hour
    let after = isCandles ? TimeSpan(milliseconds: 0) : .hour
    return file.first.start - before..<file.last.close + after
  }
}

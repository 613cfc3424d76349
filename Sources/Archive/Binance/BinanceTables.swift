import Market

/// Reads the archive's files of one contract, kind by kind, and keeps the log of it.
struct BinanceTables {
  let dataFolder: String
  var log: ReadingLog

  init(dataFolder: String, policy: Policy) {
    self.dataFolder = dataFolder
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
  ///   - make: checks a row and makes a value of it.
  ///   - reduce: what is kept of each file's rows.
  mutating func read<Row: PlacedRow>(
    _ files: [BinanceFile], _ kind: BinanceLayout.Kind, columns: [Column],
    make: (ScannedRow) -> Result<Row, RowFault>, keeping reduce: ([Row]) -> [Row] = { $0 }
  ) throws(ArchiveError) -> [Row] {
    let daily = Set(files.lazy.filter(\.isDaily).map(\.first))
    var unverified: [String: Int] = [:]
    var rows: [Row] = []
    for file in files {
      let folder = String(file.name[..<(file.name.lastIndex(of: "/") ?? file.name.endIndex)])
      do throws(ArchiveError) {
        let table = TableFile(path: dataFolder + "/" + file.name, name: file.name)
        let expected = try checksum(of: table)
        if expected == nil { unverified[folder, default: 0] += 1 }
        let read = try table.read { digest throws(ArchiveError) in
          guard expected == nil || digest == expected else {
            throw .refusedFile(
              file: file.name, fault: .checksumDiffers(found: digest, expected: expected ?? ""))
          }
        } _: { bytes, digest throws(ArchiveError) in
          try self.rows(
            bytes, digest: digest, of: file, kind, columns: columns, make: make)
        }
        if file.isDaily || daily.isEmpty {
          rows += reduce(read)
        } else {
          rows += reduce(read.filter { !daily.contains($0.time.day) })
        }
      } catch {
        try log.refuse(error)
      }
    }
    for (folder, count) in unverified.sorted(by: { $0.key < $1.key }) {
      log.add(FindingWords.checksums(folder: folder, count: count))
    }
    return rows
  }

  private mutating func rows<Row: PlacedRow>(
    _ bytes: UnsafeRawBufferPointer, digest: String, of file: BinanceFile,
    _ kind: BinanceLayout.Kind, columns: [Column], make: (ScannedRow) -> Result<Row, RowFault>
  ) throws(ArchiveError) -> [Row] {
    guard let header = CSVHeader(bytes, published: kind.columns) else {
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
    let number = log.open(
      file.name, sha256: digest, period: (first: file.first.start, last: file.last.close))
    return try TableReader.read(
      bytes, header: header, plan: CSVPlan(columns: places, columnCount: header.names.count),
      file: number, log: &log, make: make)
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

import Market

extension SeriesReader {
  /// Enters the rows of each day: a file that grows by a day changes no day before.
  func survey(_ surveyor: inout Surveyor) throws(ArchiveError) {
    let file = TableFile(path: dataFolder + "/" + source.path, name: source.path)
    guard Files.isFile(file.path) else { throw .noInput(.file(source.path)) }
    let (parts, times, header) = try file.read { bytes, _ throws(ArchiveError) in
      try days(of: bytes)
    }
    for (day, sha256) in parts {
      surveyor.add(SourceSurvey.Part(file: source.path, sha256: sha256, from: day))
    }
    // Which columns there are, and how long a bar is, concern all days.
    let step = Self.commonStep(times).map { "\($0)" } ?? "none"
    surveyor.add(decision: header.joined(separator: ",") + "\n" + step, at: source.path)
  }

  /// The digest of each day's rows as they stand in the file, and all rows' times in order.
  private func days(of bytes: UnsafeRawBufferPointer) throws(ArchiveError) -> (
    parts: [(day: Day?, sha256: String)], times: [Timestamp], header: [String]
  ) {
    guard let header = CSVHeader(bytes) else {
      throw .refusedFile(file: source.path, fault: .noHeader)
    }
    let columns = try SeriesColumns(source: source, header: header.names)
    let time = columns.plan.column(slot: 0)
    var scanner = CSVScanner(
      bytes, from: header.rowsStart, linesBefore: header.lines,
      plan: CSVPlan(columns: [(time, .time)], columnCount: header.names.count))
    var runs: [(day: Day?, bytes: Range<Int>)] = []
    var times: [Timestamp] = []
    scanning: while true {
      // A row that has no time counts with the one before it.
      var day = runs.last?.day
      switch scanner.next() {
      case .end: break scanning
      case .refused: break
      case .row:
        let time = Timestamp(milliseconds: Int64(scanner.values[0]))
        times.append(time)
        day = time.day
      }
      if let last = runs.last, last.day == day, last.bytes.upperBound == scanner.row.lowerBound {
        runs[runs.count - 1].bytes = last.bytes.lowerBound..<scanner.row.upperBound
      } else {
        runs.append((day, scanner.row))
      }
    }
    let parts = Dictionary(grouping: runs, by: \.day).map { day, runs in
      let digest =
        runs.count == 1
        ? SHA256.hexDigest(of: UnsafeRawBufferPointer(rebasing: bytes[runs[0].bytes]))
        : SHA256.hexDigest(of: runs.flatMap { Array(bytes[$0.bytes]) })
      return (day: day, sha256: digest)
    }
    return (parts, times.sorted(), header.names)
  }
}

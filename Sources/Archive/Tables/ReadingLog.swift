import Market

/// What became of each file of a reading: its counts, and what was wrong with it.
struct ReadingLog {
  /// Rows of one instrument that are read at most: 19 years of minutes.
  static let rowLimit = 10_000_000
  /// Gaps of one kind of data that are told one by one; the rest are told together.
  static let gapLimit = 1_000

  /// One file's counts.
  struct File {
    var name: String
    var sha256: String
    /// The times that an empty file stands for.
    var period: (first: Timestamp, last: Timestamp)?
    var rows = 0
    var refused = 0
    var first = Timestamp(milliseconds: .max)
    var last = Timestamp(milliseconds: .min)
    var gaps = 0
    /// Whether it turned out unusable as a whole while it was read.
    var isLeftOut = false
    var firstRefusal: (row: RefusedRow, time: Timestamp?)?
    var duplicates: Occurrences?
    var disorder: Occurrences?
  }

  let policy: Policy
  private(set) var files: [File] = []
  private var general: [DataFinding] = []
  private var rows = 0

  init(policy: Policy) { self.policy = policy }

  /// Enters a file that is about to be read.
  ///
  /// - Parameter sha256: may follow when the file was read to its end.
  mutating func open(
    _ name: String, sha256: String = "", period: (first: Timestamp, last: Timestamp)? = nil
  ) -> Int {
    files.append(File(name: name, sha256: sha256, period: period))
    return files.count - 1
  }

  mutating func close(_ file: Int, sha256: String) { files[file].sha256 = sha256 }

  /// Rows that may still be read.
  var rowsLeft: Int { Self.rowLimit - rows }

  /// Enters what was counted while a file's rows were read.
  mutating func add(_ counts: RowCounts, to file: Int) {
    rows += counts.rows
    files[file].rows += counts.rows
    files[file].disorder = counts.disorder
    files[file].first = counts.first
    files[file].last = counts.last
  }

  /// Refuses a row: ends the reading under the strict policy, counts it under the lenient one.
  mutating func refuse(_ file: Int, _ row: RefusedRow, time: Timestamp? = nil)
    throws(ArchiveError)
  {
    guard policy == .lenient else { throw .refusedRow(row) }
    files[file].refused += 1
    if files[file].firstRefusal == nil { files[file].firstRefusal = (row, time) }
  }

  /// Refuses a row that was counted as usable before.
  mutating func takeBack(_ file: Int, _ row: RefusedRow, time: Timestamp) throws(ArchiveError) {
    files[file].rows -= 1
    try refuse(file, row, time: time)
  }

  /// Refuses a file as a whole: ends the reading under the strict policy, goes on without the file
  /// under the lenient one. Any other error, and too much data, end it under both.
  mutating func refuse(_ error: ArchiveError) throws(ArchiveError) {
    guard policy == .lenient, case .refusedFile(let file, let fault) = error,
      fault != .tooManyRows(limit: Self.rowLimit)
    else { throw error }
    add(
      DataFinding(
        kind: .refused, file: file, message: "the file was left out: \(fault)"))
  }

  /// Forgets a file that was opened: it is refused as a whole.
  mutating func leaveOut(_ file: Int) {
    files[file] = File(name: files[file].name, sha256: files[file].sha256, isLeftOut: true)
  }

  /// Enters what was read of a file that holds what stood at one moment.
  mutating func addSnapshot(_ file: Int, rows: Int, time: Timestamp) {
    var counts = RowCounts()
    counts.rows = rows
    (counts.first, counts.last) = (time, time)
    add(counts, to: file)
    files[file].period = (time, time)
  }

  /// Enters a small file that another reader has read: what stood at one moment.
  mutating func note(_ name: String, below dataFolder: String, rows: Int, time: Timestamp)
    throws(ArchiveError)
  {
    let bytes = try Files.readAll(dataFolder + "/" + name)
    addSnapshot(open(name, sha256: SHA256.hexDigest(of: bytes)), rows: rows, time: time)
  }

  mutating func addDuplicate(_ file: Int, line: Int, time: Timestamp) {
    Occurrences.note(&files[file].duplicates, line, time)
  }

  mutating func addGap(_ file: Int) { files[file].gaps += 1 }

  mutating func add(_ finding: DataFinding) { general.append(finding) }

  /// The files with at least one row, or of a period that may be quiet.
  var inputs: [InputFile] {
    files.compactMap { file in
      guard file.rows > 0 || file.period != nil else { return nil }
      let empty = file.first > file.last
      return InputFile(
        file: file.name, sha256: file.sha256, rows: file.rows,
        first: empty ? file.period?.first ?? file.first : file.first,
        last: empty ? file.period?.last ?? file.last : file.last,
        gaps: file.gaps, refused: file.refused)
    }
  }

  /// What was wrong with the files, then with what they hold together.
  var findings: [DataFinding] {
    files.flatMap { file in
      var found: [DataFinding] = []
      if let (row, time) = file.firstRefusal {
        found.append(FindingWords.refused(row, time: time, count: file.refused))
      }
      if let disorder = file.disorder {
        found.append(FindingWords.disorder(file.name, disorder))
      }
      if let duplicates = file.duplicates {
        found.append(FindingWords.duplicates(file.name, duplicates))
      }
      return found
    } + general
  }
}

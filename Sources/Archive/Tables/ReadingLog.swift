import Market

/// What became of each file of a reading: its counts, and what was wrong with it.
struct ReadingLog {
  /// Rows of one instrument that are read at most: 19 years of minutes.
  static let rowLimit = 10_000_000
  /// Gaps of one kind of data and one day that are told one by one; the rest are told together.
  static let gapLimit = 50

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
    /// What happened to its rows, by the day of the rows; the earliest day first.
    var refusals: [Day?: Refusals] = [:]
    var duplicates: [Day: Occurrences] = [:]
    var disorder: [Day: Occurrences] = [:]

    /// What the file held up to the close of each of its days, where it grows by the day.
    var marks: [Mark] = []
    /// When each of its gaps showed, where that is known.
    var gapTimes: [Timestamp] = []
    /// The name that it has when it is whole.
    var wholeName: String

    struct Mark {
      var day: Day
      /// Of plain text, how long it was; `nil` where the digest is of the rows.
      var bytes: Int?
      var rows: Int
      var first: Timestamp
      var last: Timestamp
      var sha256: String
    }

    init(name: String, sha256: String, period: (first: Timestamp, last: Timestamp)?) {
      self.name = name
      self.sha256 = sha256
      self.period = period
      wholeName = name
    }

    /// Rows of a day that were refused: how many, and the first.
    struct Refusals {
      var count = 0
      var first: RefusedRow
      var time: Timestamp?
    }
  }

  let policy: Policy
  private(set) var files: [File] = []
  private var general: [KnownFinding] = []
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
  ///
  /// - Parameters:
  ///   - time: the row's own.
  ///   - after: of the last row before it that could be used: where the row has no time, it counts
  ///     for that one's day.
  mutating func refuse(
    _ file: Int, _ row: RefusedRow, time: Timestamp? = nil, after: Timestamp? = nil
  ) throws(ArchiveError) {
    guard policy == .lenient else { throw .refusedRow(row) }
    files[file].refused += 1
    let time = time ?? after ?? files[file].period?.first
    files[file].refusals[time?.day, default: .init(first: row, time: time)].count += 1
  }

  /// Refuses a row that was counted as usable before.
  mutating func takeBack(_ file: Int, _ row: RefusedRow, time: Timestamp) throws(ArchiveError) {
    files[file].rows -= 1
    try refuse(file, row, time: time)
  }

  /// Refuses a file as a whole: ends the reading under the strict policy, goes on without the file
  /// under the lenient one. Any other error, and too much data, end it under both.
  ///
  /// - Parameter time: the first that the file stands for.
  mutating func refuse(_ error: ArchiveError, of time: Timestamp?) throws(ArchiveError) {
    guard policy == .lenient, case .refusedFile(let file, let fault) = error,
      fault != .tooManyRows(limit: Self.rowLimit)
    else { throw error }
    add(
      DataFinding(
        kind: .refused, file: file, time: time, message: "the file was left out: \(fault)"))
  }

  /// Forgets a file that was opened: it is refused as a whole.
  mutating func leaveOut(_ file: Int) {
    files[file] = File(name: files[file].name, sha256: files[file].sha256, period: nil)
    files[file].isLeftOut = true
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
    Occurrences.note(&files[file].duplicates[time.day], line, time)
  }

  /// - Parameter known: when it showed.
  mutating func addGap(_ file: Int, known: Timestamp? = nil) {
    files[file].gaps += 1
    if let known { files[file].gapTimes.append(known) }
  }

  /// Enters what a file that grows by the day held up to the close of each of its days.
  ///
  /// - Parameter wholeName: its name when it is whole.
  mutating func mark(_ file: Int, _ marks: [File.Mark], wholeName: String? = nil) {
    files[file].marks = marks
    if let wholeName { files[file].wholeName = wholeName }
  }

  /// - Parameter known: when the data show it, where that is not at the finding's own time.
  mutating func add(_ finding: DataFinding, known: Timestamp? = nil) {
    general.append(KnownFinding(finding: finding, known: known ?? finding.time))
  }

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

  /// The files that grow by the day, as they were at the close of each of their days, by name.
  var growing: [String: [InputFile]] {
    var growing: [String: [InputFile]] = [:]
    for file in files where !file.marks.isEmpty {
      growing[file.name] = file.marks.map { mark in
        let close = mark.day.close
        return InputFile(
          file: file.wholeName, sha256: mark.sha256, bytes: mark.bytes, rows: mark.rows,
          first: mark.first, last: mark.last, gaps: file.gapTimes.count { $0 < close },
          refused: file.refusals.reduce(0) { sum, refusals in
            refusals.key.map { $0 <= mark.day } ?? true ? sum + refusals.value.count : sum
          })
      }
    }
    return growing
  }

  /// What was wrong with the files, then with what they hold together.
  var findings: [KnownFinding] {
    files.flatMap { file in
      var found: [KnownFinding] = []
      func add(_ finding: DataFinding) {
        found.append(KnownFinding(finding: finding, known: finding.time))
      }
      for (_, refusals) in file.refusals.sorted(by: { ($0.key ?? .never) < ($1.key ?? .never) }) {
        add(FindingWords.refused(refusals.first, time: refusals.time, count: refusals.count))
      }
      for (_, disorder) in file.disorder.sorted(by: { $0.key < $1.key }) {
        add(FindingWords.disorder(file.name, disorder))
      }
      for (_, duplicates) in file.duplicates.sorted(by: { $0.key < $1.key }) {
        add(FindingWords.duplicates(file.name, duplicates))
      }
      return found
    } + general
  }
}

/// A finding and when the data show it: a gap shows when the row comes that ends it.
struct KnownFinding {
  var finding: DataFinding
  /// `nil`: it concerns the data as a whole.
  var known: Timestamp?
}

extension Day {
  fileprivate static let never = Day(number: .min)
}

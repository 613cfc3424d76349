import Market

extension SeriesReader {
  /// Enters what the file held at the close of each day: one that grows by a day changes no day before.
  /// A file that is packed or not in order of time is one part, on which all days depend.
  func survey(_ surveyor: inout Surveyor) throws(ArchiveError) {
    var text = try open()
    let header = try header(of: text)
    let columns = try SeriesColumns(source: source, header: header.names)
    var log = ReadingLog(policy: .lenient)
    let file = log.open(source.path)
    var steps = SeriesSteps()
    try TableReader.read(
      &text, header: header,
      plan: CSVPlan(
        columns: [(columns.plan.column(slot: 0), .time)], columnCount: header.names.count),
      file: file, log: &log, marks: true
    ) { row in
      steps.add(row.time)
      return nil
    }
    if log.growing.isEmpty {
      surveyor.add(SourceSurvey.Part(file: source.path, sha256: text.sha256(), from: nil))
    } else {
      surveyor.add(growing: log)
    }
    // Which columns there are, and how long a bar is, concern all days.
    let step = steps.common.map { "\($0)" } ?? "none"
    surveyor.add(decision: header.names.joined(separator: ",") + "\n" + step, at: source.path)
  }
}

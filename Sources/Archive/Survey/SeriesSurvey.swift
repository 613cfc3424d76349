import Market

extension SeriesReader {
  /// Enters what the file held at the close of each day: one that grows by a day changes no day before.
  /// A file that is packed or not in order is one part, on which all days depend.
  func survey(_ surveyor: inout Surveyor) throws(ArchiveError) {
    var log = ReadingLog(policy: .lenient)
    let rows = try scan(from: Timestamp(milliseconds: .max), &log)
    let isInOrder = try isInOrder(rows)
    if isInOrder, !log.growing.isEmpty {
      surveyor.add(growing: log)
    } else {
      surveyor.add(source.path, from: nil)
    }
    // How long a bar is concerns all days; the header stands before the first.
    surveyor.add(decision: "\(rows.steps.common ?? 0)", at: source.path)
  }
}

/// What a part of the work has to tell, kept until its turn has come: parts run side by side, and are
/// told in order.
struct Remarks: Sendable {
  private var lines: [(isWarning: Bool, text: String)] = []

  mutating func info(_ text: String) { lines.append((false, text)) }

  mutating func warning(_ text: String) { lines.append((true, text)) }

  mutating func append(_ others: Remarks) { lines += others.lines }

  func tell(in log: Log) {
    for line in lines {
      if line.isWarning { log.warning(line.text) } else { log.info(line.text) }
    }
  }
}

import Market

extension ReadingLog {
  /// Rows of reported liquidations in order of time, each once: equal in all columns is the same.
  mutating func distinct(_ rows: [LiquidationReport]) -> [LiquidationReport] {
    let sorted = rows.sorted {
      ($0.time, $0.fingerprint, $0.place.file, $0.place.line)
        < ($1.time, $1.fingerprint, $1.place.file, $1.place.line)
    }
    var kept: [LiquidationReport] = []
    kept.reserveCapacity(sorted.count)
    for row in sorted {
      if let last = kept.last, last.time == row.time, last.agrees(with: row) {
        addDuplicate(Int(row.place.file), line: Int(row.place.line), time: row.time)
      } else {
        kept.append(row)
      }
    }
    return kept
  }

  /// Counts, file by file, the places where rows are missing between two of the same file.
  mutating func countGaps<Row: PlacedRow>(
    _ rows: [Row], interval: TimeSpan, tolerance: TimeSpan = TimeSpan(milliseconds: 0)
  ) {
    for (row, next) in zip(rows, rows.dropFirst())
    where row.place.file == next.place.file && next.time - row.time > interval + tolerance {
      addGap(Int(row.place.file))
    }
  }

  /// Counts as a gap where a file starts after or ends before the times that its name promises.
  ///
  /// - Parameters:
  ///   - periods: by the files' names; files that are not in it promise nothing.
  ///   - tolerance: what may be missing at either end; Binance's files of metrics start with the
  ///     day's first five minutes or end with the next day's start.
  mutating func countCutShort(
    _ periods: [String: Range<Timestamp>], interval: TimeSpan,
    tolerance: TimeSpan = TimeSpan(milliseconds: 0)
  ) {
    for (number, file) in self.files.enumerated() {
      guard let period = periods[file.name], file.rows > 0 else { continue }
      if file.first > period.lowerBound + tolerance + JoinedBars.jitter { addGap(number) }
      if file.last + interval + tolerance + JoinedBars.jitter < period.upperBound {
        addGap(number)
      }
    }
  }

  /// Whether a file was refused as a whole, so that nothing is known of its days.
  func wasLeftOut(_ name: String) -> Bool { !files.contains { $0.name == name && !$0.isLeftOut } }

  /// Reports the runs of bars that lack something which others have.
  mutating func reportBlanks(
    _ bars: [Bar], interval: TimeSpan, what: String, consequence: String,
    isBlank: (Bar) -> Bool
  ) {
    var gaps = GapList(what: what, consequence: consequence)
    var run: (from: Timestamp, count: Int)?
    for bar in bars {
      if isBlank(bar) {
        run = (run?.from ?? bar.time, (run?.count ?? 0) + 1)
      } else if let ended = run {
        gaps.add(file: nil, from: ended.from, count: ended.count, until: bar.time)
        run = nil
      }
    }
    if let run, let last = bars.last {
      gaps.add(file: nil, from: run.from, count: run.count, until: last.time + interval)
    }
    gaps.report(to: &self)
  }

  /// Reports where settlements are missing, by the interval that each row itself gives, also
  /// before the first and after the last as far as the bars reach.
  mutating func reportFundingGaps(_ funding: [Settlement], bars: [Bar], interval: TimeSpan) {
    var gaps = GapList(
      what: "settlements of funding", consequence: "nothing was put in their place")
    guard let firstBar = bars.first, let lastBar = bars.last else { return }
    guard let first = funding.first, let last = funding.last else {
      gaps.add(file: nil, from: firstBar.time, count: 1, until: lastBar.time + interval)
      return gaps.report(to: &self)
    }
    let lead = missing(from: firstBar.time, to: first.time, hours: first.hours)
    if lead > 0 {
      gaps.add(file: nil, from: firstBar.time, count: lead, until: first.time)
    }
    for (row, next) in zip(funding, funding.dropFirst()) {
      // Where the interval changes, the shorter of the two may hold on either side.
      let count = missing(from: row.time, to: next.time, hours: max(row.hours, next.hours)) - 1
      guard count > 0 else { continue }
      let file = row.place.file == next.place.file ? Int(row.place.file) : nil
      if let file { addGap(file, known: next.time) }
      gaps.add(
        file: file.map { files[$0].name }, from: row.time, count: count, until: next.time)
    }
    let tail = missing(from: last.time, to: lastBar.time + interval, hours: last.hours)
    let dueAtEnd = tail > 0 && isMultiple(lastBar.time + interval - last.time, last.hours)
    // What is settled at the very end belongs to the next bar.
    if tail - (dueAtEnd ? 1 : 0) > 0 {
      gaps.add(
        file: nil, from: last.time, count: tail - (dueAtEnd ? 1 : 0),
        until: lastBar.time + interval)
    }
    gaps.report(to: &self)
  }

  /// Whole funding intervals from one time to another.
  private func missing(from: Timestamp, to: Timestamp, hours: Double) -> Int {
    max(0, Int((to - from).hours / hours + 0.001))
  }

  private func isMultiple(_ span: TimeSpan, _ hours: Double) -> Bool {
    abs((span.hours / hours).rounded() - span.hours / hours) < 0.001
  }
}

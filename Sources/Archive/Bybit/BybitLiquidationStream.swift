import Market

/// Reads Bybit's liquidations as somebody recorded them from the stream `allLiquidation.{symbol}`:
/// a file a day, a line a message, as it came. The venue sends all of them and keeps none to ask
/// for later.
struct BybitLiquidationStream {
  /// Bytes that a day may have; the wildest so far had some ten million.
  private static let sizeLimit = 1 << 30

  let dataFolder: String
  let layout: BybitLayout

  /// - Returns: the reports in order of time, each once, and the times from each day's first to its
  ///   last message: before and after, nobody may have listened.
  func read(since: Day?, log: inout ReadingLog) throws(ArchiveError) -> (
    reports: [LiquidationReport], covered: [Range<Timestamp>]
  ) {
    var reports: [LiquidationReport] = []
    var covered: [Range<Timestamp>] = []
    for (day, file) in try files() where since.map({ day >= $0 }) ?? true {
      do throws(ArchiveError) {
        let mapped = try MappedFile(dataFolder + "/" + file, name: file, limit: Self.sizeLimit)
        let number = log.open(
          file, sha256: SHA256.hexDigest(of: mapped.bytes), period: (day.start, day.close))
        try read(mapped.bytes, file, day, number, &reports, &covered, &log)
      } catch {
        try log.refuse(error, of: day.start)
      }
    }
    return (log.distinct(reports), covered)
  }

  /// The days that were recorded.
  func files() throws(ArchiveError) -> [(day: Day, file: String)] {
    let folder = layout.liquidationStreamFolder
    guard Files.isFolder(dataFolder + "/" + folder) else { return [] }
    return try Files.list(dataFolder + "/" + folder).compactMap { name in
      guard name.hasSuffix(".jsonl") else { return nil }
      return Day(String(name.dropLast(6))).map { ($0, folder + "/" + name) }
    }
  }

  private func read(
    _ bytes: UnsafeRawBufferPointer, _ file: String, _ day: Day, _ number: Int,
    _ reports: inout [LiquidationReport], _ covered: inout [Range<Timestamp>],
    _ log: inout ReadingLog
  ) throws(ArchiveError) {
    guard let base = bytes.assumingMemoryBound(to: UInt8.self).baseAddress else { return }
    var counts = RowCounts()
    var sent: (first: Timestamp, last: Timestamp)?
    let topic = Array("allLiquidation.\(layout.instrument.symbol)".utf8)
    let period = day.start - .hour..<day.close + .hour
    var (line, next) = (0, 0)
    while next < bytes.count {
      let start = next
      let end = Words.lineEnd(base, from: start, count: bytes.count)
      line += 1
      next = end + 1
      guard end > start else { continue }
      let message = try? BybitStreamMessage(base + start, count: end - start, topic: topic)
      let time = message?.sent.flatMap(TimeParser.milliseconds(epoch:))
        .map { Timestamp(milliseconds: Int64($0)) }
      guard let message, let time, !message.isOfTopic || period.contains(time) else {
        try log.refuse(
          number,
          RefusedRow(
            file: file, row: line, column: nil,
            found: excerpt(UnsafeRawBufferPointer(rebasing: bytes[start..<end])),
            expected: "a message of the stream and the file's day, with 'topic', 'ts' and 'data'"),
          after: counts.latest)
        continue
      }
      // Answers to subscribing and pings lie between the messages.
      guard message.isOfTopic else { continue }
      sent = (min(sent?.first ?? time, time), max(sent?.last ?? time, time))
      guard let rows = message.rows else { continue }
      let place = RowPlace(file: Int32(truncatingIfNeeded: number), line: Int32(clamping: line))
      var scanner = ResponseScanner(rows, plan: BybitStreamMessage.plan)
      while let outcome = try? scanner.next() {
        if case .end = outcome { break }
        let row = ScannedRow(values: scanner.values, texts: scanner.texts, place: place)
        guard case .row = outcome, let report = Self.report(row),
          abs((report.time - time).milliseconds) <= TimeSpan.hour.milliseconds
        else {
          try log.refuse(
            number,
            RefusedRow(
              file: file, row: line, column: "data",
              found: "side \(scanner.excerpt(slot: 1)), size \(scanner.excerpt(slot: 2)), price"
                + " \(scanner.excerpt(slot: 3))",
              expected: "Buy or Sell, with size, price and the message's time, within an hour"),
            after: counts.latest)
          continue
        }
        counts.add(report.time, line: line)
        reports.append(report)
      }
    }
    log.add(counts, to: number)
    if let sent, sent.first < sent.last { covered.append(sent.first..<sent.last) }
  }

  /// `Buy` is a **long** that was liquidated.
  private static func report(_ row: ScannedRow) -> LiquidationReport? {
    let (size, price) = (row.values[2], row.values[3])
    let isLong = row.says("Buy", 1)
    guard size > 0, price > 0, isLong || row.says("Sell", 1) else { return nil }
    var fingerprint = Fingerprint()
    fingerprint.add(row.texts[1])
    fingerprint.add(size)
    fingerprint.add(price)
    return LiquidationReport(
      time: row.time, place: row.place, side: isLong ? .long : .short, quantity: size,
      price: price, fingerprint: fingerprint.value)
  }
}

import FoundationEssentials
import Market

/// Reads Bybit's liquidations as somebody recorded them from the stream `allLiquidation.{symbol}`:
/// a file a day, a line a message, as it came. The venue sends all of them and keeps none to ask
/// for later.
struct BybitLiquidationStream {
  /// Bytes that a day may have; the wildest so far had some ten million.
  private static let sizeLimit = 1 << 30

  let dataFolder: String
  let layout: BybitLayout

  private struct Message: Decodable {
    var topic: String
    /// When it was sent, in milliseconds since 1970.
    var ts: NumberInText
    var data: [Liquidation]?
  }

  private struct Liquidation: Decodable {
    var time: NumberInText
    /// The side of the position: `Buy` for a **long** that was liquidated.
    var side: String
    var size: NumberInText
    /// The bankruptcy price, not that of the sale.
    var price: NumberInText

    private enum CodingKeys: String, CodingKey {
      case time = "T"
      case side = "S"
      case size = "v"
      case price = "p"
    }
  }

  /// - Returns: the reports in order of time, each once, and the times from each day's first to its
  ///   last message: before and after, nobody may have listened.
  func read(log: inout ReadingLog) throws(ArchiveError) -> (
    reports: [LiquidationReport], covered: [Range<Timestamp>]
  ) {
    var reports: [LiquidationReport] = []
    var covered: [Range<Timestamp>] = []
    for (day, file) in try files() {
      do throws(ArchiveError) {
        let mapped = try MappedFile(dataFolder + "/" + file, name: file, limit: Self.sizeLimit)
        let number = log.open(
          file, sha256: SHA256.hexDigest(of: mapped.bytes), period: (day.start, day.close))
        try read(mapped.bytes, file, number, &reports, &covered, &log)
      } catch {
        try log.refuse(error)
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
    _ bytes: UnsafeRawBufferPointer, _ file: String, _ number: Int,
    _ reports: inout [LiquidationReport], _ covered: inout [Range<Timestamp>],
    _ log: inout ReadingLog
  ) throws(ArchiveError) {
    var counts = RowCounts()
    var sent: (first: Timestamp, last: Timestamp)?
    let topic = "allLiquidation." + layout.instrument.symbol
    var line = 0
    for text in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      line += 1
      guard !text.isEmpty else { continue }
      let message = try? JSONDecoder().decode(Message.self, from: Data(text))
      guard let message, let time = Self.time(message.ts) else {
        try log.refuse(
          number,
          RefusedRow(
            file: file, row: line, column: nil,
            found: excerpt(UnsafeRawBufferPointer(rebasing: text)),
            expected: "a message of the stream with 'topic', 'ts' and 'data'"))
        continue
      }
      // Answers to subscribing and pings lie between the messages.
      guard message.topic == topic else { continue }
      sent = (min(sent?.first ?? time, time), max(sent?.last ?? time, time))
      let place = RowPlace(file: Int32(truncatingIfNeeded: number), line: Int32(clamping: line))
      for liquidation in message.data ?? [] {
        guard let report = Self.report(liquidation, place) else {
          try log.refuse(
            number,
            RefusedRow(
              file: file, row: line, column: "data",
              found: "side '\(liquidation.side)', size \(liquidation.size.value ?? 0), price"
                + " \(liquidation.price.value ?? 0)",
              expected: "Buy or Sell, with time, size and price"))
          continue
        }
        counts.add(report.time, line: line)
        reports.append(report)
      }
    }
    log.add(counts, to: number)
    if let sent, sent.first < sent.last { covered.append(sent.first..<sent.last) }
  }

  private static func time(_ number: NumberInText) -> Timestamp? {
    number.value.flatMap(TimeParser.milliseconds(epoch:)).map {
      Timestamp(milliseconds: Int64($0))
    }
  }

  private static func report(_ row: Liquidation, _ place: RowPlace) -> LiquidationReport? {
    guard let time = time(row.time), let size = row.size.value, let price = row.price.value,
      size > 0,
      price > 0, row.side == "Buy" || row.side == "Sell"
    else { return nil }
    var fingerprint = Fingerprint()
    fingerprint.add(row.side)
    fingerprint.add(size)
    fingerprint.add(price)
    return LiquidationReport(
      time: time, place: place, side: row.side == "Buy" ? .long : .short, quantity: size,
      price: price, fingerprint: fingerprint.value)
  }
}

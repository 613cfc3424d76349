import Market

/// Reads stored answers of `/api/v5/public/liquidation-orders`: each has the latest hundred orders
/// of a family, so that answers overlap and what lies between them may be missing.
struct OKXLiquidationOrders {
  /// How long before it was asked for an answer is taken to tell all: a nightly one reaches back to
  /// the one before.
  static let reach = TimeSpan.hours(25)

  let dataFolder: String
  let layout: OKXLayout

  private struct Row: Decodable {
    var instId: String
    var details: [Detail]
  }

  private struct Detail: Decodable {
    /// Of the order: a long is closed by selling.
    var side: String
    /// `long` or `short`; `net` in accounts that hold one position.
    var posSide: String?
    /// The bankruptcy price.
    var bkPx: NumberInText
    /// In contracts.
    var sz: NumberInText
    var ts: NumberInText
  }

  /// - Returns: the contract's reports in order of time, each once, and the times that the answers
  ///   cover: of each, from its oldest report to when it was asked for, as far as it reaches.
  func read(_ reader: ResponseReader, log: inout ReadingLog) throws(ArchiveError) -> (
    reports: [LiquidationReport], covered: [Range<Timestamp>]
  ) {
    var reports: [LiquidationReport] = []
    var covered: [Range<Timestamp>] = []
    for file in try reader.files(layout.endpoint(.liquidations)) {
      guard case .snapshot(let asked) = file.response,
        let (answer, number) = try SnapshotDecoder(dataFolder: dataFolder)
          .decode(OKXAnswer<Row>.self, file, log: &log)
      else { continue }
      var count = 0
      var oldest = asked
      for row in answer.data {
        for (index, detail) in row.details.enumerated() {
          let place = RowPlace(file: Int32(truncatingIfNeeded: number), line: Int32(index + 1))
          let time = detail.ts.value.flatMap(TimeParser.milliseconds(epoch:))
            .map { Timestamp(milliseconds: Int64($0)) }
          guard let time, let report = Self.report(detail, time, place) else {
            let found =
              "side '\(detail.side)', size \(detail.sz.value ?? 0), price"
              + " \(detail.bkPx.value ?? 0)"
            try log.refuse(
              number,
              RefusedRow(
                file: file.name, row: index + 1, column: "details", found: found,
                expected: "a liquidation of a long or short, with time, size and price"))
            continue
          }
          guard time >= asked - Self.reach else {
            oldest = asked - Self.reach
            continue
          }
          oldest = min(oldest, time)
          guard row.instId == layout.instrument.symbol else { continue }
          count += 1
          reports.append(report)
        }
      }
      log.addSnapshot(number, rows: count, time: asked)
      covered.append(oldest..<max(oldest, asked))
    }
    return (Self.distinct(reports), Self.union(covered))
  }

  private static func report(_ detail: Detail, _ time: Timestamp, _ place: RowPlace)
    -> LiquidationReport?
  {
    let side: Side
    switch (detail.posSide, detail.side) {
    case ("long", _): side = .long
    case ("short", _): side = .short
    case (_, "sell"): side = .long
    case (_, "buy"): side = .short
    default: return nil
    }
    guard let size = detail.sz.value, let price = detail.bkPx.value, size > 0, price > 0 else {
      return nil
    }
    var fingerprint = Fingerprint()
    fingerprint.add(detail.side)
    fingerprint.add(size)
    fingerprint.add(price)
    return LiquidationReport(
      time: time, place: place, side: side, quantity: size, price: price,
      fingerprint: fingerprint.value)
  }

  /// Each report once: that answers repeat each other is their way, and no finding.
  private static func distinct(_ reports: [LiquidationReport]) -> [LiquidationReport] {
    var kept: [LiquidationReport] = []
    for report in reports.sorted(by: { ($0.time, $0.fingerprint) < ($1.time, $1.fingerprint) })
    where kept.last?.time != report.time || kept.last?.agrees(with: report) != true {
      kept.append(report)
    }
    return kept
  }

  /// Ranges in order, those that touch made one.
  private static func union(_ ranges: [Range<Timestamp>]) -> [Range<Timestamp>] {
    var joined: [Range<Timestamp>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = joined.last, range.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    return joined
  }
}

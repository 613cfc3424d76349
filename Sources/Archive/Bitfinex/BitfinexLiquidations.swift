import Market

/// Reads `liquidations/hist`: the only list that tells the entry prices of what was liquidated.
///
/// A position comes once as it is taken over (`IS_MATCH` 0, its whole size) and again for every
/// sale in the market (`IS_MATCH` 1): its size is counted once, by the first, and only where that
/// is missing by the sales.
enum BitfinexLiquidations {
  /// Lists within lists, of all contracts: "pos", POS_ID, MTS, -, SYMBOL, AMOUNT, BASE_PRICE, -,
  /// IS_MATCH, IS_MARKET_SOLD, -, PRICE_ACQUIRED. A positive amount is a long.
  private static let plan = ResponsePlan(
    [
      .init("MTS", at: 2, .time), .init("POS_ID", at: 1, .text), .init("SYMBOL", at: 4, .text),
      .init("AMOUNT", at: 5, .number), .init("BASE_PRICE", at: 6, .number),
      .init("IS_MATCH", at: 8, .number), .init("PRICE_ACQUIRED", at: 11, .optionalNumber),
    ], nested: true)

  private struct Row: PlacedRow {
    var report: LiquidationReport
    var position: String
    var isSale: Bool
    var time: Timestamp { report.time }
    var place: RowPlace { report.place }
    func agrees(with other: Row) -> Bool { report.agrees(with: other.report) }
  }

  /// - Returns: the contract's reports in order of time, and the files with so many rows of all
  ///   contracts that the venue may have cut them off.
  static func read(
    _ endpoint: StoredEndpoint, _ reader: ResponseReader, log: inout ReadingLog
  ) throws(ArchiveError) -> (reports: [LiquidationReport], full: Set<String>) {
    var rows: [Row] = []
    var full: Set<String> = []
    for file in try reader.files(endpoint) {
      var count = 0
      let read = try reader.rows(of: file, endpoint, plan, log: &log) { row in
        count += 1
        return make(row, symbol: reader.symbol)
      }
      if let limit = endpoint.rowLimit, count >= limit {
        full.insert(file.name)
        log.add(FindingWords.full(file.name, rows: count, from: file.promised?.lowerBound))
      }
      rows += (read?.rows ?? []) + (read?.closing ?? [])
    }
    rows.sort { ($0.time, $0.report.fingerprint) < ($1.time, $1.report.fingerprint) }
    return (reports(rows, &log), full)
  }

  private static func make(_ row: ScannedRow, symbol: String) -> Result<Row?, RowFault> {
    guard row.says(symbol, 2) else { return .success(nil) }
    let values = row.values
    if values[3] == 0 { return .failure(RowFault(slot: 3, expected: .notZero)) }
    for slot in [4, 6] {
      if let fault = BarCheck.positive(values[slot], slot) { return .failure(fault) }
    }
    var fingerprint = Fingerprint()
    fingerprint.add(row.texts[1])
    for slot in 3...6 { fingerprint.add(values[slot]) }
    let report = LiquidationReport(
      time: row.time, place: row.place, side: values[3] > 0 ? .long : .short,
      quantity: abs(values[3]), price: values[6], entryPrice: values[4],
      fingerprint: fingerprint.value)
    return .success(
      Row(
        report: report, position: String(decoding: row.texts[1], as: UTF8.self),
        isSale: values[5] != 0))
  }

  /// Counts each position once.
  ///
  /// - Parameter rows: in order of time.
  private static func reports(_ rows: [Row], _ log: inout ReadingLog) -> [LiquidationReport] {
    var distinct: [Row] = []
    for row in rows {
      if let last = distinct.last, last.time == row.time, last.agrees(with: row) {
        log.addDuplicate(Int(row.place.file), line: Int(row.place.line), time: row.time)
      } else {
        distinct.append(row)
      }
    }
    var takenOver: [String: Timestamp] = [:]
    for row in distinct where !row.isSale { takenOver[row.position] = row.time }
    var sold: [String: Row] = [:]
    for row in distinct where row.isSale && !row.report.price.isNaN { sold[row.position] = row }
    // A sale and its position lie minutes apart; what lies further apart does not belong together.
    return distinct.filter { row in
      guard row.isSale, let time = takenOver[row.position] else { return true }
      return row.time - time > .day
    }.map { row in
      var report = row.report
      // What was taken over without a price was sold at one.
      if report.price.isNaN, let sale = sold[row.position], row.time - sale.time <= .day {
        report.price = sale.report.price
      }
      return report
    }
  }
}

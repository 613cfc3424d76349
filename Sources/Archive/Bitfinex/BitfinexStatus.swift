import Market

/// What Bitfinex says of a contract several times a minute, file by file made into what bars need,
/// so that a year of it does not have to be held.
enum BitfinexStatus {
  /// One answer. Lists, newest first.
  struct Row: PlacedRow {
    var time: Timestamp
    var place: RowPlace
    /// NaN where the venue says nothing, as for all figures.
    var price, spot, mark, openInterest: Double
    /// Of the running period, settled at its end.
    var funding: Double
    var fundingTime: Double

    static let plan = ResponsePlan([
      .init("MTS", at: 0, .time), .init("DERIV_PRICE", at: 2, .optionalNumber),
      .init("SPOT_PRICE", at: 3, .optionalNumber),
      .init("NEXT_FUNDING_EVT_MTS", at: 7, .optionalNumber),
      .init("CURRENT_FUNDING", at: 11, .optionalNumber),
      .init("MARK_PRICE", at: 14, .optionalNumber),
      .init("OPEN_INTEREST", at: 17, .optionalNumber),
    ])

    static func make(_ row: ScannedRow) -> Result<Row?, RowFault> {
      let values = row.values
      for slot in [1, 2, 5, 6] {
        if let fault = BarCheck.positive(values[slot], slot) { return .failure(fault) }
      }
      if let fault = BarCheck.fundingRate(values[4], 4) { return .failure(fault) }
      if !values[3].isNaN, TimeParser.milliseconds(epoch: values[3]) == nil {
        return .failure(RowFault(slot: 3, expected: .plausibleTime))
      }
      return .success(
        Row(
          time: row.time, place: row.place, price: values[1], spot: values[2], mark: values[5],
          openInterest: values[6], funding: values[4], fundingTime: values[3]))
    }

    func agrees(with other: Row) -> Bool {
      agree(mark, other.mark) && agree(openInterest, other.openInterest)
        && agree(funding, other.funding)
    }
  }

  /// What the answers within one bar come to.
  struct Summary: PlacedRow {
    /// The bar's start.
    var time: Timestamp
    var place: RowPlace
    var samples = 0
    var markHigh = -Double.infinity
    var markLow = Double.infinity
    /// The last that was said.
    var openInterest = Double.nan
    /// Of the last: how far the mark price stood above the spot price.
    var premium = Double.nan

    func agrees(with other: Summary) -> Bool { openInterest == other.openInterest }

    mutating func add(_ row: Row) {
      if !row.mark.isNaN {
        samples += 1
        markHigh = max(markHigh, row.mark)
        markLow = min(markLow, row.mark)
        if !row.spot.isNaN { premium = row.mark / row.spot - 1 }
      }
      if !row.openInterest.isNaN { openInterest = row.openInterest }
    }
  }

  /// - Returns: a summary of each bar that has an answer, and the settlements, in order of time.
  static func read(
    _ endpoint: StoredEndpoint, _ reader: ResponseReader, log: inout ReadingLog
  ) throws(ArchiveError) -> (summaries: [Summary], settlements: [Settlement]) {
    var summaries: [Summary] = []
    var settlements: [Timestamp: Settlement] = [:]
    let step = ResponseAssembly.interval.milliseconds
    for file in try reader.files(endpoint) {
      guard let read = try reader.rows(of: file, endpoint, Row.plan, log: &log, make: Row.make)
      else { continue }
      for row in try log.ordered(read.rows) {
        let start = Timestamp(milliseconds: row.time.milliseconds / step * step)
        if summaries.last?.time != start {
          summaries.append(Summary(time: start, place: row.place))
        }
        summaries[summaries.count - 1].add(row)
        guard !row.funding.isNaN, let due = TimeParser.milliseconds(epoch: row.fundingTime) else {
          continue
        }
        let minute = (Int64(due) + 30_000) / 60_000
        let time = Timestamp(milliseconds: minute * 60_000)
        // A period has eight hours; what is due on another day than it is said is no settlement.
        guard time >= row.time.day.start, time - row.time <= .day else { continue }
        settlements[time] = Settlement(
          time: time, place: row.place, hours: .nan, rate: row.funding)
      }
    }
    let ended = settlements.values.filter { settlement in
      // What is due after the last answer was not settled yet, as far as is known.
      summaries.last.map { settlement.time <= $0.time + ResponseAssembly.interval } ?? false
    }
    return (summaries, ended.sorted { $0.time < $1.time })
  }
}

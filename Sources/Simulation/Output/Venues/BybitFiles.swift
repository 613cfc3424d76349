import Archive
import Market

/// Writes a simulated market as Bybit's v5 interface answers: lists newest first, numbers in quotes.
struct BybitFiles: VenueFiles {
  private let contract: SimulatedContract
  private let layout: BybitLayout
  private var folder: ResponseFolder
  private var funding: FundingWindows
  private var end: Timestamp

  init(data: String, contract: SimulatedContract, start: Day) {
    self.contract = contract
    layout = BybitLayout(instrument: contract.instrument)
    folder = ResponseFolder(data: data, contract: contract)
    funding = FundingWindows(layout.endpoint(.funding))
    end = start.start
  }

  var marker: String { folder.marker }
  var count: FileCount { folder.count }

  func venueFolder() throws -> String? { try folder.venueFolder() }

  mutating func prepare(marker: String) throws {
    try folder.prepare(
      marker: marker, folders: BybitLayout.Endpoint.allCases.map { layout.endpoint($0).folder })
  }

  mutating func write(_ close: VenueDay) throws {
    end = close.day.day.close
    try folder.write(responses(close))
    let body = fundingBody
    try folder.write(funding.add(close.day.funding, body: body))
  }

  mutating func finish() throws {
    try folder.write(funding.rest(at: end, body: fundingBody))
  }

  private func responses(_ close: VenueDay) -> [VenueResponse] {
    close.responses(layout.endpoint(.candles)) { window in
      body(close.bars(in: window).reversed()) { appendCandle($1, to: &$0) }
    }
      + close.responses(layout.endpoint(.markCandles)) { window in
        body(close.bars(in: window).reversed()) { appendMark($1, to: &$0) }
      }
      + close.responses(layout.endpoint(.openInterest)) { window in
        body(close.moments(in: window).reversed(), cursor: true) { text, moment in
          text.append("{\"openInterest\":\"")
          // Both sides together, as the venue counts since it names one side apart.
          text.append(units: 2 * moment.bar.openInterest, decimals: 3)
          text.append("\",\"singleOpenInterest\":\"")
          text.append(units: moment.bar.openInterest, decimals: 3)
          text.append("\",\"timestamp\":\"\(moment.time.milliseconds)\"}")
        }
      }
      + close.responses(layout.endpoint(.accountRatio)) { window in
        body(close.moments(in: window).reversed(), cursor: true) { text, moment in
          let buyers = moment.bar.accountRatio / (1 + moment.bar.accountRatio)
          text.append("{\"symbol\":\"\(contract.symbol)\",\"buyRatio\":\"")
          text.append(buyers, decimals: 4)
          text.append("\",\"sellRatio\":\"")
          text.append(1 - buyers, decimals: 4)
          text.append("\",\"timestamp\":\"\(moment.time.milliseconds)\"}")
        }
      }
  }

  private func fundingBody(_ settlements: [FundingSettlement]) -> [UInt8] {
    body(settlements.reversed()) { text, settlement in
      text.append("{\"symbol\":\"\(contract.symbol)\",\"fundingRate\":\"")
      text.append(units: settlement.rateUnits, decimals: 8)
      text.append("\",\"fundingRateTimestamp\":\"\(settlement.time.toTheSecond.milliseconds)\"}")
    }
  }

  private func body<Rows: Collection>(
    _ rows: Rows, cursor: Bool = false, _ each: (inout [UInt8], Rows.Element) -> Void
  ) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(256 + 110 * rows.count)
    text.append("{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"category\":\"")
    text.append("\(layout.category)\",\"symbol\":\"\(contract.symbol)\",\"list\":")
    text.appendList(rows, each)
    if cursor { text.append(",\"nextPageCursor\":\"\"") }
    text.append("},\"retExtInfo\":{},\"time\":\(end.milliseconds)}")
    return text
  }

  private func appendCandle(_ bar: SimulatedBar, to text: inout [UInt8]) {
    text.append("[\"\(bar.time.milliseconds)\"")
    for price in [bar.traded.open, bar.traded.high, bar.traded.low, bar.traded.close] {
      text.append(",\"")
      text.append(units: price, decimals: contract.priceDecimals)
      text.append("\"")
    }
    text.append(",\"")
    text.append(units: bar.volume, decimals: 3)
    text.append("\",\"")
    text.append(contract.dollars(bar.turnover), decimals: 4)
    text.append("\"]")
  }

  private func appendMark(_ bar: SimulatedBar, to text: inout [UInt8]) {
    text.append("[\"\(bar.time.milliseconds)\"")
    for price in [bar.mark.open, bar.mark.high, bar.mark.low, bar.mark.close] {
      text.append(",\"")
      text.append(units: price, decimals: contract.priceDecimals + 2)
      text.append("\"")
    }
    text.append("]")
  }
}

extension Timestamp {
  /// The full second before: what a venue stamps that does not show its jitter.
  var toTheSecond: Timestamp { Timestamp(seconds: milliseconds / 1_000) }
}

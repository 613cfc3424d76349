import Archive
import Market

/// Writes a simulated market as Bitfinex's v2 interface answers: lists of plain numbers, newest first,
/// the close before the high.
struct BitfinexFiles: VenueFiles {
  private let contract: SimulatedContract
  private let layout: BitfinexLayout
  private var folder: ResponseFolder
  /// What was settled last, which a status shows until the next.
  private var rateUnits: Int64 = 0

  init(data: String, contract: SimulatedContract) {
    self.contract = contract
    layout = BitfinexLayout(instrument: contract.instrument)
    folder = ResponseFolder(data: data, contract: contract)
  }

  var marker: String { folder.marker }
  var count: FileCount { folder.count }

  func venueFolder() throws -> String? { try folder.venueFolder() }

  mutating func prepare(marker: String) throws {
    try folder.prepare(
      marker: marker, folders: BitfinexLayout.Endpoint.allCases.map { layout.endpoint($0).folder })
  }

  mutating func write(_ close: VenueDay) throws {
    let rates = ratesByMoment(close)
    try folder.write(responses(close, rates: rates))
  }

  mutating func finish() throws {}

  private func responses(_ close: VenueDay, rates: [Int64]) -> [VenueResponse] {
    close.responses(layout.endpoint(.candles)) { _ in
      var text: [UInt8] = []
      text.appendList(close.day.bars.reversed()) { text, bar in
        text.append("[\(bar.time.milliseconds)")
        for price in [bar.traded.open, bar.traded.close, bar.traded.high, bar.traded.low] {
          text.appendComma()
          text.append(units: price, decimals: contract.priceDecimals)
        }
        text.appendComma()
        text.append(units: bar.volume, decimals: 3)
        text.append("]")
      }
      return text
    }
      + close.responses(layout.endpoint(.status)) { _ in
        var text: [UInt8] = []
        text.appendList(zip(close.moments, rates).reversed()) { text, row in
          appendStatus(row.0.bar, at: row.0.time, rateUnits: row.1, to: &text)
        }
        return text
      }
      + close.responses(layout.endpoint(.liquidations)) { _ in
        var text: [UInt8] = []
        text.appendList(close.day.reports.suffix(500).reversed()) { appendReport($1, to: &$0) }
        return text
      }
  }

  private func appendReport(_ report: ForcedClose, to text: inout [UInt8]) {
    text.append("[[\"pos\",\(report.position),\(report.time.milliseconds),null,\"")
    text.append(contract.symbol)
    text.append("\",")
    text.append(units: report.side == .long ? report.lots : -report.lots, decimals: 3)
    text.appendComma()
    text.append(report.entryPrice.value, decimals: contract.priceDecimals + 4)
    text.append(",null,1,1,null,")
    text.append(units: report.averageTicks, decimals: contract.priceDecimals)
    text.append("]]")
  }

  /// The rate that was settled last at each of the day's moments.
  private mutating func ratesByMoment(_ close: VenueDay) -> [Int64] {
    var settlements = close.day.funding[...]
    return close.moments.map { moment in
      while let next = settlements.first, next.time.toTheSecond <= moment.time {
        rateUnits = next.rateUnits
        settlements.removeFirst()
      }
      return rateUnits
    }
  }

  private func appendStatus(
    _ bar: SimulatedBar, at time: Timestamp, rateUnits: Int64, to text: inout [UInt8]
  ) {
    let interval = TimeSpan.hours(8).milliseconds
    let next = (time.milliseconds / interval + 1) * interval
    text.append("[\(time.milliseconds),null,")
    text.append(units: bar.traded.close, decimals: contract.priceDecimals)
    text.appendComma()
    text.append(units: bar.mark.close, decimals: contract.priceDecimals + 2)
    text.append(",null,0,null,\(next),0,0,null,")
    text.append(units: rateUnits, decimals: 8)
    text.append(",null,null,")
    text.append(units: bar.mark.close, decimals: contract.priceDecimals + 2)
    text.append(",null,null,")
    text.append(units: bar.openInterest, decimals: 3)
    text.append(",null,null,null,0.0005,0.0025]")
  }
}

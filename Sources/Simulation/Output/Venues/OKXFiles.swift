import Archive
import Market

/// Writes a simulated market as OKX's v5 interface answers: lists newest first, numbers in quotes,
/// sizes in contracts.
struct OKXFiles: VenueFiles {
  private let contract: SimulatedContract
  private let layout: OKXLayout
  private var folder: ResponseFolder
  private var funding: FundingWindows
  private var end: Timestamp

  /// Coins in a contract: thousandths of a coin are tenths of contracts.
  private static let contractValue = "0.01"

  init(data: String, contract: SimulatedContract, start: Day) {
    self.contract = contract
    layout = OKXLayout(instrument: contract.instrument)
    folder = ResponseFolder(data: data, contract: contract)
    funding = FundingWindows(layout.endpoint(.funding))
    end = start.start
  }

  var marker: String { folder.marker }
  var count: FileCount { folder.count }

  func venueFolder() throws -> String? { try folder.venueFolder() }

  mutating func prepare(marker: String) throws {
    try folder.prepare(
      marker: marker, folders: OKXLayout.Endpoint.allCases.map { layout.endpoint($0).folder })
  }

  mutating func write(_ close: VenueDay) throws {
    end = close.day.day.close
    try folder.write(traded(close) + held(close) + snapshots(close))
    let body = fundingBody
    try folder.write(funding.add(close.day.funding, body: body))
  }

  mutating func finish() throws {
    try folder.write(funding.rest(at: end, body: fundingBody))
  }

  private func traded(_ close: VenueDay) -> [VenueResponse] {
    close.responses(layout.endpoint(.candles)) { window in
      body(close.bars(in: window).reversed()) { appendCandle($1, to: &$0) }
    }
      + close.responses(layout.endpoint(.markCandles)) { window in
        body(close.bars(in: window).reversed()) { appendMark($1, to: &$0) }
      }
      + close.responses(layout.endpoint(.takerVolume)) { window in
        body(close.bars(in: window).reversed()) { text, bar in
          text.append("[\"\(bar.time.milliseconds)\",\"")
          text.append(units: bar.volume - bar.takerBuyVolume, decimals: 1)
          text.append("\",\"")
          text.append(units: bar.takerBuyVolume, decimals: 1)
          text.append("\"]")
        }
      }
  }

  private func held(_ close: VenueDay) -> [VenueResponse] {
    close.responses(layout.endpoint(.openInterest)) { window in
      body(close.moments(in: window).reversed()) { text, moment in
        let price = Double(moment.bar.mark.close) / 100 / contract.ticksPerDollar
        text.append("[\"\(moment.time.milliseconds)\",\"")
        text.append(units: moment.bar.openInterest, decimals: 1)
        text.append("\",\"")
        text.append(units: moment.bar.openInterest, decimals: 3)
        text.append("\",\"")
        text.append(moment.bar.openInterest.base * price, decimals: 4)
        text.append("\"]")
      }
    }
      + close.responses(layout.endpoint(.accountRatio)) { window in
        ratioBody(close.moments(in: window), \.accountRatio)
      }
      + close.responses(layout.endpoint(.topTraderRatio)) { window in
        ratioBody(close.moments(in: window), \.topTraderPositionRatio)
      }
  }

  /// What can only be asked for as it stands.
  private func snapshots(_ close: VenueDay) -> [VenueResponse] {
    let asked = end + .seconds(5)
    return [
      VenueResponse(
        file: layout.endpoint(.liquidations).file(snapshot: asked),
        body: liquidationBody(close.day.reports)),
      VenueResponse(
        file: layout.endpoint(.instruments).file(snapshot: asked), body: instrumentBody),
    ]
  }

  private func body<Rows: Collection>(
    _ rows: Rows, _ each: (inout [UInt8], Rows.Element) -> Void
  ) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(64 + 120 * rows.count)
    text.append("{\"code\":\"0\",\"msg\":\"\",\"data\":")
    text.appendList(rows, each)
    text.append("}")
    return text
  }

  private func ratioBody(
    _ moments: [(time: Timestamp, bar: SimulatedBar)], _ ratio: (SimulatedBar) -> Double
  ) -> [UInt8] {
    body(moments.reversed()) { text, moment in
      text.append("[\"\(moment.time.milliseconds)\",\"")
      text.append(ratio(moment.bar), decimals: 4)
      text.append("\"]")
    }
  }

  private func fundingBody(_ settlements: [FundingSettlement]) -> [UInt8] {
    body(settlements.reversed()) { text, settlement in
      text.append("{\"formulaType\":\"withRate\",\"fundingRate\":\"")
      text.append(units: settlement.rateUnits, decimals: 8)
      text.append("\",\"fundingTime\":\"\(settlement.time.toTheSecond.milliseconds)\"")
      text.append(",\"instId\":\"\(contract.symbol)\",\"instType\":\"SWAP\",")
      text.append("\"method\":\"current_period\",\"realizedRate\":\"")
      text.append(units: settlement.rateUnits, decimals: 8)
      text.append("\"}")
    }
  }

  /// The latest hundred that the venue shows.
  private func liquidationBody(_ reports: [ForcedClose]) -> [UInt8] {
    body([reports.suffix(100)]) { text, latest in
      text.append("{\"details\":")
      text.appendList(latest.reversed()) { text, close in
        text.append("{\"bkLoss\":\"0\",\"bkPx\":\"")
        text.append(units: close.limitTicks, decimals: contract.priceDecimals)
        text.append("\",\"ccy\":\"\",\"posSide\":\"\(close.side.rawValue)\",\"side\":\"")
        text.append(close.side == .long ? "sell" : "buy")
        text.append("\",\"sz\":\"")
        text.append(units: close.lots, decimals: 1)
        text.append("\",\"ts\":\"\(close.time.milliseconds)\"}")
      }
      text.append(",\"instFamily\":\"\(layout.family)\",\"instId\":\"\(contract.symbol)\",")
      text.append("\"instType\":\"SWAP\",\"totalLoss\":\"0\",\"uly\":\"\(layout.family)\"}")
    }
  }

  private var instrumentBody: [UInt8] {
    body([contract.symbol]) { text, symbol in
      text.append("{\"ctMult\":\"1\",\"ctType\":\"linear\",\"ctVal\":\"\(Self.contractValue)\",")
      text.append("\"ctValCcy\":\"\(layout.family.prefix { $0 != "-" })\",")
      text.append("\"instFamily\":\"\(layout.family)\",\"instId\":\"\(symbol)\",")
      text.append("\"instType\":\"SWAP\",\"settleCcy\":\"USDT\",\"state\":\"live\"}")
    }
  }

  private func appendCandle(_ bar: SimulatedBar, to text: inout [UInt8]) {
    text.append("[\"\(bar.time.milliseconds)\"")
    for price in [bar.traded.open, bar.traded.high, bar.traded.low, bar.traded.close] {
      text.append(",\"")
      text.append(units: price, decimals: contract.priceDecimals)
      text.append("\"")
    }
    text.append(",\"")
    text.append(units: bar.volume, decimals: 1)
    text.append("\",\"")
    text.append(units: bar.volume, decimals: 3)
    text.append("\",\"")
    text.append(contract.dollars(bar.turnover), decimals: 4)
    text.append("\",\"1\"]")
  }

  private func appendMark(_ bar: SimulatedBar, to text: inout [UInt8]) {
    text.append("[\"\(bar.time.milliseconds)\"")
    for price in [bar.mark.open, bar.mark.high, bar.mark.low, bar.mark.close] {
      text.append(",\"")
      text.append(units: price, decimals: contract.priceDecimals + 2)
      text.append("\"")
    }
    text.append(",\"1\"]")
  }
}

import Archive
import Market

/// Bybit's v5 interface, lists newest first and numbers in quotes, and its stream of liquidations as
/// somebody would have recorded it.
struct BybitAnswers: VenueAnswers {
  private let contract: SimulatedContract
  private let layout: BybitLayout

  init(_ contract: SimulatedContract) {
    self.contract = contract
    layout = BybitLayout(instrument: contract.instrument)
  }

  var folders: [String] {
    BybitLayout.Endpoint.allCases.map { layout.endpoint($0).folder }
      + [layout.liquidationStreamFolder]
  }

  var funding: StoredEndpoint? { layout.endpoint(.funding) }

  func answers(_ close: VenueDay) -> [VenueResponse] {
    traded(close) + held(close) + [
      VenueResponse(
        file: layout.endpoint(.riskLimit).file(snapshot: close.asked), body: riskLimits(close)),
      VenueResponse(
        file: "\(layout.liquidationStreamFolder)/\(close.day.day).jsonl",
        body: stream(close.day.liquidations)),
    ]
  }

  private func traded(_ close: VenueDay) -> [VenueResponse] {
    close.responses(layout.endpoint(.candles)) { window in
      body(close.bars(in: window).reversed(), at: close.day.day.close) { text, bar in
        text.appendQuotedCandle(bar.time, bar.traded, decimals: contract.priceDecimals)
        text.appendComma()
        text.appendQuoted(units: bar.volume, decimals: 3)
        text.appendComma()
        text.appendQuoted(contract.dollars(bar.turnover), decimals: 4)
        text.append("]")
      }
    }
      + close.responses(layout.endpoint(.markCandles)) { window in
        body(close.bars(in: window).reversed(), at: close.day.day.close) { text, bar in
          text.appendQuotedCandle(bar.time, bar.mark, decimals: contract.markDecimals)
          text.append("]")
        }
      }
  }

  private func held(_ close: VenueDay) -> [VenueResponse] {
    close.responses(layout.endpoint(.openInterest)) { window in
      body(close.moments(in: window).reversed(), at: close.day.day.close, cursor: true) {
        text, moment in
        // Both sides together, as the venue counts since it names one side apart.
        text.append("{\"openInterest\":")
        text.appendQuoted(units: 2 * moment.bar.openInterest, decimals: 3)
        text.append(",\"singleOpenInterest\":")
        text.appendQuoted(units: moment.bar.openInterest, decimals: 3)
        text.append(",\"timestamp\":\"\(moment.time.milliseconds)\"}")
      }
    }
      + close.responses(layout.endpoint(.accountRatio)) { window in
        body(close.moments(in: window).reversed(), at: close.day.day.close, cursor: true) {
          text, moment in
          let buyers = moment.bar.accountRatio / (1 + moment.bar.accountRatio)
          text.append("{\"symbol\":\"\(contract.symbol)\",\"buyRatio\":")
          text.appendQuoted(buyers, decimals: 4)
          text.append(",\"sellRatio\":")
          text.appendQuoted(1 - buyers, decimals: 4)
          text.append(",\"timestamp\":\"\(moment.time.milliseconds)\"}")
        }
      }
  }

  func settled(_ settlements: [FundingSettlement], at time: Timestamp) -> [UInt8] {
    body(settlements.reversed(), at: time) { text, settlement in
      text.append("{\"symbol\":\"\(contract.symbol)\",\"fundingRate\":")
      text.appendQuoted(units: settlement.rateUnits, decimals: 8)
      text.append(
        ",\"fundingRateTimestamp\":\"\(settlement.time.toTheSecond.milliseconds)\"}")
    }
  }

  private func riskLimits(_ close: VenueDay) -> [UInt8] {
    let tiers = contract.marginRule(on: close.day.day).table.tiers
    return body(tiers.indices, at: close.asked, cursor: true) { text, index in
      let tier = tiers[index]
      let isLast = index + 1 == tiers.count
      text.append("{\"id\":\(index + 1),\"symbol\":\"\(contract.symbol)\",\"riskLimitValue\":")
      text.appendQuoted(isLast ? max(1, tier.floor) * 2 : tiers[index + 1].floor, decimals: 0)
      text.append(",\"maintenanceMargin\":")
      text.appendQuoted(tier.maintenanceMarginRate, decimals: 6)
      text.append(",\"initialMargin\":")
      text.appendQuoted(1 / tier.maximumLeverage, decimals: 6)
      text.append(",\"isLowestRisk\":\(index == 0 ? 1 : 0),\"maxLeverage\":")
      text.appendQuoted(tier.maximumLeverage, decimals: 2)
      text.append(",\"mmDeduction\":")
      // The first tier has none, which the venue writes as an empty text.
      if index == 0 {
        text.append("\"\"")
      } else {
        text.appendQuoted(tier.maintenanceAmount, decimals: 4)
      }
      text.append("}")
    }
  }

  /// A line a message: every half second in which something was closed, all of it.
  private func stream(_ closes: [ForcedClose]) -> [UInt8] {
    let pace: Int64 = 500
    var text: [UInt8] = []
    var rest = closes[...]
    while let first = rest.first {
      let sent = (first.time.milliseconds / pace + 1) * pace
      let message = rest.prefix { $0.time.milliseconds < sent }
      rest = rest.dropFirst(message.count)
      text.append("{\"topic\":\"allLiquidation.\(contract.symbol)\",\"type\":\"snapshot\",")
      text.append("\"ts\":\(sent),\"data\":")
      text.appendList(message) { text, close in
        text.append("{\"T\":\(close.time.milliseconds),\"s\":\"\(contract.symbol)\",\"S\":\"")
        // The side of the position: a long that was liquidated is a Buy.
        text.append(close.side == .long ? "Buy" : "Sell")
        text.append("\",\"v\":")
        text.appendQuoted(units: close.lots, decimals: 3)
        text.append(",\"p\":")
        text.appendQuoted(units: close.limitTicks, decimals: contract.priceDecimals)
        text.append("}")
      }
      text.append("}\n")
    }
    return text
  }

  private func body<Rows: Collection>(
    _ rows: Rows, at time: Timestamp, cursor: Bool = false,
    _ each: (inout [UInt8], Rows.Element) -> Void
  ) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(256 + 110 * rows.count)
    text.append("{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"category\":\"")
    text.append("\(layout.category)\",\"symbol\":\"\(contract.symbol)\",\"list\":")
    text.appendList(rows, each)
    if cursor { text.append(",\"nextPageCursor\":\"\"") }
    text.append("},\"retExtInfo\":{},\"time\":\(time.milliseconds)}")
    return text
  }
}

extension Timestamp {
  /// The full second before: what a venue stamps that does not show its jitter.
  var toTheSecond: Timestamp { Timestamp(seconds: milliseconds / 1_000) }
}

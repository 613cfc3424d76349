import Archive
import Market

/// Bitfinex's v2 interface: lists of plain numbers, the close before the high, oldest first as they
/// are asked for.
struct BitfinexAnswers: VenueAnswers {
  private let contract: SimulatedContract
  private let layout: BitfinexLayout

  init(_ contract: SimulatedContract) {
    self.contract = contract
    layout = BitfinexLayout(instrument: contract.instrument)
  }

  var folders: [String] { BitfinexLayout.Endpoint.allCases.map { layout.endpoint($0).folder } }
  /// The status has it.
  var funding: StoredEndpoint? { nil }

  func settled(_ settlements: [FundingSettlement], at time: Timestamp) -> [UInt8] { [] }

  func answers(_ close: VenueDay) -> [VenueResponse] {
    close.responses(layout.endpoint(.candles)) { _ in candles(close.day.bars) }
      + close.responses(layout.endpoint(.status)) { _ in status(close) }
      + close.responses(layout.endpoint(.liquidations)) { _ in
        liquidations(close.day.liquidations)
      }
  }

  private func candles(_ bars: [SimulatedBar]) -> [UInt8] {
    var text: [UInt8] = []
    text.appendList(bars) { text, bar in
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

  /// Once a minute, with the rate that is due next.
  private func status(_ close: VenueDay) -> [UInt8] {
    let interval = TimeSpan.hours(8).milliseconds
    var settlements = close.day.funding[...]
    var rateUnits: Int64?
    var text: [UInt8] = []
    text.appendList(close.minutes) { text, minute in
      let (time, sample) = minute
      while let next = settlements.first, next.time.toTheSecond <= time {
        rateUnits = next.nextRateUnits
        settlements.removeFirst()
      }
      let traded = contract.price(sample.traded)
      text.append("[\(time.milliseconds),null,")
      text.append(units: sample.traded, decimals: contract.priceDecimals)
      text.appendComma()
      text.append(
        traded / (1 + Double(sample.premium) / 1e8), decimals: contract.markDecimals)
      text.append(",null,0,null,\((time.milliseconds / interval + 1) * interval),0,0,null,")
      if let rateUnits { text.append(units: rateUnits, decimals: 8) } else { text.append("null") }
      text.append(",null,null,")
      text.append(units: sample.mark, decimals: contract.markDecimals)
      text.append(",null,null,")
      text.append(units: sample.openInterest, decimals: 3)
      text.append(",null,null,null,0.0005,0.0025]")
    }
    return text
  }

  /// Each position twice: as the venue takes it over, and as it is sold in the market; as many as
  /// one answer holds.
  private func liquidations(_ closes: [ForcedClose]) -> [UInt8] {
    var positions: [ForcedClose] = []
    for close in closes {
      if let last = positions.last, last.position == close.position {
        positions[positions.count - 1].lots += close.lots
      } else {
        positions.append(close)
      }
    }
    let rows = positions.flatMap { [($0, isSale: false), ($0, isSale: true)] }
    var text: [UInt8] = []
    text.appendList(rows.prefix(layout.endpoint(.liquidations).rowLimit ?? rows.count)) {
      text, row in
      let (close, isSale) = row
      text.append("[[\"pos\",\(close.position),\(close.time.milliseconds),null,\"")
      text.append(contract.symbol)
      text.append("\",")
      text.append(units: close.side == .long ? close.lots : -close.lots, decimals: 3)
      text.appendComma()
      text.append(close.entryPrice.value, decimals: contract.priceDecimals + 4)
      text.append(isSale ? ",null,1,1,null," : ",null,0,1,null,null]]")
      if isSale {
        text.append(units: close.averageTicks, decimals: contract.priceDecimals)
        text.append("]]")
      }
    }
    return text
  }
}

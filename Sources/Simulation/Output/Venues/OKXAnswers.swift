import Archive
import Market

/// OKX's v5 interface: lists newest first, numbers in quotes, sizes in contracts.
struct OKXAnswers: VenueAnswers {
  private let contract: SimulatedContract
  private let layout: OKXLayout

  /// Coins in a contract: thousandths of a coin are tenths of contracts.
  private static let contractValue = "0.01"
  private static let contractsInCoin = 100.0

  init(_ contract: SimulatedContract) {
    self.contract = contract
    layout = OKXLayout(instrument: contract.instrument)
  }

  var folders: [String] { OKXLayout.Endpoint.allCases.map { layout.endpoint($0).folder } }
  var funding: StoredEndpoint? { layout.endpoint(.funding) }

  func answers(_ close: VenueDay) -> [VenueResponse] {
    traded(close) + held(close)
      + [
        (.liquidations, liquidations(close.day.reports)), (.instruments, instruments),
        (.positionTiers, tiers(contract.marginRule(on: close.day.day).table)),
      ].map { (endpoint: OKXLayout.Endpoint, body) in
        VenueResponse(file: layout.endpoint(endpoint).file(snapshot: close.asked), body: body)
      }
  }

  private func traded(_ close: VenueDay) -> [VenueResponse] {
    close.responses(layout.endpoint(.candles)) { window in
      body(close.bars(in: window).reversed()) { text, bar in
        text.appendQuotedCandle(bar.time, bar.traded, decimals: contract.priceDecimals)
        text.appendComma()
        text.appendQuoted(units: bar.volume, decimals: 1)
        text.appendComma()
        text.appendQuoted(units: bar.volume, decimals: 3)
        text.appendComma()
        text.appendQuoted(contract.dollars(bar.turnover), decimals: 4)
        text.append(",\"1\"]")
      }
    }
      + close.responses(layout.endpoint(.markCandles)) { window in
        body(close.bars(in: window).reversed()) { text, bar in
          text.appendQuotedCandle(bar.time, bar.mark, decimals: contract.markDecimals)
          text.append(",\"1\"]")
        }
      }
      + close.responses(layout.endpoint(.takerVolume)) { window in
        body(close.bars(in: window).reversed()) { text, bar in
          text.append("[\"\(bar.time.milliseconds)\",")
          text.appendQuoted(units: bar.volume - bar.takerBuyVolume, decimals: 1)
          text.appendComma()
          text.appendQuoted(units: bar.takerBuyVolume, decimals: 1)
          text.append("]")
        }
      }
  }

  private func held(_ close: VenueDay) -> [VenueResponse] {
    close.responses(layout.endpoint(.openInterest)) { window in
      body(close.moments(in: window).reversed()) { text, moment in
        text.append("[\"\(moment.time.milliseconds)\",")
        text.appendQuoted(units: moment.bar.openInterest, decimals: 1)
        text.appendComma()
        text.appendQuoted(units: moment.bar.openInterest, decimals: 3)
        text.appendComma()
        text.appendQuoted(
          moment.bar.openInterest.base * contract.markPrice(moment.bar.mark.close), decimals: 4)
        text.append("]")
      }
    }
      + close.responses(layout.endpoint(.accountRatio)) { window in
        ratios(close.moments(in: window), \.accountRatio)
      }
      + close.responses(layout.endpoint(.topTraderRatio)) { window in
        ratios(close.moments(in: window), \.topTraderPositionRatio)
      }
  }

  private func ratios(
    _ moments: [(time: Timestamp, bar: SimulatedBar)], _ ratio: (SimulatedBar) -> Double
  ) -> [UInt8] {
    body(moments.reversed()) { text, moment in
      text.append("[\"\(moment.time.milliseconds)\",")
      text.appendQuoted(ratio(moment.bar), decimals: 4)
      text.append("]")
    }
  }

  func settled(_ settlements: [FundingSettlement], at time: Timestamp) -> [UInt8] {
    body(settlements.reversed()) { text, settlement in
      text.append("{\"formulaType\":\"withRate\",\"fundingRate\":")
      text.appendQuoted(units: settlement.rateUnits, decimals: 8)
      text.append(",\"fundingTime\":\"\(settlement.time.toTheSecond.milliseconds)\"")
      text.append(",\"instId\":\"\(contract.symbol)\",\"instType\":\"SWAP\",")
      text.append("\"method\":\"current_period\",\"realizedRate\":")
      text.appendQuoted(units: settlement.rateUnits, decimals: 8)
      text.append("}")
    }
  }

  /// The latest hundred, which is what the venue shows.
  private func liquidations(_ reports: [ForcedClose]) -> [UInt8] {
    body([reports.suffix(100)]) { text, latest in
      text.append("{\"details\":")
      text.appendList(latest.reversed()) { text, close in
        text.append("{\"bkLoss\":\"0\",\"bkPx\":")
        text.appendQuoted(units: close.limitTicks, decimals: contract.priceDecimals)
        text.append(",\"ccy\":\"\",\"posSide\":\"\(close.side.rawValue)\",\"side\":\"")
        text.append(close.side == .long ? "sell" : "buy")
        text.append("\",\"sz\":")
        text.appendQuoted(units: close.lots, decimals: 1)
        text.append(",\"ts\":\"\(close.time.milliseconds)\"}")
      }
      text.append(",\"instFamily\":\"\(layout.family)\",\"instId\":\"\(contract.symbol)\",")
      text.append("\"instType\":\"SWAP\",\"totalLoss\":\"0\",\"uly\":\"\(layout.family)\"}")
    }
  }

  private var instruments: [UInt8] {
    body([contract.symbol]) { text, symbol in
      text.append("{\"ctMult\":\"1\",\"ctType\":\"linear\",\"ctVal\":\"\(Self.contractValue)\",")
      text.append("\"ctValCcy\":\"\(layout.family.prefix { $0 != "-" })\",")
      text.append("\"instFamily\":\"\(layout.family)\",\"instId\":\"\(symbol)\",")
      text.append("\"instType\":\"SWAP\",\"settleCcy\":\"USDT\",\"state\":\"live\"}")
    }
  }

  /// In contracts, a hundredth of which is the smallest order.
  private func tiers(_ table: MarginTierTable) -> [UInt8] {
    body(table.tiers.indices) { text, index in
      let tier = table.tiers[index]
      let next = index + 1 < table.tiers.count ? table.tiers[index + 1].floor : nil
      let end = next.map { $0 * Self.contractsInCoin - 0.01 }
      text.append("{\"instFamily\":\"\(layout.family)\",\"instId\":\"\",\"imr\":")
      text.appendQuoted(1 / tier.maximumLeverage, decimals: 4)
      text.append(",\"maxLever\":")
      text.appendQuoted(tier.maximumLeverage, decimals: 2)
      text.append(",\"maxSz\":")
      text.appendQuoted(end ?? 2 * max(1e9, tier.floor * Self.contractsInCoin), decimals: 2)
      text.append(",\"minSz\":")
      text.appendQuoted(tier.floor * Self.contractsInCoin, decimals: 2)
      text.append(",\"mmr\":")
      text.appendQuoted(tier.maintenanceMarginRate, decimals: 4)
      text.append(",\"tier\":\"\(index + 1)\",\"uly\":\"\(layout.family)\"}")
    }
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
}

import Archive
import Market

/// Writes a simulated market as Hyperliquid's `info` interface answers, and as its archive of asset
/// contexts has it; at each close also the accounts of the largest wallets.
struct HyperliquidFiles: VenueFiles {
  private let contract: SimulatedContract
  private let layout: HyperliquidLayout
  private var folder: ResponseFolder
  private var funding: FundingWindows
  private var end: Timestamp

  init(data: String, contract: SimulatedContract, start: Day) {
    self.contract = contract
    layout = HyperliquidLayout(instrument: contract.instrument)
    folder = ResponseFolder(data: data, contract: contract)
    funding = FundingWindows(layout.endpoint(.funding))
    end = start.start
  }

  var marker: String { folder.marker }
  var count: FileCount { folder.count }

  func venueFolder() throws -> String? { try folder.venueFolder() }

  mutating func prepare(marker: String) throws {
    let wallets = HyperliquidLayout.walletsFolder
    let accounts = "\(folder.data)/\(wallets)"
    let known = Files.isFolder(accounts) ? try Files.list(accounts) : []
    try folder.prepare(
      marker: marker,
      folders: HyperliquidLayout.Endpoint.allCases.map { layout.endpoint($0).folder }
        + [HyperliquidLayout.contextsArchiveFolder] + known.map { "\(wallets)/\($0)" })
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
    let date = close.day.day.description.filter { $0 != "-" }
    let asked = end + .seconds(5)
    return close.responses(layout.endpoint(.candles)) { candleBody(close.bars(in: $0)) }
      + [
        VenueResponse(
          file: "\(HyperliquidLayout.contextsArchiveFolder)/\(date).csv", body: contexts(close))
      ]
      + close.publicPositions.map { held in
        VenueResponse(
          file: HyperliquidLayout.wallet(held.wallet).file(snapshot: asked),
          body: account(held.position, mark: close.day.bars.last?.mark.close ?? 0))
      }
  }

  private func candleBody(_ bars: [SimulatedBar]) -> [UInt8] {
    var text: [UInt8] = []
    text.appendList(bars) { text, bar in
      let last = bar.time.milliseconds + 299_999
      text.append("{\"t\":\(bar.time.milliseconds),\"T\":\(last),\"s\":\"\(contract.symbol)\"")
      text.append(",\"i\":\"5m\"")
      for (name, price) in [
        ("o", bar.traded.open), ("c", bar.traded.close), ("h", bar.traded.high),
        ("l", bar.traded.low),
      ] {
        text.append(",\"\(name)\":\"")
        text.append(units: price, decimals: contract.priceDecimals)
        text.append("\"")
      }
      text.append(",\"v\":\"")
      text.append(units: bar.volume, decimals: 3)
      text.append("\",\"n\":\(bar.trades)}")
    }
    return text
  }

  private func fundingBody(_ settlements: [FundingSettlement]) -> [UInt8] {
    var text: [UInt8] = []
    text.appendList(settlements) { text, settlement in
      text.append("{\"coin\":\"\(contract.symbol)\",\"fundingRate\":\"")
      text.append(units: settlement.rateUnits, decimals: 8)
      text.append("\",\"premium\":\"0.0\",\"time\":\(settlement.time.milliseconds)}")
    }
    return text
  }

  private func contexts(_ close: VenueDay) -> [UInt8] {
    var text: [UInt8] = []
    text.append(
      "time,coin,funding,open_interest,prev_day_px,day_ntl_vlm,premium,oracle_px,mark_px,mid_px,"
        + "impact_bid_px,impact_ask_px\n")
    for (time, bar) in close.moments {
      text.append("\(time),\(contract.symbol),0.0,")
      text.append(units: bar.openInterest, decimals: 3)
      text.append(",")
      text.append(units: bar.traded.open, decimals: contract.priceDecimals)
      text.append(",0.0,0.0,")
      for _ in 0..<2 {
        text.append(units: bar.mark.close, decimals: contract.priceDecimals + 2)
        text.appendComma()
      }
      for index in 0..<3 {
        if index > 0 { text.appendComma() }
        text.append(units: bar.traded.close, decimals: contract.priceDecimals)
      }
      text.appendNewline()
    }
    return text
  }

  /// - Parameter mark: hundredths of a tick.
  private func account(_ position: SimulatedPosition, mark: Int64) -> [UInt8] {
    let price = Double(mark) / 100 / contract.ticksPerDollar
    let size = position.side == .long ? position.lots : -position.lots
    let value = position.lots.base * price
    let gain = size.base * (price - position.entryPrice.value)
    let balance = position.wallet.value + gain
    let margin = value / Double(max(1, position.leverage))
    var text: [UInt8] = []
    func append(_ name: String, _ number: Double, decimals: Int = 4, last: Bool = false) {
      text.append("\"\(name)\":\"")
      text.append(number, decimals: decimals)
      text.append(last ? "\"" : "\",")
    }
    func appendSummary(_ name: String) {
      text.append("\"\(name)\":{")
      append("accountValue", balance)
      append("totalNtlPos", value)
      append("totalRawUsd", balance - size.base * price)
      append("totalMarginUsed", margin, last: true)
      text.append("},")
    }
    text.append("{")
    appendSummary("marginSummary")
    appendSummary("crossMarginSummary")
    append("crossMaintenanceMarginUsed", margin / 2)
    append("withdrawable", max(0, balance - margin))
    text.append("\"assetPositions\":[{\"type\":\"oneWay\",\"position\":{\"coin\":\"")
    text.append("\(contract.symbol)\",\"szi\":\"")
    text.append(units: size, decimals: 3)
    text.append("\",\"leverage\":{\"type\":\"\(position.marginMode.rawValue)\",\"value\":")
    text.append("\(position.leverage)},")
    append("entryPx", position.entryPrice.value, decimals: contract.priceDecimals + 4)
    append("positionValue", value)
    append("unrealizedPnl", gain)
    append("returnOnEquity", gain / max(1, margin))
    text.append("\"liquidationPx\":")
    if let price = position.liquidationPrice {
      text.appendQuoted { $0.append(price.value, decimals: contract.priceDecimals + 4) }
    } else {
      text.append("null")
    }
    text.append(",")
    append("marginUsed", margin)
    text.append("\"maxLeverage\":40,\"cumFunding\":{\"allTime\":\"0.0\",\"sinceOpen\":\"0.0\",")
    text.append("\"sinceChange\":\"0.0\"}}}],\"time\":\(end.milliseconds + 5_000)}")
    return text
  }
}

import Archive
import Market

/// Hyperliquid's `info` interface and its archive of asset contexts; at each close also the accounts
/// of the largest wallets.
struct HyperliquidAnswers: VenueAnswers {
  private let contract: SimulatedContract
  private let layout: HyperliquidLayout

  init(_ contract: SimulatedContract) {
    self.contract = contract
    layout = HyperliquidLayout(instrument: contract.instrument)
  }

  var folders: [String] {
    HyperliquidLayout.Endpoint.allCases.map { layout.endpoint($0).folder }
      + [HyperliquidLayout.contextsArchiveFolder, HyperliquidLayout.walletsFolder]
  }

  var funding: StoredEndpoint? { layout.endpoint(.funding) }

  func answers(_ close: VenueDay) -> [VenueResponse] {
    let date = close.day.day.description.filter { $0 != "-" }
    let account = HyperliquidAccount(contract: contract, asked: close.asked)
    return close.responses(layout.endpoint(.candles)) { candles(close.bars(in: $0)) }
      + [
        VenueResponse(
          file: layout.endpoint(.assetContexts).file(snapshot: close.asked),
          body: metaAndContexts(close)),
        VenueResponse(
          file: "\(HyperliquidLayout.contextsArchiveFolder)/\(date).csv", body: contexts(close)),
      ]
      + close.publicPositions.map { held in
        VenueResponse(
          file: HyperliquidLayout.wallet(held.wallet).file(snapshot: close.asked),
          body: account.text(held.position, mark: close.day.bars.last?.mark.close ?? 0))
      }
  }

  private func candles(_ bars: [SimulatedBar]) -> [UInt8] {
    var text: [UInt8] = []
    text.appendList(bars) { text, bar in
      let last = bar.time.milliseconds + 299_999
      text.append("{\"t\":\(bar.time.milliseconds),\"T\":\(last),\"s\":\"\(contract.symbol)\"")
      text.append(",\"i\":\"5m\"")
      for (name, price) in [
        ("o", bar.traded.open), ("c", bar.traded.close), ("h", bar.traded.high),
        ("l", bar.traded.low),
      ] {
        text.append(",\"\(name)\":")
        text.appendQuoted(units: price, decimals: contract.priceDecimals)
      }
      text.append(",\"v\":")
      text.appendQuoted(units: bar.volume, decimals: 3)
      text.append(",\"n\":\(bar.trades)}")
    }
    return text
  }

  func settled(_ settlements: [FundingSettlement], at time: Timestamp) -> [UInt8] {
    var text: [UInt8] = []
    text.appendList(settlements) { text, settlement in
      text.append("{\"coin\":\"\(contract.symbol)\",\"fundingRate\":")
      text.appendQuoted(units: settlement.rateUnits, decimals: 8)
      text.append(",\"premium\":\"0.0\",\"time\":\(settlement.time.milliseconds)}")
    }
    return text
  }

  /// The venue's archive: a row a minute.
  private func contexts(_ close: VenueDay) -> [UInt8] {
    var text: [UInt8] = []
    text.append(
      "time,coin,funding,open_interest,prev_day_px,day_ntl_vlm,premium,oracle_px,mark_px,mid_px,"
        + "impact_bid_px,impact_ask_px\n")
    for (time, sample) in close.minutes {
      text.append("\(time),\(contract.symbol),0.0,")
      text.append(units: sample.openInterest, decimals: 3)
      text.append(",0.0,0.0,")
      text.append(units: sample.premium, decimals: 8)
      text.appendComma()
      text.append(index(sample), decimals: contract.markDecimals)
      text.appendComma()
      text.append(units: sample.mark, decimals: contract.markDecimals)
      for _ in 0..<3 {
        text.appendComma()
        text.append(units: sample.traded, decimals: contract.priceDecimals)
      }
      text.appendNewline()
    }
    return text
  }

  /// What stands at the close, and by which margin table.
  private func metaAndContexts(_ close: VenueDay) -> [UInt8] {
    let tiers = contract.marginRule(on: close.day.day).table.tiers
    let leverage = tiers.map { Int64($0.maximumLeverage) }
    // Numbers below fifty are no table but the highest leverage.
    let table = tiers.count > 1 ? 50 + leverage[0] : leverage[0]
    var text: [UInt8] = []
    text.append("[{\"universe\":[{\"szDecimals\":3,\"name\":\"\(contract.symbol)\",")
    text.append("\"maxLeverage\":\(leverage[0]),\"marginTableId\":\(table)}],\"marginTables\":[")
    if tiers.count > 1 {
      text.append("[\(table),{\"description\":\"\",\"marginTiers\":")
      text.appendList(tiers) { text, tier in
        text.append("{\"lowerBound\":")
        text.appendQuoted(tier.floor, decimals: 1)
        text.append(",\"maxLeverage\":\(Int64(tier.maximumLeverage))}")
      }
      text.append("}]")
    }
    text.append("]},")
    text.appendList(close.day.bars.last?.minutes.suffix(1) ?? []) { text, sample in
      text.append("{\"funding\":\"0.0\",\"openInterest\":")
      text.appendQuoted(units: sample.openInterest, decimals: 3)
      text.append(",\"premium\":")
      text.appendQuoted(units: sample.premium, decimals: 8)
      text.append(",\"oraclePx\":")
      text.appendQuoted(index(sample), decimals: contract.markDecimals)
      text.append(",\"markPx\":")
      text.appendQuoted(units: sample.mark, decimals: contract.markDecimals)
      text.append(",\"midPx\":")
      text.appendQuoted(units: sample.traded, decimals: contract.priceDecimals)
      text.append("}")
    }
    text.append("]")
    return text
  }

  private func index(_ sample: MinuteSample) -> Double {
    contract.price(sample.traded) / (1 + Double(sample.premium) / 1e8)
  }
}

import Market

/// Hyperliquid's `clearinghouseState` of a wallet that holds one position.
struct HyperliquidAccount {
  let contract: SimulatedContract
  let asked: Timestamp

  /// - Parameter mark: hundredths of a tick.
  func text(_ position: SimulatedPosition, mark: Int64) -> [UInt8] {
    let price = contract.markPrice(mark)
    let size = position.side == .long ? position.lots : -position.lots
    let value = position.lots.base * price
    let gain = size.base * (price - position.entryPrice.value)
    let balance = position.wallet.value + gain
    let margin = value / Double(max(1, position.leverage))
    let leverage = Int64(contract.marginRule(on: asked.day).table.tiers[0].maximumLeverage)
    var text: [UInt8] = []
    func append(_ name: String, _ number: Double, decimals: Int = 4, last: Bool = false) {
      text.append("\"\(name)\":")
      text.appendQuoted(number, decimals: decimals)
      if !last { text.appendComma() }
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
    text.append("\(contract.symbol)\",\"szi\":")
    text.appendQuoted(units: size, decimals: 3)
    text.append(",\"leverage\":{\"type\":\"\(position.marginMode.rawValue)\",\"value\":")
    text.append("\(position.leverage)},")
    append("entryPx", position.entryPrice.value, decimals: contract.priceDecimals + 4)
    append("positionValue", value)
    append("unrealizedPnl", gain)
    append("returnOnEquity", gain / max(1, margin))
    text.append("\"liquidationPx\":")
    if let price = position.liquidationPrice {
      text.appendQuoted(price.value, decimals: contract.priceDecimals + 4)
    } else {
      text.append("null")
    }
    text.append(",")
    append("marginUsed", margin)
    text.append(
      "\"maxLeverage\":\(leverage),\"cumFunding\":{\"allTime\":\"0.0\",\"sinceOpen\":\"0.0\",")
    text.append("\"sinceChange\":\"0.0\"}}}],\"time\":\(asked.milliseconds)}")
    return text
  }
}

import Market

/// What no venue publishes: the open positions of a close, and every forced close.
struct TruthTables {
  let contract: SimulatedContract

  /// Decimals of entry and liquidation prices, which are averages and finer than a tick.
  private var decimals: Int { contract.priceDecimals + 4 }

  /// A liquidation price that would be written as zero is one that cannot be reached.
  private var smallest: Double { (0..<decimals).reduce(1.0) { price, _ in price / 10 } }

  func positions(_ positions: [SimulatedPosition]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(64 * (positions.count + 2))
    text.append("side,entry_price,leverage,margin_mode,quantity_base,liquidation_price\n")
    for position in positions {
      text.append(position.side.rawValue)
      text.appendComma()
      text.append(position.entryPrice.value, decimals: decimals)
      text.appendComma()
      text.append(Int64(position.leverage))
      text.appendComma()
      text.append(position.marginMode.rawValue)
      text.appendComma()
      text.append(units: position.lots, decimals: 3)
      text.appendComma()
      if let price = position.liquidationPrice, price.value >= smallest {
        text.append(price.value, decimals: decimals)
      }
      text.appendNewline()
    }
    return text
  }

  static let liquidationHeader = "time,side,price,quantity_base\n"

  /// Times in milliseconds since 1970, as the venue's own table has them; the side is the
  /// position's.
  func liquidations(_ closes: [ForcedClose]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(48 * closes.count)
    for close in closes {
      text.append(close.time.milliseconds)
      text.appendComma()
      text.append(close.side.rawValue)
      text.appendComma()
      text.append(units: close.averageTicks, decimals: contract.priceDecimals)
      text.appendComma()
      text.append(units: close.lots, decimals: 3)
      text.appendNewline()
    }
    return text
  }
}

import Market

/// The venue's CSV tables of a simulated day, with its column names and decimals.
struct BinanceTables {
  let contract: SimulatedContract

  private static let candleHeader =
    "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,"
    + "taker_buy_quote_volume,ignore\n"
  /// The last millisecond of a bar, counted from its first.
  private static let barEnd: Int64 = 299_999

  func candles(_ day: SimulatedDay) -> [UInt8] {
    var text = table(Self.candleHeader, rows: day.bars.count)
    for bar in day.bars {
      appendPrices(bar, bar.traded, to: &text) {
        $0.append(units: $1, decimals: contract.priceDecimals)
      }
      text.append(units: bar.volume, decimals: 3)
      text.appendComma()
      text.append(bar.time.milliseconds + Self.barEnd)
      text.appendComma()
      text.append(contract.dollars(bar.turnover), decimals: 4)
      text.appendComma()
      text.append(Int64(bar.trades))
      text.appendComma()
      text.append(units: bar.takerBuyVolume, decimals: 3)
      text.appendComma()
      text.append(contract.dollars(bar.takerBuyTurnover), decimals: 4)
      text.append(",0\n")
    }
    return text
  }

  func markCandles(_ day: SimulatedDay) -> [UInt8] {
    // The venue writes eight decimals; ours are hundredths of a tick.
    let scale = (contract.markDecimals..<8).reduce(Int64(1)) { scale, _ in scale * 10 }
    return pricesAlone(day, \.mark, scale: scale)
  }

  /// Of the premium index: fractions, which may be negative.
  func premiumCandles(_ day: SimulatedDay) -> [UInt8] { pricesAlone(day, \.premium, scale: 1) }

  /// Candles of what has no volume: the venue fills those columns with zeros.
  ///
  /// - Parameter scale: hundred-millionths in a unit of the prices.
  private func pricesAlone(
    _ day: SimulatedDay, _ prices: (SimulatedBar) -> PriceRange, scale: Int64
  ) -> [UInt8] {
    var text = table(Self.candleHeader, rows: day.bars.count)
    for bar in day.bars {
      appendPrices(bar, prices(bar), to: &text) { $0.append(units: $1 * scale, decimals: 8) }
      text.append("0,")
      text.append(bar.time.milliseconds + Self.barEnd)
      text.append(",0,300,0,0,0\n")
    }
    return text
  }

  /// The order book every quarter of an hour: what lies between the price and some distances from it, bids below
  /// zero, in coins and in dollars.
  func depth(_ day: SimulatedDay) -> [UInt8] {
    let barsApart = 3
    var text = table("timestamp,percentage,depth,notional\n", rows: 4 * day.bars.count)
    for (index, bar) in day.bars.enumerated() where index % barsApart == barsApart - 1 {
      // The last step of the bar, so that the day's last row is the day's.
      let clock = "\(day.day) \((bar.time + .minutes(4)).clockTime):45,"
      for level in bar.depth {
        text.append(clock)
        text.append(units: level.distance, decimals: 2)
        text.appendComma()
        text.append(units: level.lots, decimals: 3)
        text.appendComma()
        text.append(notional(of: level, in: bar), decimals: 4)
        text.appendNewline()
      }
    }
    return text
  }

  /// What lies up to a level, each part of it at the middle of its prices.
  private func notional(of level: DepthLevel, in bar: SimulatedBar) -> Double {
    let price = contract.price(bar.traded.close)
    let nearer = bar.depth.filter {
      ($0.distance < 0) == (level.distance < 0) && abs($0.distance) <= abs(level.distance)
    }.sorted { abs($0.distance) < abs($1.distance) }
    var last = DepthLevel(distance: 0, lots: 0)
    return nearer.reduce(0) { sum, next in
      defer { last = next }
      let middle = 1 + Double(last.distance + next.distance) / 20_000
      return sum + (next.lots - last.lots).base * price * middle
    }
  }

  /// A row at the end of each bar: from 00:05 to 24:00, which is the next day's 00:00.
  func metrics(_ day: SimulatedDay) -> [UInt8] {
    var text = table(
      "create_time,symbol,sum_open_interest,sum_open_interest_value,"
        + "count_toptrader_long_short_ratio,sum_toptrader_long_short_ratio,"
        + "count_long_short_ratio,sum_taker_long_short_vol_ratio\n", rows: day.bars.count)
    for bar in day.bars {
      let end = bar.time + .minutes(5)
      text.append("\(end.day) \(end.clockTime):00,\(contract.symbol),")
      text.append(units: bar.openInterest, decimals: 3)
      text.appendComma()
      text.append(
        contract.dollars(Double(bar.openInterest) * Double(bar.mark.close) / 100), decimals: 4)
      for ratio in [
        bar.topTraderAccountRatio, bar.topTraderPositionRatio, bar.accountRatio, bar.takerRatio,
      ] {
        text.appendComma()
        text.append(ratio, decimals: 8)
      }
      text.appendNewline()
    }
    return text
  }

  func funding(_ settlements: [FundingSettlement]) -> [UInt8] {
    var text = table(
      "calc_time,funding_interval_hours,last_funding_rate\n", rows: settlements.count)
    for settlement in settlements {
      text.append(settlement.time.milliseconds)
      text.append(",8,")
      text.append(units: settlement.rateUnits, decimals: 8)
      text.appendNewline()
    }
    return text
  }

  /// The stream's reports as the venue archived them: a sale closes a long.
  func liquidations(_ day: SimulatedDay) -> [UInt8] {
    var text = table(
      "time,side,order_type,time_in_force,original_quantity,price,average_price,order_status,"
        + "last_fill_quantity,accumulated_fill_quantity\n", rows: day.reports.count)
    for close in day.reports {
      text.append(close.time.milliseconds)
      text.append(close.side == .long ? ",SELL" : ",BUY")
      text.append(",LIMIT,IOC,")
      text.append(units: close.lots, decimals: 3)
      text.appendComma()
      text.append(units: close.limitTicks, decimals: contract.priceDecimals)
      text.appendComma()
      text.append(units: close.averageTicks, decimals: contract.priceDecimals)
      text.append(",FILLED,")
      text.append(units: close.lots, decimals: 3)
      text.appendComma()
      text.append(units: close.lots, decimals: 3)
      text.appendNewline()
    }
    return text
  }

  private func table(_ header: String, rows: Int) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(header.utf8.count + 140 * rows)
    text.append(header)
    return text
  }

  private func appendPrices(
    _ bar: SimulatedBar, _ range: PriceRange, to text: inout [UInt8],
    price append: (inout [UInt8], Int64) -> Void
  ) {
    text.append(bar.time.milliseconds)
    for value in [range.open, range.high, range.low, range.close] {
      text.appendComma()
      append(&text, value)
    }
    text.appendComma()
  }
}

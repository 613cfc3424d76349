import Market

/// Bars that are being put together from the kinds of files that the archive has.
struct BinanceBars {
  /// How far a row of the metrics may be from the bar's end that it describes.
  static let jitter = TimeSpan.seconds(60)

  let layout: BinanceLayout
  let interval: TimeSpan
  private(set) var bars: [Bar]

  /// - Parameter candles: of the bars' length, in order, one a time.
  init(_ candles: [BinanceCandle], interval: TimeSpan, layout: BinanceLayout) {
    self.layout = layout
    self.interval = interval
    bars = candles.map { candle in
      let close = Price(candle.close)
      var bar = Bar(
        time: candle.time, open: Price(candle.open), high: Price(candle.high),
        low: Price(candle.low), close: close, volume: layout.coins(candle.volume, at: close))
      if !candle.takerBuyVolume.isNaN {
        bar.takerBuyVolume = layout.coins(candle.takerBuyVolume, at: close)
      }
      return bar
    }
  }

  /// Enters the mark price's range where all of a bar's mark candles are there.
  mutating func join(mark candles: [BinanceCandle], of length: TimeSpan) {
    let needed = interval.milliseconds / length.milliseconds
    var next = candles.startIndex
    for index in bars.indices {
      let end = bars[index].time + interval
      while next < candles.endIndex, candles[next].time < bars[index].time { next += 1 }
      var (high, low, count) = (-Double.infinity, Double.infinity, Int64(0))
      while next < candles.endIndex, candles[next].time < end {
        high = max(high, candles[next].high)
        low = min(low, candles[next].low)
        count += 1
        next += 1
      }
      guard count == needed else { continue }
      bars[index].markHigh = Price(high)
      bars[index].markLow = Price(low)
    }
  }

  /// Enters open interest and ratios: to each bar those of the moment at which it ends, whatever
  /// file they stand in.
  mutating func join(_ metrics: [BinanceMetrics]) {
    var next = metrics.startIndex
    for index in bars.indices {
      let end = bars[index].time + interval
      while next < metrics.endIndex, metrics[next].time < end - Self.jitter { next += 1 }
      var best: BinanceMetrics?
      var candidate = next
      while candidate < metrics.endIndex, metrics[candidate].time <= end + Self.jitter {
        let found = metrics[candidate]
        if distance(found, end) < best.map({ distance($0, end) }) ?? .max { best = found }
        candidate += 1
      }
      guard let best else { continue }
      if !best.openInterest.isNaN {
        bars[index].openInterest = layout.coins(best.openInterest, at: bars[index].close)
      }
      if !best.longShortRatio.isNaN { bars[index].longShortRatio = best.longShortRatio }
      if !best.topTraderRatio.isNaN { bars[index].topTraderRatio = best.topTraderRatio }
    }
  }

  /// Enters funding where it was settled; several settlements in a long bar add up.
  mutating func join(_ funding: [BinanceFunding]) {
    join(funding) { bar, row in bar.fundingRate = (bar.fundingRate ?? 0) + row.rate }
  }

  /// Enters what the venue reported of liquidations on the days that it has files of: nothing
  /// reported on such a day is zero; on other days it is unknown.
  mutating func join(_ liquidations: [BinanceLiquidation], days: Set<Day>) {
    for index in bars.indices where days.contains(bars[index].time.day) {
      bars[index].longLiquidations = .zero
      bars[index].shortLiquidations = .zero
    }
    let layout = layout
    join(liquidations) { bar, row in
      let quantity = layout.coins(row.quantity, at: Price(row.price))
      switch row.side {
      case .long: bar.longLiquidations = (bar.longLiquidations ?? .zero) + quantity
      case .short: bar.shortLiquidations = (bar.shortLiquidations ?? .zero) + quantity
      }
    }
  }

  /// Gives each row to the bar that holds its time.
  private mutating func join<Row: PlacedRow>(_ rows: [Row], _ enter: (inout Bar, Row) -> Void) {
    var index = bars.startIndex
    for row in rows {
      while index < bars.endIndex, bars[index].time + interval <= row.time { index += 1 }
      guard index < bars.endIndex else { return }
      if bars[index].time <= row.time { enter(&bars[index], row) }
    }
  }

  private func distance(_ row: BinanceMetrics, _ end: Timestamp) -> Int64 {
    abs((row.time - end).milliseconds)
  }
}

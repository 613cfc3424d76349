import Market

/// Bars that are being put together from the kinds of files that a venue has.
struct JoinedBars {
  /// How far the row of a moment may be from the bar's end that it describes.
  static let jitter = TimeSpan.seconds(60)

  let interval: TimeSpan
  private(set) var bars: [Bar]

  /// - Parameters:
  ///   - candles: of the bars' length, in order, one a time.
  ///   - size: of the contracts in which the candles' volume is written.
  init(_ candles: [Candle], interval: TimeSpan, size: ContractSize) {
    self.interval = interval
    bars = candles.map { candle in
      let close = Price(candle.close)
      var bar = Bar(
        time: candle.time, open: Price(candle.open), high: Price(candle.high),
        low: Price(candle.low), close: close, volume: size.coins(candle.volume, at: close))
      if !candle.takerBuyVolume.isNaN {
        bar.takerBuyVolume = size.coins(candle.takerBuyVolume, at: close)
      }
      return bar
    }
  }

  /// Enters the mark price's range where all of a bar's mark candles are there.
  mutating func join(mark candles: [Candle], of length: TimeSpan) {
    let needed = interval.milliseconds / length.milliseconds
    forEachBar(of: candles) { bar, candles in
      guard candles.count == needed else { return }
      bar.markHigh = candles.map(\.high).max().map { Price($0) }
      bar.markLow = candles.map(\.low).min().map { Price($0) }
    }
  }

  /// Enters what stood at a moment: to each bar the row nearest to the moment at which it ends,
  /// whatever file it stands in.
  ///
  /// - Parameter rows: in order of time.
  mutating func join<Row: PlacedRow>(
    moments rows: [Row], _ enter: (inout Bar, Row) -> Void
  ) {
    var next = rows.startIndex
    for index in bars.indices {
      let end = bars[index].time + interval
      while next < rows.endIndex, rows[next].time < end - Self.jitter { next += 1 }
      var best: Row?
      var candidate = next
      while candidate < rows.endIndex, rows[candidate].time <= end + Self.jitter {
        let found = rows[candidate]
        if distance(found, end) < best.map({ distance($0, end) }) ?? .max { best = found }
        candidate += 1
      }
      if let best { enter(&bars[index], best) }
    }
  }

  /// Gives each row to the bar that holds its time.
  ///
  /// - Parameter rows: in order of time.
  mutating func join<Row: PlacedRow>(events rows: [Row], _ enter: (inout Bar, Row) -> Void) {
    var index = bars.startIndex
    for row in rows {
      while index < bars.endIndex, bars[index].time + interval <= row.time { index += 1 }
      guard index < bars.endIndex else { return }
      if bars[index].time <= row.time { enter(&bars[index], row) }
    }
  }

  /// Gives each bar the rows whose time it holds, where there are any.
  ///
  /// - Parameter rows: in order of time.
  mutating func forEachBar<Row: PlacedRow>(
    of rows: [Row], _ enter: (inout Bar, ArraySlice<Row>) -> Void
  ) {
    var next = rows.startIndex
    for index in bars.indices {
      let end = bars[index].time + interval
      while next < rows.endIndex, rows[next].time < bars[index].time { next += 1 }
      let first = next
      while next < rows.endIndex, rows[next].time < end { next += 1 }
      if first < next { enter(&bars[index], rows[first..<next]) }
    }
  }

  /// Enters funding where it was settled; several settlements in a long bar add up.
  mutating func join(_ funding: [Settlement]) {
    join(events: funding) { bar, row in bar.fundingRate = (bar.fundingRate ?? 0) + row.rate }
  }

  /// Enters what the venue reported of liquidations in the times that its answers cover: nothing
  /// reported there is zero; elsewhere it is unknown.
  ///
  /// - Parameters:
  ///   - reports: in order of time.
  ///   - covered: in order, without overlap. A bar that is covered in part stays unknown.
  mutating func join(
    _ reports: [LiquidationReport], covered: [Range<Timestamp>], size: ContractSize
  ) {
    var next = covered.startIndex
    for index in bars.indices {
      let end = bars[index].time + interval
      while next < covered.endIndex, covered[next].upperBound < end { next += 1 }
      guard next < covered.endIndex, covered[next].lowerBound <= bars[index].time else { continue }
      bars[index].longLiquidations = .zero
      bars[index].shortLiquidations = .zero
    }
    join(events: reports) { bar, row in
      let quantity = size.coins(row.quantity, at: Price(row.price))
      switch row.side {
      case .long: bar.longLiquidations = bar.longLiquidations.map { $0 + quantity }
      case .short: bar.shortLiquidations = bar.shortLiquidations.map { $0 + quantity }
      }
    }
  }

  /// Puts bars without a trade in the place of missing ones, at the price of the bar before.
  ///
  /// - Parameter quiet: the times at which the venue was there, in order.
  /// - Returns: the times that were filled.
  mutating func fillQuiet(_ quiet: [Timestamp]) -> [Timestamp] {
    var filled: [Bar] = []
    filled.reserveCapacity(bars.count)
    var times: [Timestamp] = []
    var next = quiet.startIndex
    func fill(before end: Timestamp) {
      while next < quiet.endIndex, quiet[next] < end {
        if let last = filled.last, quiet[next] > last.time {
          let close = last.close
          filled.append(
            Bar(
              time: quiet[next], open: close, high: close, low: close, close: close,
              volume: .zero))
          times.append(quiet[next])
        }
        next += 1
      }
    }
    for bar in bars {
      fill(before: bar.time)
      filled.append(bar)
    }
    fill(before: Timestamp(milliseconds: .max))
    bars = filled
    return times
  }

  private func distance(_ row: some PlacedRow, _ end: Timestamp) -> Int64 {
    abs((row.time - end).milliseconds)
  }
}

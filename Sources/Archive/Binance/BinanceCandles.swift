import Market

/// One candle of the archive: traded prices, or mark prices without volume.
struct BinanceCandle: PlacedRow {
  var time: Timestamp
  var place: RowPlace
  var open, high, low, close: Double
  /// Coins, or contracts for inverse ones.
  var volume, takerBuyVolume: Double

  static let columns: [BinanceTables.Column] = [
    .init(name: "open_time", kind: .time), .init(name: "open", kind: .number),
    .init(name: "high", kind: .number), .init(name: "low", kind: .number),
    .init(name: "close", kind: .number), .init(name: "volume", kind: .number),
    .init(name: "taker_buy_volume", kind: .optionalNumber),
  ]

  /// Checks a row of a file of candles of a length and makes a candle of it.
  static func make(_ row: CSVRow, interval: TimeSpan) -> Result<BinanceCandle, RowFault> {
    let values = row.values
    let time = row.time
    if time.milliseconds % interval.milliseconds != 0 {
      return .failure(RowFault(slot: 0, expected: .multiple(of: interval)))
    }
    if let fault = BarCheck.prices(values, first: 1) ?? BarCheck.notNegative(values[5], 5)
      ?? BarCheck.part(values[6], of: values[5], 6)
    {
      return .failure(fault)
    }
    return .success(
      BinanceCandle(
        time: time, place: row.place, open: values[1], high: values[2], low: values[3],
        close: values[4], volume: values[5], takerBuyVolume: values[6]))
  }

  func agrees(with other: BinanceCandle) -> Bool {
    open == other.open && high == other.high && low == other.low && close == other.close
      && volume == other.volume && agree(takerBuyVolume, other.takerBuyVolume)
  }

  /// Takes in a later candle of the same bar.
  mutating func extend(by later: BinanceCandle) {
    high = max(high, later.high)
    low = min(low, later.low)
    close = later.close
    volume += later.volume
    takerBuyVolume += later.takerBuyVolume
  }
}

/// Candles of one length, joined from all files that hold them.
struct BinanceCandles {
  /// The bars to make: five minutes, as the metrics come.
  static let preferred = TimeSpan.minutes(5)

  /// Of the lengths that there are: five minutes; else the longest that five minutes are a
  /// multiple of, to be put together; else the shortest above.
  static func choose(_ present: [(name: String, span: TimeSpan)]) -> (name: String, span: TimeSpan)?
  {
    present.last { divides($0.span, preferred) } ?? present.first { $0.span > preferred }
      ?? present.last
  }

  static func divides(_ part: TimeSpan, _ whole: TimeSpan) -> Bool {
    whole.milliseconds % part.milliseconds == 0
  }

  /// Puts shorter candles together, in order of time. Where some of a bar's are missing it is made
  /// of the others.
  static func aggregate(_ candles: [BinanceCandle], from part: TimeSpan, to whole: TimeSpan)
    -> [BinanceCandle]
  {
    guard part < whole else { return candles }
    var bars: [BinanceCandle] = []
    bars.reserveCapacity(candles.count / Int(whole.milliseconds / part.milliseconds) + 1)
    for candle in candles {
      let start = candle.time.milliseconds - candle.time.milliseconds % whole.milliseconds
      if let last = bars.last, last.time.milliseconds == start {
        bars[bars.count - 1].extend(by: candle)
      } else {
        bars.append(candle)
        bars[bars.count - 1].time = Timestamp(milliseconds: start)
      }
    }
    return bars
  }
}

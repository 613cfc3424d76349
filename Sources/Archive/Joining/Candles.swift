import Market

/// One candle: traded prices, or mark prices without volume.
struct Candle: PlacedRow {
  var time: Timestamp
  var place: RowPlace
  var open, high, low, close: Double
  /// In the venue's unit; NaN where it is not given.
  var volume, takerBuyVolume: Double

  /// Where the amounts of a row stand. Time and prices stand in the slots 0 to 4.
  struct Slots {
    var volume: Int?
    var takerBuyVolume: Int?
  }

  /// Checks a row of a file of candles of a length and makes a candle of it. The slots 0 to 4 are
  /// time, open, high, low and close.
  static func make(_ row: ScannedRow, interval: TimeSpan, _ slots: Slots = Slots())
    -> Result<Candle, RowFault>
  {
    let values = row.values
    let time = row.time
    if time.milliseconds % interval.milliseconds != 0 {
      return .failure(RowFault(slot: 0, expected: .multiple(of: interval)))
    }
    if let fault = BarCheck.prices(values, first: 1) { return .failure(fault) }
    var (volume, takerBuyVolume) = (Double.nan, Double.nan)
    if let slot = slots.volume {
      volume = values[slot]
      if let fault = BarCheck.notNegative(volume, slot) { return .failure(fault) }
      if let slot = slots.takerBuyVolume {
        takerBuyVolume = values[slot]
        if let fault = BarCheck.part(takerBuyVolume, of: volume, slot) { return .failure(fault) }
      }
    }
    return .success(
      Candle(
        time: time, place: row.place, open: values[1], high: values[2], low: values[3],
        close: values[4], volume: volume, takerBuyVolume: takerBuyVolume))
  }

  func agrees(with other: Candle) -> Bool {
    open == other.open && high == other.high && low == other.low && close == other.close
      && agree(volume, other.volume) && agree(takerBuyVolume, other.takerBuyVolume)
  }

  /// Takes in a later candle of the same bar.
  mutating func extend(by later: Candle) {
    high = max(high, later.high)
    low = min(low, later.low)
    close = later.close
    volume += later.volume
    takerBuyVolume += later.takerBuyVolume
  }
}

/// Candles of one length, joined from all files that hold them.
struct Candles {
  /// The bars to make: five minutes, as the venues give open interest.
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
  static func aggregate(_ candles: [Candle], from part: TimeSpan, to whole: TimeSpan) -> [Candle] {
    guard part < whole else { return candles }
    var bars: [Candle] = []
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

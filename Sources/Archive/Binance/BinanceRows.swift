import Market

/// What the venue says of a contract at a moment, once in five minutes.
struct BinanceMetrics: PlacedRow {
  var time: Timestamp
  var place: RowPlace
  /// Coins, or contracts for inverse ones; NaN where the venue left it blank, as for the ratios.
  var openInterest, longShortRatio, topTraderRatio: Double

  static let columns: [BinanceTables.Column] = [
    .init(name: "create_time", kind: .time), .init(name: "symbol", kind: .text),
    .init(name: "sum_open_interest", kind: .optionalNumber),
    .init(name: "count_long_short_ratio", kind: .optionalNumber),
    .init(name: "sum_toptrader_long_short_ratio", kind: .optionalNumber),
  ]

  static func make(_ row: ScannedRow, symbol: String) -> Result<BinanceMetrics, RowFault> {
    let values = row.values
    if !row.texts[1].elementsEqual(symbol.utf8) {
      return .failure(RowFault(slot: 1, expected: .symbol(symbol)))
    }
    if let fault = BarCheck.positive(values[2], 2) ?? BarCheck.positive(values[3], 3)
      ?? BarCheck.positive(values[4], 4)
    {
      return .failure(fault)
    }
    return .success(
      BinanceMetrics(
        time: row.time, place: row.place, openInterest: values[2], longShortRatio: values[3],
        topTraderRatio: values[4]))
  }

  func agrees(with other: BinanceMetrics) -> Bool {
    agree(openInterest, other.openInterest) && agree(longShortRatio, other.longShortRatio)
      && agree(topTraderRatio, other.topTraderRatio)
  }
}

extension Settlement {
  static let binanceColumns: [BinanceTables.Column] = [
    .init(name: "calc_time", kind: .time), .init(name: "funding_interval_hours", kind: .number),
    .init(name: "last_funding_rate", kind: .number),
  ]

  static func binance(_ row: ScannedRow) -> Result<Settlement, RowFault> {
    let hours = row.values[1]
    guard hours >= 1, hours <= 24 else {
      return .failure(RowFault(slot: 1, expected: .fundingHours))
    }
    return make(row, rate: 2, hours: hours)
  }
}

extension LiquidationReport {
  static let binanceColumns: [BinanceTables.Column] = [
    .init(name: "time", kind: .time), .init(name: "side", kind: .text),
    .init(name: "order_type", kind: .text), .init(name: "time_in_force", kind: .text),
    .init(name: "original_quantity", kind: .number), .init(name: "price", kind: .number),
    .init(name: "average_price", kind: .number), .init(name: "order_status", kind: .text),
    .init(name: "last_fill_quantity", kind: .number),
    .init(name: "accumulated_fill_quantity", kind: .number),
  ]

  /// The venue writes the order's side, and sells longs. Each row is published twice.
  static func binance(_ row: ScannedRow) -> Result<LiquidationReport, RowFault> {
    let (values, texts) = (row.values, row.texts)
    let side: Side
    if texts[1].elementsEqual("SELL".utf8) {
      side = .long
    } else if texts[1].elementsEqual("BUY".utf8) {
      side = .short
    } else {
      return .failure(RowFault(slot: 1, expected: .side))
    }
    for slot in [4, 8, 9] {
      if let fault = BarCheck.notNegative(values[slot], slot) { return .failure(fault) }
    }
    for slot in [5, 6] {
      if let fault = BarCheck.positive(values[slot], slot) { return .failure(fault) }
    }
    var fingerprint = Fingerprint()
    for slot in [1, 2, 3, 7] { fingerprint.add(texts[slot]) }
    for slot in [4, 5, 6, 8, 9] { fingerprint.add(values[slot]) }
    return .success(
      LiquidationReport(
        time: row.time, place: row.place, side: side, quantity: values[9], price: values[6],
        fingerprint: fingerprint.value))
  }
}

/// One line of the recorded order book: what lay between the price and a distance from it.
struct BinanceDepth: PlacedRow {
  var time: Timestamp
  var place: RowPlace
  /// In per cent of the price, below zero for bids.
  var percentage: Double
  /// Coins, or contracts for inverse ones.
  var depth: Double
  /// In US dollars, of linear contracts.
  var notional: Double

  static let columns: [BinanceTables.Column] = [
    .init(name: "timestamp", kind: .time), .init(name: "percentage", kind: .number),
    .init(name: "depth", kind: .number), .init(name: "notional", kind: .number),
  ]

  static func make(_ row: ScannedRow) -> Result<BinanceDepth, RowFault> {
    let values = row.values
    guard abs(values[1]) <= 100, values[1] != 0 else {
      return .failure(RowFault(slot: 1, expected: .percentage))
    }
    if let fault = BarCheck.notNegative(values[2], 2) ?? BarCheck.notNegative(values[3], 3) {
      return .failure(fault)
    }
    return .success(
      BinanceDepth(
        time: row.time, place: row.place, percentage: values[1], depth: values[2],
        notional: values[3]))
  }

  func agrees(with other: BinanceDepth) -> Bool {
    percentage == other.percentage && depth == other.depth && notional == other.notional
  }
}

/// The premium index over one interval, by its close.
struct Premium: PlacedRow {
  /// When the interval ends.
  var time: Timestamp
  var place: RowPlace
  /// A fraction of the index price.
  var value: Double

  /// - Parameter close: the slot of the close; the time in slot 0 is the interval's start.
  static func make(_ row: ScannedRow, close: Int, interval: TimeSpan) -> Result<Premium, RowFault> {
    let value = row.values[close]
    guard abs(value) <= 1 else { return .failure(RowFault(slot: close, expected: .fundingRate)) }
    return .success(Premium(time: row.time + interval, place: row.place, value: value))
  }

  static let binanceColumns: [BinanceTables.Column] = [
    .init(name: "open_time", kind: .time), .init(name: "close", kind: .number),
  ]

  func agrees(with other: Premium) -> Bool { value == other.value }
}

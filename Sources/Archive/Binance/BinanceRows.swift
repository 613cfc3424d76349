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

  static func make(_ row: CSVRow, symbol: String) -> Result<BinanceMetrics, RowFault> {
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

/// One settlement of funding.
struct BinanceFunding: PlacedRow {
  /// To the minute: the venue's own times are off by some milliseconds.
  var time: Timestamp
  var place: RowPlace
  /// From the settlement before, in hours.
  var hours: Double
  var rate: Double

  static let columns: [BinanceTables.Column] = [
    .init(name: "calc_time", kind: .time), .init(name: "funding_interval_hours", kind: .number),
    .init(name: "last_funding_rate", kind: .number),
  ]

  static func make(_ row: CSVRow) -> Result<BinanceFunding, RowFault> {
    let values = row.values
    guard values[1] >= 1, values[1] <= 24 else {
      return .failure(RowFault(slot: 1, expected: .fundingHours))
    }
    if let fault = BarCheck.fundingRate(values[2], 2) { return .failure(fault) }
    let minute = (row.time.milliseconds + 30_000) / 60_000
    return .success(
      BinanceFunding(
        time: Timestamp(milliseconds: minute * 60_000), place: row.place, hours: values[1],
        rate: values[2]))
  }

  func agrees(with other: BinanceFunding) -> Bool { rate == other.rate && hours == other.hours }
}

/// One forced order that the venue reported.
struct BinanceLiquidation: PlacedRow {
  var time: Timestamp
  var place: RowPlace
  /// The side of the position: the venue writes that of the order, and sells longs.
  var side: Side
  /// Coins, or contracts for inverse ones.
  var quantity: Double
  /// Mean price of the order's fills.
  var price: Double
  /// Of all columns: the venue publishes each row twice, and a row has no number of its own.
  var fingerprint: UInt64

  static let columns: [BinanceTables.Column] = [
    .init(name: "time", kind: .time), .init(name: "side", kind: .text),
    .init(name: "order_type", kind: .text), .init(name: "time_in_force", kind: .text),
    .init(name: "original_quantity", kind: .number), .init(name: "price", kind: .number),
    .init(name: "average_price", kind: .number), .init(name: "order_status", kind: .text),
    .init(name: "last_fill_quantity", kind: .number),
    .init(name: "accumulated_fill_quantity", kind: .number),
  ]

  static func make(_ row: CSVRow) -> Result<BinanceLiquidation, RowFault> {
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
    var fingerprint: UInt64 = 0xCBF2_9CE4_8422_2325
    for slot in [1, 2, 3, 7] {
      for byte in texts[slot] { mix(&fingerprint, UInt64(byte)) }
      mix(&fingerprint, 0x2C)
    }
    for slot in [4, 5, 6, 8, 9] { mix(&fingerprint, values[slot].bitPattern) }
    return .success(
      BinanceLiquidation(
        time: row.time, place: row.place, side: side, quantity: values[9], price: values[6],
        fingerprint: fingerprint))
  }

  func agrees(with other: BinanceLiquidation) -> Bool { fingerprint == other.fingerprint }

  /// FNV-1a over words, with a shift so that high bits reach the low ones.
  private static func mix(_ hash: inout UInt64, _ word: UInt64) {
    hash = (hash ^ word) &* 0x100_0000_01B3
    hash ^= hash &>> 29
  }
}

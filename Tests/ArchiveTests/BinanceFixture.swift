import Market
import Testing

@testable import Archive

/// A small archive of one contract, one hour of 5 August 2024 and what a test adds to it.
struct BinanceFixture {
  let folder: TemporaryFolder
  var instrument = Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear)

  init(instrument: Instrument? = nil) throws {
    folder = try TemporaryFolder()
    if let instrument { self.instrument = instrument }
  }

  static let start = Int64(1_722_816_000_000)  // 2024-08-05T00:00Z
  static let minute = Int64(60_000)
  var root: String { instrument.kind == .linear ? "data/futures/um" : "data/futures/cm" }
  var symbol: String { instrument.symbol }

  static let candleHeader =
    "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,"
    + "taker_buy_quote_volume,ignore\n"

  static func candle(
    _ time: Int64, open: Double = 100, high: Double = 110, low: Double = 90, close: Double = 100,
    volume: Double = 50
  ) -> String {
    "\(time),\(open),\(high),\(low),\(close),\(volume),\(time + 299_999),0,7,\(volume / 2),0,0\n"
  }

  /// Candles of five minutes, from the fixture's day at 00:00.
  static func candles(_ numbers: some Sequence<Int>) -> String {
    numbers.map { candle(start + Int64($0) * 5 * minute) }.joined()
  }

  static let metricsHeader =
    "create_time,symbol,sum_open_interest,sum_open_interest_value,"
    + "count_toptrader_long_short_ratio,sum_toptrader_long_short_ratio,count_long_short_ratio,"
    + "sum_taker_long_short_vol_ratio\n"

  /// A row of metrics so many milliseconds after the fixture's day starts.
  func metric(_ offset: Int64, oi: String = "1000", top: String = "1.8", all: String = "1.2")
    -> String
  {
    let time = "\(Timestamp(milliseconds: Self.start + offset))"
      .replacing("T", with: " ").dropLast()
    return "\(time),\(symbol),\(oi),0,1.1,\(top),\(all),1\n"
  }

  /// Metrics every five minutes, the first at the fixture's day's start.
  func metrics(_ numbers: some Sequence<Int>) -> String {
    numbers.map { metric(Int64($0) * 5 * Self.minute, oi: "\(1_000 + $0)") }.joined()
  }

  func path(_ kind: String, _ name: String, period: String = "daily", interval: String? = nil)
    -> String
  {
    "\(root)/\(period)/\(kind)/\(symbol)/" + (interval.map { $0 + "/" } ?? "")
      + "\(symbol)-\(name).zip"
  }

  func addCandles(
    _ rows: String, header: Bool = true, date: String = "2024-08-05", checksum: Bool = true
  ) throws {
    try folder.writeZip(
      path("klines", "5m-\(date)", interval: "5m"), (header ? Self.candleHeader : "") + rows,
      checksum: checksum)
  }

  func addMetrics(_ rows: String, date: String = "2024-08-05", checksum: Bool = true) throws {
    try folder.writeZip(
      path("metrics", "metrics-\(date)"), Self.metricsHeader + rows, checksum: checksum)
  }

  func read(_ policy: Policy = .strict) throws -> InstrumentData {
    try ArchiveReader(dataFolder: folder.path, policy: policy).read(
      InstrumentSource(instrument: instrument, reader: .binanceArchive))
  }
}

extension String {
  fileprivate func replacing(_ character: Character, with other: Character) -> String {
    String(map { $0 == character ? other : $0 })
  }
}

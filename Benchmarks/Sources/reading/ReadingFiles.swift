import Archive
import Market

/// Writes the files that are read: prices that wander, in the shape of each venue.
struct ReadingFiles {
  static let symbol = "BTCUSDT"
  static let instrument = Instrument(venue: .binance, symbol: symbol, kind: .linear)
  static let bybit = Instrument(venue: .bybit, symbol: symbol, kind: .linear)
  static let start = Day(number: 18_262)
  static let klineHeader =
    "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,"
    + "taker_buy_quote_volume,ignore\n"
  static let seriesHeader = "time,open,high,low,close,volume,taker_buy_volume,open_interest\n"

  let folder: String

  /// One-minute candles from a place on.
  struct Candles {
    private var price = 60_000.0
    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    private mutating func random() -> Double {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Double(state >> 11) / Double(UInt64(1) << 53)
    }

    /// Open, high, low, close in cents, volume and what takers bought in thousandths.
    mutating func next() -> (open: Int, high: Int, low: Int, close: Int, volume: Int, taker: Int) {
      let open = price
      price = max(10_000, min(200_000, price + (random() - 0.5) * 60))
      let (top, bottom) = (max(open, price) + random() * 20, min(open, price) - random() * 20)
      let volume = 1 + random() * random() * 300
      return (
        Int(open * 100), Int(top * 100) + 1, Int(bottom * 100), Int(price * 100),
        Int(volume * 1_000), Int(volume * 1_000 * random())
      )
    }
  }

  /// A number with so many places after the point.
  private static func text(_ value: Int, _ places: Int) -> String {
    let digits = "\(value)"
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return padded.dropLast(places) + "." + padded.suffix(places)
  }

  /// A row as the venue publishes candles.
  static func kline(_ minute: Int, _ candles: inout Candles, milliseconds: Int = 60_000) -> String {
    let time = Int(start.start.milliseconds) + minute * milliseconds
    let row = candles.next()
    let quote = row.volume * row.close
    return "\(time),\(text(row.open, 2)),\(text(row.high, 2)),\(text(row.low, 2)),"
      + "\(text(row.close, 2)),\(text(row.volume, 3)),\(time + milliseconds - 1),"
      + "\(text(quote, 5)),\(row.volume / 30 + 1),\(text(row.taker, 3)),"
      + "\(text(row.taker * row.close, 5)),0\n"
  }

  /// A row as a vendor's export has it.
  private static func seriesRow(_ minute: Int, _ candles: inout Candles) -> String {
    let time = start.start.milliseconds + Int64(minute) * 60_000
    let row = candles.next()
    return "\(time),\(text(row.open, 2)),\(text(row.high, 2)),\(text(row.low, 2)),"
      + "\(text(row.close, 2)),\(text(row.volume, 3)),\(text(row.taker, 3)),"
      + "\(text(80_000_000 + minute, 3))\n"
  }

  /// Writes candles of one minute until the file has so many bytes.
  ///
  /// - Returns: the rows.
  func writeKlines(_ name: String, bytes: Int) throws -> Int {
    try write(name, Self.klineHeader, bytes: bytes) { Self.kline($0, &$1) }
  }

  func writeSeries(_ name: String, bytes: Int) throws -> Int {
    try write(name, Self.seriesHeader, bytes: bytes) { Self.seriesRow($0, &$1) }
  }

  private func write(
    _ name: String, _ header: String, bytes: Int, row: (Int, inout Candles) -> String
  ) throws -> Int {
    let file = try AppendedFile(folder + "/" + name)
    var candles = Candles()
    var text = Array(header.utf8)
    var written = 0
    var minute = 0
    while written + text.count < bytes {
      text += row(minute, &candles).utf8
      minute += 1
      guard text.count >= 1 << 20 else { continue }
      try file.append(text)
      written += text.count
      text.removeAll(keepingCapacity: true)
    }
    try file.append(text)
    return minute
  }

  /// Writes a `.zip` of one-minute candles for each month, and the metrics without which there is
  /// nothing to read.
  ///
  /// - Returns: the archives' paths and the bytes of their content.
  func writeArchive(months: Int) throws -> (paths: [String], bytes: Int) {
    let layout = BinanceLayout(instrument: Self.instrument)
    var candles = Candles()
    var paths: [String] = []
    var bytes = 0
    var day = Self.start
    for _ in 0..<months {
      let next = (day + 31) - ((day + 31).calendar.day - 1)
      let first = (day.number - Self.start.number) * 1_440
      var text = Self.klineHeader
      for minute in first..<first + (next.number - day.number) * 1_440 {
        text += Self.kline(minute, &candles)
      }
      let name = layout.file(.candles, monthOf: day, interval: "1m")
      paths.append(try zip(name, text))
      bytes += text.utf8.count
      day = next
    }
    var metrics =
      "create_time,symbol,sum_open_interest,sum_open_interest_value,"
      + "count_toptrader_long_short_ratio,sum_toptrader_long_short_ratio,count_long_short_ratio,"
      + "sum_taker_long_short_vol_ratio\n"
    for step in 0..<288 {
      let time = "\(Self.start.start + .minutes(Int64(step) * 5))".dropLast().split(separator: "T")
      metrics += "\(time[0]) \(time[1]),\(Self.symbol),80000.5,0,1,1.2,1.3,1\n"
    }
    _ = try zip(layout.file(.metrics, day: Self.start), metrics)
    return (paths, bytes)
  }

  private func zip(_ name: String, _ text: String) throws -> String {
    let path = folder + "/" + name
    try Files.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
    let entry = String((name.split(separator: "/").last ?? "").dropLast(4)) + ".csv"
    try ZipWriter.write(entry: entry, bytes: Array(text.utf8), to: path, synced: false)
    return path
  }

  /// Writes Bybit's answers of so many days, newest row first.
  ///
  /// - Returns: the paths of the candles' files, and the bytes of all files and of those.
  func writeResponses(days: Int) throws -> (candles: [String], bytes: Int, candleBytes: Int) {
    let layout = BybitLayout(instrument: Self.bybit)
    var candles = Candles()
    var (paths, bytes, candleBytes): ([String], Int, Int) = ([], 0, 0)
    for number in 0..<days {
      let day = Self.start + number
      let rows = (number * 288..<(number + 1) * 288).map { step in
        let fields = Self.kline(step, &candles, milliseconds: 300_000).split(separator: ",")
        return "[" + [0, 1, 2, 3, 4, 5, 7].map { "\"\(fields[$0])\"" }.joined(separator: ",") + "]"
      }
      let endpoint = layout.endpoint(.candles)
      let body = Self.answer("\"category\":\"linear\",\"symbol\":\"\(Self.symbol)\"", rows)
      paths.append(
        try write(endpoint.file(ResponseWindow(.days(1), containing: day.start)), body))
      bytes += body.utf8.count
      candleBytes += body.utf8.count
      for half in 0..<2 {
        let start = day.start + .hours(Int64(half) * 12)
        let rows = (0..<144).map { step in
          let time = (start + .minutes(Int64(step) * 5)).milliseconds
          return #"{"openInterest":"\#(80_000 + step).123","timestamp":"\#(time)"}"#
        }
        let body = Self.answer("\"category\":\"linear\",\"symbol\":\"\(Self.symbol)\"", rows)
        let window = ResponseWindow(.hours(12), containing: start)
        _ = try write(layout.endpoint(.openInterest).file(window), body)
        bytes += body.utf8.count
      }
    }
    return (paths, bytes, candleBytes)
  }

  private static func answer(_ head: String, _ rows: [String]) -> String {
    #"{"retCode":0,"retMsg":"OK","result":{"# + head + #","list":["#
      + rows.reversed().joined(separator: ",") + #"]},"time":1722902400000}"#
  }

  private func write(_ name: String, _ text: String) throws -> String {
    let path = folder + "/" + name
    try Files.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
    try Files.writeAtomically(text, to: path, synced: false)
    return path
  }
}

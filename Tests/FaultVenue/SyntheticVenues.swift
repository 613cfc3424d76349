import Archive
import Foundation
import Market

/// Writes what the venues would have of some instruments and days into a folder, in the on-disk
/// layout and in each venue's own shape: enough to be fetched, verified and read.
public struct SyntheticVenues {
  let folder: String
  let wish: FetchPlan.Wish
  /// Everything that ends before is there.
  let now: Timestamp

  public init(folder: String, wish: FetchPlan.Wish, now: Timestamp) {
    self.folder = folder
    self.wish = wish
    self.now = now
  }

  /// - Parameter archivedUpTo: the last day that Binance's archive has; the days after are in its
  ///   interface.
  public func write(archivedUpTo: Day? = nil) throws {
    for instrument in wish.instruments {
      switch instrument.venue {
      case .binance: try writeBinance(instrument, archivedUpTo: archivedUpTo ?? wish.to)
      case .bybit: try writeBybit(instrument)
      case .okx: try writeOKX(instrument)
      case .bitfinex: try writeBitfinex(instrument)
      case .hyperliquid: try writeHyperliquid(instrument)
      }
    }
    for wallet in wish.wallets {
      try snapshot(
        HyperliquidLayout.wallet(wallet),
        #"{"marginSummary":{"accountValue":"1736.0"},"assetPositions":[],"withdrawable":"772.2","#
          + #""time":\#(now.milliseconds)}"#)
    }
  }

  // MARK: - Numbers

  /// A slow wave around 60,000, the same wherever it is asked for.
  private func price(_ time: Timestamp) -> Double {
    let hours = Double(time.milliseconds) / 3_600_000
    return 60_000 + 900 * sin(hours / 17) + 300 * sin(hours / 3.1)
  }

  private func text(_ value: Double) -> String {
    NumberText.fixed(value, decimals: 1, grouped: false)
  }

  private func candle(_ time: Timestamp) -> (o: String, h: String, l: String, c: String, v: String)
  {
    let (open, close) = (price(time), price(time + .minutes(5)))
    return (
      text(open), text(max(open, close) + 9), text(min(open, close) - 9), text(close),
      text(20 + 5 * sin(open))
    )
  }

  /// A fraction of the price, which does not move.
  private static let premium = (o: "0.0001", h: "0.0003", l: "-0.0001", c: "0.0002", v: "0")

  private func openInterest(_ time: Timestamp) -> Double {
    80_000 + 4_000 * sin(Double(time.milliseconds) / 9e7)
  }

  private func moments(_ window: ResponseWindow, every step: TimeSpan = .minutes(5)) -> [Timestamp]
  {
    stride(
      from: window.start.milliseconds, to: window.end.milliseconds, by: Int(step.milliseconds)
    ).map { Timestamp(milliseconds: $0) }
  }

  // MARK: - Files

  private func put(_ text: String, _ file: String) throws {
    let url = URL(filePath: folder + "/" + file)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  private func snapshot(_ endpoint: StoredEndpoint, _ text: String) throws {
    try put(text, endpoint.file(snapshot: now))
  }

  private func windows(
    _ endpoint: StoredEndpoint, every step: TimeSpan = .minutes(5),
    _ body: (_ times: [Timestamp]) -> String
  ) throws {
    guard let length = endpoint.window else { return }
    let end = min(wish.to.close, now)
    for window in ResponseWindow.covering(length, from: wish.from.start, to: end) {
      var times = moments(window, every: step)
      // What stood at the end is part of the answer.
      if case .moments = endpoint.timing { times.append(window.end) }
      try put(body(times.filter { $0 < now }), endpoint.file(window))
    }
  }

  private func zip(_ file: String, header: String, rows: [String]) throws {
    let path = folder + "/" + file
    let name = String(file.split(separator: "/").last ?? "")
    let csv = ([header] + rows).joined(separator: "\n") + "\n"
    try FileManager.default.createDirectory(
      at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try ZipWriter.write(
      entry: name.dropLast(4) + ".csv", bytes: Array(csv.utf8), to: path, synced: false)
    let digest = SHA256.hexDigest(of: try Files.readAll(path))
    try put("\(digest)  \(name)\n", file + ".CHECKSUM")
  }

  // MARK: - Venues

  private func writeBinance(_ instrument: Instrument, archivedUpTo last: Day) throws {
    let layout = BinanceLayout(instrument: instrument)
    let responses = BinanceResponseLayout(instrument: instrument)
    func day(_ day: Day) -> [Timestamp] {
      moments(ResponseWindow(.days(1), containing: day.start))
    }
    let kinds: [BinanceLayout.Kind] = [.candles, .markCandles, .premiumCandles]
    for window in ResponseWindow.covering(.month, from: wish.from.start, to: wish.to.close) {
      let month = Array(window.start.day..<window.end.day)
      if window.end.day <= last + 1 {
        for kind in kinds where month.allSatisfy({ $0 >= wish.from && $0 <= wish.to }) {
          try zip(
            layout.file(kind, monthOf: window.start.day), header: BinanceRows.candleHeader,
            rows: month.flatMap(day).map { binanceCandle($0, kind) })
        }
        try zip(
          layout.file(.funding, monthOf: window.start.day), header: BinanceRows.fundingHeader,
          rows: moments(window, every: .hours(8)).map { "\($0.milliseconds + 7),8,0.0001" })
      } else {
        try put(
          "["
            + moments(window, every: .hours(8)).filter { $0 < now }.map {
              #"{"symbol":"\#(instrument.symbol)","fundingTime":\#($0.milliseconds + 3),"#
                + #""fundingRate":"0.0001","markPrice":"60000.1"}"#
            }.joined(separator: ",") + "]", responses.endpoint(.funding).file(window))
      }
    }
    for date in stride(from: wish.from, through: min(last, wish.to), by: 1) {
      for kind in kinds {
        try zip(
          layout.file(kind, day: date), header: BinanceRows.candleHeader,
          rows: day(date).map { binanceCandle($0, kind) })
      }
      if instrument.symbol == "BTCUSD_PERP" {
        try zip(
          layout.file(.liquidations, day: date),
          header: "time,side,order_type,time_in_force,original_quantity,price,average_price,"
            + "order_status,last_fill_quantity,accumulated_fill_quantity",
          // Every row twice, as the archive has them.
          rows: day(date).filter { $0.clockTime.hasSuffix(":00") }.flatMap { time in
            let row = "\(time.milliseconds + 391),SELL,LIMIT,IOC,1,59000.2,59100.4,FILLED,1,1"
            return [row, row]
          })
      }
      try zip(
        layout.file(.depth, day: date), header: "timestamp,percentage,depth,notional",
        rows: day(date).map { "\(date) \($0.clockTime):08,-1,400.5,24000000" })
    }
    // The day after holds what stood at the last day's close.
    for date in stride(from: wish.from, through: last < wish.to ? last : wish.to + 1, by: 1)
    where date < now.day {
      try zip(
        layout.file(.metrics, day: date), header: BinanceRows.metricsHeader,
        rows: day(date).map { time in
          let clock = "\(date) \(time.clockTime):00"
          let coins = openInterest(time)
          return "\(clock),\(instrument.symbol),\(text(coins)),\(text(coins * price(time))),"
            + "1.1,1.2,1.3,0.9"
        })
    }
    for endpoint in BinanceResponseLayout.Endpoint.allCases where endpoint != .funding {
      for date in stride(from: last + 1, through: wish.to + 1, by: 1) {
        let window = ResponseWindow(.days(1), containing: date.start)
        let rows = moments(window).filter { $0 < now }.map { binanceRow(endpoint, $0) }
        try put(
          "[" + rows.joined(separator: ",") + "]", responses.endpoint(endpoint).file(window))
      }
    }
  }

  private func binanceCandle(_ time: Timestamp, _ kind: BinanceLayout.Kind) -> String {
    let bar = kind == .premiumCandles ? Self.premium : candle(time)
    return "\(time.milliseconds),\(bar.o),\(bar.h),\(bar.l),\(bar.c),\(bar.v),"
      + "\(time.milliseconds + 299_999),1200000,900,10,600000,0"
  }

  private func binanceRow(_ endpoint: BinanceResponseLayout.Endpoint, _ time: Timestamp) -> String {
    let bar = endpoint == .premiumCandles ? Self.premium : candle(time)
    switch endpoint {
    case .candles, .markCandles, .premiumCandles, .funding:
      return #"[\#(time.milliseconds),"\#(bar.o)","\#(bar.h)","\#(bar.l)","\#(bar.c)","\#(bar.v)","#
        + #"\#(time.milliseconds + 299_999),"1200000",900,"10","600000","0"]"#
    case .openInterest:
      let coins = openInterest(time)
      return #"{"symbol":"BTCUSDT","sumOpenInterest":"\#(text(coins))","#
        + #""sumOpenInterestValue":"\#(text(coins * price(time)))","timestamp":\#(time.milliseconds)}"#
    case .topTraderRatio, .accountRatio:
      return #"{"symbol":"BTCUSDT","longShortRatio":"1.5","longAccount":"0.6","#
        + #""shortAccount":"0.4","timestamp":\#(time.milliseconds)}"#
    case .takerVolume:
      return
        #"{"buySellRatio":"1.1","buyVol":"11","sellVol":"10","timestamp":\#(time.milliseconds)}"#
    }
  }

  private func writeBybit(_ instrument: Instrument) throws {
    let layout = BybitLayout(instrument: instrument)
    // Newest first.
    func list(_ rows: [String]) -> String {
      #"{"retCode":0,"retMsg":"OK","result":{"category":"\#(layout.category)","symbol":"#
        + #""\#(instrument.symbol)","list":[\#(rows.reversed().joined(separator: ","))]},"#
        + #""retExtInfo":{},"time":1672025956592}"#
    }
    for endpoint in [BybitLayout.Endpoint.candles, .markCandles] {
      try windows(layout.endpoint(endpoint)) { times in
        list(
          times.map {
            let bar = candle($0)
            return #"["\#($0.milliseconds)","\#(bar.o)","\#(bar.h)","\#(bar.l)","\#(bar.c)""#
              + (endpoint == .candles ? #","\#(bar.v)","1200000"]"# : "]")
          })
      }
    }
    try windows(layout.endpoint(.openInterest)) { times in
      list(
        times.map {
          #"{"openInterest":"\#(text(openInterest($0)))","timestamp":"\#($0.milliseconds)"}"#
        })
    }
    try windows(layout.endpoint(.funding), every: .hours(8)) { times in
      list(
        times.map {
          #"{"symbol":"\#(instrument.symbol)","fundingRate":"0.0001","fundingRateTimestamp":"#
            + #""\#($0.milliseconds)"}"#
        })
    }
    try windows(layout.endpoint(.accountRatio)) { times in
      list(
        times.map {
          #"{"symbol":"\#(instrument.symbol)","buyRatio":"0.52","sellRatio":"0.48","timestamp":"#
            + #""\#($0.milliseconds)"}"#
        })
    }
    try snapshot(
      layout.endpoint(.riskLimit),
      list([
        #"{"id":1,"symbol":"\#(instrument.symbol)","riskLimitValue":"2000000","#
          + #""maintenanceMargin":"0.005","initialMargin":"0.01","maxLeverage":"100.00","#
          + #""mmDeduction":""}"#
      ]))
  }

  private func writeOKX(_ instrument: Instrument) throws {
    let layout = OKXLayout(instrument: instrument)
    func list(_ rows: [String]) -> String {
      #"{"code":"0","msg":"","data":[\#(rows.reversed().joined(separator: ","))]}"#
    }
    for endpoint in OKXLayout.Endpoint.allCases {
      let stored = layout.endpoint(endpoint)
      if endpoint == .funding {
        try windows(stored, every: .hours(8)) { times in
          list(
            times.map {
              #"{"instId":"\#(instrument.symbol)","instType":"SWAP","fundingRate":"0.0001","#
                + #""realizedRate":"0.0001","fundingTime":"\#($0.milliseconds)"}"#
            })
        }
      } else if stored.window == nil {
        try snapshot(stored, list([okxSnapshot(endpoint, layout)]))
      } else {
        try windows(stored) { times in list(times.map { okxRow(endpoint, $0) }) }
      }
    }
  }

  private func okxRow(_ endpoint: OKXLayout.Endpoint, _ time: Timestamp) -> String {
    let bar = candle(time)
    let fields: [String] =
      switch endpoint {
      case .candles: [bar.o, bar.h, bar.l, bar.c, "2500", bar.v, "1200000", "1"]
      case .markCandles: [bar.o, bar.h, bar.l, bar.c, "1"]
      case .openInterest:
        [
          text(openInterest(time) * 100), text(openInterest(time)),
          text(openInterest(time) * price(time)),
        ]
      case .takerVolume: ["120.5", "130.5"]
      default: ["1.4"]
      }
    return #"[""# + (["\(time.milliseconds)"] + fields).joined(separator: #"",""#) + #""]"#
  }

  private func okxSnapshot(_ endpoint: OKXLayout.Endpoint, _ layout: OKXLayout) -> String {
    switch endpoint {
    case .positionTiers:
      #"{"imr":"0.01","instFamily":"\#(layout.family)","maxLever":"100","maxSz":"1000","#
        + #""minSz":"0","mmr":"0.004","tier":"1","uly":"\#(layout.family)"}"#
    case .instruments:
      #"{"instId":"\#(layout.instrument.symbol)","instType":"SWAP","ctVal":"0.01","#
        + #""ctValCcy":"BTC","ctType":"linear"}"#
    default:
      #"{"instId":"\#(layout.instrument.symbol)","uly":"\#(layout.family)","details":[{"side":"sell","#
        + #""posSide":"long","bkPx":"59000.1","sz":"3","ts":"\#(now.milliseconds)"}]}"#
    }
  }

  private func writeBitfinex(_ instrument: Instrument) throws {
    let layout = BitfinexLayout(instrument: instrument)
    func list(_ rows: [String]) -> String { "[" + rows.joined(separator: ",") + "]" }
    // Close before high.
    try windows(layout.endpoint(.candles)) { times in
      list(
        times.map {
          let bar = candle($0)
          return "[\($0.milliseconds),\(bar.o),\(bar.c),\(bar.h),\(bar.l),\(bar.v)]"
        })
    }
    try windows(layout.endpoint(.status)) { times in
      list(
        times.map {
          "[\($0.milliseconds + 1_200),null,\(text(price($0))),\(text(price($0))),null,1000.5,null,"
            + "\($0.milliseconds + 600_000),0.0001,10,null,0.0001,null,null,\(text(price($0))),"
            + "null,null,\(text(openInterest($0) / 20)),null,null,null,0.0005,0.0025]"
        })
    }
    try windows(layout.endpoint(.liquidations), every: .hours(3)) { times in
      list(
        times.map {
          #"[["pos",\#($0.milliseconds / 1_000),\#($0.milliseconds + 41),null,"#
            + #""\#(instrument.symbol)",0.5,\#(text(price($0) + 700)),null,1,1,null,"#
            + "\(text(price($0)))]]"
        })
    }
  }

  private func writeHyperliquid(_ instrument: Instrument) throws {
    let layout = HyperliquidLayout(instrument: instrument)
    let coin = instrument.symbol
    func list(_ rows: [String]) -> String { "[" + rows.joined(separator: ",") + "]" }
    try windows(layout.endpoint(.candles)) { times in
      list(
        times.map {
          let bar = candle($0)
          return
            #"{"t":\#($0.milliseconds),"T":\#($0.milliseconds + 299_999),"s":"\#(coin)","i":"5m","#
            + #""o":"\#(bar.o)","c":"\#(bar.c)","h":"\#(bar.h)","l":"\#(bar.l)","v":"\#(bar.v)","n":9}"#
        })
    }
    try windows(layout.endpoint(.funding), every: .hour) { times in
      list(
        times.map {
          #"{"coin":"\#(coin)","fundingRate":"0.0000125","premium":"0.0002","time":"#
            + "\($0.milliseconds + 33)}"
        })
    }
    try snapshot(
      layout.endpoint(.assetContexts),
      #"[{"universe":[{"name":"\#(coin)","szDecimals":5,"maxLeverage":40}]},[{"funding":"#
        + #""0.0000125","openInterest":"\#(text(openInterest(now) / 4))","markPx":"#
        + #""\#(text(price(now)))","oraclePx":"\#(text(price(now)))","premium":"0.0002"}]]"#)
  }
}

/// The header lines of Binance's archive.
private enum BinanceRows {
  static let candleHeader =
    "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,"
    + "taker_buy_quote_volume,ignore"
  static let fundingHeader = "calc_time,funding_interval_hours,last_funding_rate"
  static let metricsHeader =
    "create_time,symbol,sum_open_interest,sum_open_interest_value,count_toptrader_long_short_ratio,"
    + "sum_toptrader_long_short_ratio,count_long_short_ratio,sum_taker_long_short_vol_ratio"
}

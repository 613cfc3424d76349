import Archive
import Market

/// Hourly bars of a CSV with open interest, liquidations, funding and account ratios, its columns named
/// as in `open_time_ms,open,high,low,close,volume,buy_volume,oi_close,liq_long,liq_short,lsr,
/// funding_rate_settled`.
struct BackedSeries {
  let folder: String
  let file: String

  /// - Parameter arguments: a folder and a file in it, at the end of a command line.
  init?(_ arguments: some BidirectionalCollection<String>) {
    guard arguments.count >= 2, let file = arguments.last,
      let folder = arguments.dropLast().last
    else { return nil }
    self.folder = folder
    self.file = file
  }

  func read() throws -> BarSeries {
    let source = SeriesSource(
      path: file,
      columns: [
        .time: "open_time_ms", .open: "open", .high: "high", .low: "low", .close: "close",
        .volume: "volume", .takerBuyVolume: "buy_volume", .openInterest: "oi_close",
        .longLiquidations: "liq_long", .shortLiquidations: "liq_short",
        .fundingRate: "funding_rate_settled", .longShortRatio: "lsr",
      ])
    let instrument = Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear)
    return try ArchiveReader(dataFolder: folder, policy: .strict)
      .read(InstrumentSource(instrument: instrument, reader: .series(source))).series
  }
}

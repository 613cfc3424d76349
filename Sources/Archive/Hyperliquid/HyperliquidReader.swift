import Market

/// Reads one coin's perpetual from stored answers of Hyperliquid's `info` and from the venue's
/// own archive of asset contexts.
struct HyperliquidReader: VenueReader {
  let dataFolder: String
  let policy: Policy
  let instrument: Instrument
  private let stored = EndpointFiles()

  var layout: HyperliquidLayout { HyperliquidLayout(instrument: instrument) }

  private static let candles = ResponsePlan([
    .init("t", at: 0, .time), .init("o", at: 1, .number), .init("h", at: 2, .number),
    .init("l", at: 3, .number), .init("c", at: 4, .number), .init("v", at: 5, .number),
    .init("s", at: 6, .text),
  ])

  static let funding = ResponsePlan([
    .init("time", at: 0, .time), .init("fundingRate", at: 1, .number), .init("coin", at: 2, .text),
  ])

  var reader: ResponseReader {
    ResponseReader(
      dataFolder: dataFolder, symbol: instrument.symbol, envelope: .hyperliquid, stored: stored)
  }

  func candleDays() throws(ArchiveError) -> Set<Day> {
    try reader.days(layout.endpoint(.candles))
  }

  func read(since: Day?) throws(ArchiveError) -> InstrumentData {
    let reader = reader.reading(since: since)
    let coin = instrument.symbol
    var assembly = try ResponseAssembly(
      instrument, reader, policy: policy, candles: layout.endpoint(.candles), Self.candles,
      Candle.Slots(volume: 5), size: .coin, isOver: { $0.says(coin, 6) })
    assembly.reportMissingBars()
    try joinContexts(&assembly)
    try assembly.joinFunding(layout.endpoint(.funding), Self.funding, make: settlement)
    assembly.log.add(
      FindingWords.unpublished(
        "long/short ratios, taker volumes and reported liquidations", by: instrument.venue,
        consequence: "nothing is said of them"))
    let wallets = try HyperliquidWallets(dataFolder: dataFolder, coin: coin)
      .read(reader, log: &assembly.log)
    let margin = try StoredMarginTables(reader: reader, instrument: instrument)
      .schedule(
        layout.endpoint(.assetContexts), .monthly, log: &assembly.log)
    return assembly.data(wallets: wallets, marginSchedule: margin)
  }

  private func joinContexts(_ assembly: inout ResponseAssembly) throws(ArchiveError) {
    let contexts = try HyperliquidContexts(dataFolder: dataFolder, layout: layout)
      .read(assembly.reader, log: &assembly.log)
    assembly.bars.forEachBar(of: contexts) { bar, rows in
      guard let last = rows.last else { return }
      bar.openInterest = Base(last.openInterest)
      if !last.premium.isNaN { bar.premium = last.premium }
      guard rows.count >= SampledPrices.needed else { return }
      bar.markHigh = rows.map(\.mark).max().map { Price($0) }
      bar.markLow = rows.map(\.mark).min().map { Price($0) }
    }
    let known = assembly.bars.bars.count { $0.openInterest != nil }
    let folder = layout.endpoint(.assetContexts).folder
    guard known > 0 || assembly.reader.since != nil else {
      throw .noInput(.openInterest(instrument, lookedFor: folder))
    }
    let unknown = assembly.bars.bars.count - known
    if unknown > 0 {
      // The venue tells what stands now, not what stood: gaps are the rule, and told as one.
      assembly.log.add(FindingWords.sparseOpenInterest(unknown, of: assembly.bars.bars.count))
    }
  }

  /// Settled every hour, at an eighth of the rate for eight hours, which the rows give as it was.
  func settlement(_ row: ScannedRow) -> Result<Settlement?, RowFault> {
    guard row.says(instrument.symbol, 2) else {
      return .failure(RowFault(slot: 2, expected: .symbol(instrument.symbol)))
    }
    return Settlement.make(row, rate: 1, hours: 1).orNothing
  }
}

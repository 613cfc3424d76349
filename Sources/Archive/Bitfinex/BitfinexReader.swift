import Market

/// Reads one contract from stored responses of Bitfinex's v2 interface.
struct BitfinexReader: VenueReader {
  let dataFolder: String
  let policy: Policy
  let instrument: Instrument
  private let stored = EndpointFiles()

  var layout: BitfinexLayout { BitfinexLayout(instrument: instrument) }

  /// Lists, newest first, the **close before the high**: MTS, open, close, high, low, volume.
  private static let candles = ResponsePlan([
    .init("MTS", at: 0, .time), .init("OPEN", at: 1, .number), .init("HIGH", at: 3, .number),
    .init("LOW", at: 4, .number), .init("CLOSE", at: 2, .number), .init("VOLUME", at: 5, .number),
  ])

  var reader: ResponseReader {
    ResponseReader(
      dataFolder: dataFolder, symbol: instrument.symbol, envelope: .bitfinex, stored: stored)
  }

  func candleDays() throws(ArchiveError) -> Set<Day> {
    try reader.days(layout.endpoint(.candles))
  }

  func read(since: Day?) throws(ArchiveError) -> InstrumentData {
    let reader = reader.reading(since: since)
    var assembly = try ResponseAssembly(
      instrument, reader, policy: policy, candles: layout.endpoint(.candles), Self.candles,
      Candle.Slots(volume: 5), size: .coin)
    let status = try BitfinexStatus.read(layout.endpoint(.status), reader, log: &assembly.log)
    try joinStatus(status.summaries, &assembly)
    try assembly.requireOpenInterest(layout.endpoint(.status).folder)
    try assembly.joinFunding(status.settlements, from: layout.endpoint(.status))
    assembly.log.add(
      FindingWords.unpublished(
        "long/short ratios and taker volumes", by: instrument.venue,
        consequence: "nothing is said of them"))
    let liquidations = try joinLiquidations(&assembly)
    return assembly.data(liquidations: liquidations)
  }

  private func joinStatus(
    _ summaries: [BitfinexStatus.Summary], _ assembly: inout ResponseAssembly
  ) throws(ArchiveError) {
    // The venue gives no candle for an interval without a trade; where its status is there, and its
    // candles were asked for, it was open, and nobody traded.
    let seen = Set(summaries.map(\.time))
    let asked = try assembly.reader.files(layout.endpoint(.candles)).compactMap(\.promised)
    let filled = assembly.bars.fillQuiet(
      seen.filter { time in asked.contains { $0.contains(time) } }.sorted())
    for (_, times) in Dictionary(grouping: filled, by: \.day).sorted(by: { $0.key < $1.key }) {
      guard let first = times.min(), let last = times.max() else { continue }
      assembly.log.add(
        FindingWords.quietBars(times.count, from: first, interval: ResponseAssembly.interval),
        known: last)
    }
    assembly.reportMissingBars()
    assembly.bars.join(events: summaries) { bar, row in
      if !row.openInterest.isNaN { bar.openInterest = Base(row.openInterest) }
      if !row.premium.isNaN { bar.premium = row.premium }
      guard row.samples >= SampledPrices.needed else { return }
      bar.markHigh = Price(row.markHigh)
      bar.markLow = Price(row.markLow)
    }
    assembly.reportMissingMark()
  }

  private func joinLiquidations(_ assembly: inout ResponseAssembly) throws(ArchiveError)
    -> [ReportedLiquidation]
  {
    let endpoint = layout.endpoint(.liquidations)
    let files = try assembly.reader.all(endpoint)
    guard !files.isEmpty else {
      assembly.log.add(
        FindingWords.missing(
          "reported liquidations", lookedFor: endpoint.folder,
          consequence: "the book goes without them"))
      return []
    }
    let read = try BitfinexLiquidations.read(endpoint, assembly.reader, log: &assembly.log)
    let covered = files.filter { !assembly.log.wasLeftOut($0.name) && !read.full.contains($0.name) }
      .compactMap(\.promised)
    assembly.bars.join(read.reports, covered: covered, size: .coin)
    return read.reports.map { $0.reported(size: .coin) }
  }
}

/// Prices that a venue gives as samples, in place of candles.
enum SampledPrices {
  /// Samples of a five-minute bar from which its range is taken: one a minute. What lies between
  /// them is not seen, so that the range is a little too narrow.
  static let needed = 5
}

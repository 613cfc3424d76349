import Market

/// Reads one contract from Binance's public archive, and from stored answers of its REST interface
/// the days that the archive does not have yet, and joins the kinds of files into bars.
///
/// Where both have a day, the archive's is taken.
struct BinanceReader: VenueReader {
  let dataFolder: String
  let policy: Policy
  let instrument: Instrument
  private let stored = EndpointFiles()
  private let archived = BinanceListing()

  var layout: BinanceLayout { BinanceLayout(instrument: instrument) }
  var catalogue: BinanceCatalogue {
    BinanceCatalogue(dataFolder: dataFolder, layout: layout, listing: archived)
  }
  var responses: BinanceResponses {
    BinanceResponses(
      dataFolder: dataFolder, layout: BinanceResponseLayout(instrument: instrument), stored: stored)
  }

  private func responses(_ tables: BinanceTables) -> BinanceResponses {
    var responses = responses
    responses.since = tables.since
    return responses
  }

  /// The days that there are candles of, by the files' names.
  func candleDays() throws(ArchiveError) -> Set<Day> {
    let (length, _) = try whatIsThere()
    return try catalogue.files(.candles, interval: length.name).days
      .union(try responses.days(.candles))
  }

  func read(since: Day?) throws(ArchiveError) -> InstrumentData {
    let (length, metricsFiles) = try whatIsThere()
    var tables = BinanceTables(dataFolder: dataFolder, policy: policy, since: since)
    var bars = try candles(length, &tables)
    try joinMark(&bars, &tables)
    try joinMetrics(metricsFiles, &bars, &tables)
    try joinPremium(&bars, &tables)
    try joinFunding(&bars, &tables)
    let liquidations = try joinLiquidations(&bars, &tables)
    let depth = try BinanceDepths(catalogue: catalogue).read(bars: bars.bars, &tables)
    let series = BarSeries(instrument: instrument, interval: bars.interval, bars: bars.bars)
    return InstrumentData(
      series: series, log: tables.log,
      simulated: Files.exists(dataFolder + "/" + layout.simulationMarker), depth: depth,
      liquidations: liquidations)
  }

  /// What a map cannot do without: candles of some length, and open interest.
  func whatIsThere() throws(ArchiveError) -> (
    length: (name: String, span: TimeSpan), metrics: [BinanceFile]
  ) {
    let symbol = instrument.symbol
    let archived = Candles.choose(try catalogue.intervals(.candles))
    let hasResponses = try responses.has(.candles)
    guard let length = archived ?? (hasResponses ? ("5m", .minutes(5)) : nil) else {
      throw .noInput(
        .instrument(
          instrument,
          lookedFor: "\(layout.root)/{daily,monthly}/klines/\(symbol)/<interval>",
          present: try catalogue.symbols()))
    }
    let metrics = try catalogue.files(.metrics)
    let hasStatistics = try responses.has(.openInterest)
    guard !metrics.isEmpty || hasStatistics else {
      let folder = layout.folder(.daily, .metrics, symbol: symbol)
      throw .noInput(
        .metrics(
          instrument, lookedFor: folder, found: catalogue.kinds(),
          origin: "\(BinanceLayout.origin)/\(folder)/\(symbol)-metrics-YYYY-MM-DD.zip"))
    }
    return (length, metrics)
  }

  private func candles(_ length: (name: String, span: TimeSpan), _ tables: inout BinanceTables)
    throws(ArchiveError) -> JoinedBars
  {
    let files = try catalogue.files(.candles, interval: length.name)
    let read = try tables.read(
      files, .candles, columns: BinanceTables.candleColumns, rowsADay: length.span.aDay
    ) {
      Candle.make($0, interval: length.span, Candle.Slots(volume: 5, takerBuyVolume: 6))
    }
    let archived = try tables.log.ordered(read)
    let added = try responses(tables).candles(notOn: files.days, log: &tables.log)
    guard !archived.isEmpty || !added.isEmpty || tables.since != nil else {
      throw .noInput(.rows(file: layout.folder(.daily, .candles, symbol: instrument.symbol)))
    }
    let whole = max(length.span, Candles.preferred)
    let interval = Candles.divides(length.span, whole) ? whole : length.span
    tables.log.countCutShort(files.promises, interval: length.span)
    reportGaps(archived, added, length.span, interval, &tables.log)
    let bars =
      Candles.aggregate(archived, from: length.span, to: interval)
      + Candles.aggregate(added, from: .minutes(5), to: interval)
    return JoinedBars(
      bars.sorted { $0.time < $1.time }, interval: interval, size: layout.contractSize)
  }

  private func reportGaps(
    _ archived: [Candle], _ added: [Candle], _ length: TimeSpan, _ interval: TimeSpan,
    _ log: inout ReadingLog
  ) {
    let consequence =
      interval > length
      ? "bars are made of the others; where none is left there is no bar"
      : "nothing was put in their place"
    let candles =
      length == .minutes(5) ? (archived + added).sorted { $0.time < $1.time } : archived
    log.reportGaps(
      in: candles, interval: length, what: "\(FindingWords.adjective(length)) candles",
      consequence: consequence)
  }

  private func joinMark(_ bars: inout JoinedBars, _ tables: inout BinanceTables)
    throws(ArchiveError)
  {
    let interval = bars.interval
    let present = try catalogue.intervals(.markCandles)
    let length = present.last { Candles.divides($0.span, interval) }
    let files =
      try length.map { (length) throws(ArchiveError) in
        try catalogue.files(.markCandles, interval: length.name)
      } ?? []
    if let length {
      let read = try tables.read(
        files, .markCandles, columns: BinanceTables.markColumns, rowsADay: length.span.aDay
      ) {
        Candle.make($0, interval: length.span)
      }
      let candles = try tables.log.ordered(read)
      tables.log.countGaps(candles, interval: length.span)
      tables.log.countCutShort(files.promises, interval: length.span)
      bars.join(mark: candles, of: length.span)
    }
    let added = try responses(tables).markCandles(notOn: files.days, log: &tables.log)
    bars.join(mark: added, of: .minutes(5))
    let hasResponses = try responses.has(.markCandles)
    guard length != nil || hasResponses else {
      tables.log.add(
        FindingWords.missing(
          "mark prices",
          lookedFor: layout.folder(.daily, .markCandles, symbol: instrument.symbol),
          consequence: "liquidations are triggered by the traded price instead"))
      return
    }
    tables.log.reportBlanks(
      bars.bars, interval: interval, what: "bars' mark prices",
      consequence: "the traded price stands in"
    ) { $0.markHigh == nil }
  }

  private func joinMetrics(
    _ files: [BinanceFile], _ bars: inout JoinedBars, _ tables: inout BinanceTables
  ) throws(ArchiveError) {
    let symbol = instrument.symbol
    let read = try tables.read(
      files, .metrics, columns: BinanceMetrics.columns, rowsADay: TimeSpan.minutes(5).aDay
    ) {
      BinanceMetrics.make($0, symbol: symbol)
    }
    let metrics = try tables.log.ordered(read)
    tables.log.countGaps(metrics, interval: .minutes(5), tolerance: JoinedBars.jitter)
    tables.log.countCutShort(
      files.promises, interval: .minutes(5), tolerance: .minutes(5))
    let size = layout.contractSize
    bars.join(moments: metrics) { bar, row in
      if !row.openInterest.isNaN {
        bar.openInterest = size.coins(row.openInterest, at: bar.close)
      }
      if !row.longShortRatio.isNaN { bar.longShortRatio = row.longShortRatio }
      if !row.topTraderRatio.isNaN { bar.topTraderRatio = row.topTraderRatio }
    }
    let added = try responses(tables).joinStatistics(
      &bars, notOn: files.days, size, log: &tables.log)
    guard tables.since != nil || bars.bars.contains(where: { $0.openInterest != nil }) else {
      throw .noInput(
        .matchingMetrics(
          instrument,
          metrics: span(metrics.first?.time ?? added.first, metrics.last?.time ?? added.last),
          bars: span(bars.bars.first?.time, bars.bars.last.map { $0.time + bars.interval })))
    }
    tables.log.reportBlanks(
      bars.bars, interval: bars.interval, what: "bars' open interest",
      consequence: "the book is carried over them"
    ) { $0.openInterest == nil }
  }

  private func joinPremium(_ bars: inout JoinedBars, _ tables: inout BinanceTables)
    throws(ArchiveError)
  {
    let interval = bars.interval
    let length = try catalogue.intervals(.premiumCandles)
      .last { Candles.divides($0.span, interval) }
    var days: Set<Day> = []
    if let length {
      let files = try catalogue.files(.premiumCandles, interval: length.name)
      days = files.days
      let read = try tables.read(
        files, .premiumCandles, columns: Premium.binanceColumns, rowsADay: length.span.aDay
      ) {
        Premium.make($0, close: 1, interval: length.span)
      }
      bars.join(moments: try tables.log.ordered(read)) { bar, row in bar.premium = row.value }
    }
    let added = try responses(tables).premiums(notOn: days, log: &tables.log)
    bars.join(moments: added) { bar, row in bar.premium = bar.premium ?? row.value }
  }

  private func joinFunding(_ bars: inout JoinedBars, _ tables: inout BinanceTables)
    throws(ArchiveError)
  {
    var funding = try settlements(&tables.log)
    let hasFiles = try !catalogue.files(.funding).isEmpty
    let hasResponses = try responses.has(.funding)
    guard hasFiles || hasResponses else {
      tables.log.add(
        FindingWords.missing(
          "funding", lookedFor: layout.folder(.monthly, .funding, symbol: instrument.symbol),
          consequence: "nothing is said of it"))
      return
    }
    funding.sort { $0.time < $1.time }
    Settlement.fillHours(&funding)
    tables.log.reportFundingGaps(funding, bars: bars.bars, interval: bars.interval)
    bars.join(funding)
  }

  /// All of the funding, whatever day is wanted, as for the other venues: the archive's, then the answers'.
  func settlements(_ log: inout ReadingLog) throws(ArchiveError) -> [Settlement] {
    let files = try catalogue.files(.funding)
    var tables = BinanceTables(dataFolder: dataFolder, policy: log.policy, since: nil)
    swap(&tables.log, &log)
    defer { swap(&tables.log, &log) }
    let read = try tables.read(
      files, .funding, columns: Settlement.binanceColumns, make: Settlement.binance)
    return try tables.log.ordered(read)
      + responses.settlements(notOn: files.days, log: &tables.log)
  }

  private func joinLiquidations(_ bars: inout JoinedBars, _ tables: inout BinanceTables)
    throws(ArchiveError) -> [ReportedLiquidation]
  {
    let files = try catalogue.files(.liquidations)
    guard !files.isEmpty else {
      tables.log.add(
        FindingWords.missing(
          "reported liquidations",
          lookedFor: layout.folder(.daily, .liquidations, symbol: instrument.symbol),
          consequence: "the book goes without them (Binance publishes none for USD-M contracts)"))
      return []
    }
    let read = try tables.read(
      files, .liquidations, columns: LiquidationReport.binanceColumns,
      make: LiquidationReport.binance)
    let reports = tables.log.distinct(read)
    let covered = files.filter { !tables.log.wasLeftOut($0.name) }.map(\.times)
      .sorted { $0.lowerBound < $1.lowerBound }
    let size = layout.contractSize
    bars.join(reports, covered: covered, size: size)
    tables.log.reportBlanks(
      bars.bars, interval: bars.interval, what: "bars' reported liquidations",
      consequence: "they count as unknown, not as none"
    ) { $0.longLiquidations == nil }
    return reports.map { $0.reported(size: size) }
  }

  private func span(_ first: Timestamp?, _ last: Timestamp?) -> String {
    guard let first, let last else { return "nothing" }
    return "\(first) to \(last)"
  }
}

extension TimeSpan {
  /// How many of them a day has.
  fileprivate var aDay: Int { Int(TimeSpan.day.milliseconds / max(1, milliseconds)) }
}

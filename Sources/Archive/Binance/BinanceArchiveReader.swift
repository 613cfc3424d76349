import Market

/// Reads one contract from Binance's public archive and joins its kinds of files into bars.
struct BinanceArchiveReader {
  let dataFolder: String
  let policy: Policy
  let instrument: Instrument

  private var layout: BinanceLayout { BinanceLayout(instrument: instrument) }
  private var catalogue: BinanceCatalogue {
    BinanceCatalogue(dataFolder: dataFolder, layout: layout)
  }

  func read() throws(ArchiveError) -> InstrumentData {
    let (length, metricsFiles) = try whatIsThere()
    var tables = BinanceTables(dataFolder: dataFolder, policy: policy)
    var bars = try candles(length, &tables)
    try joinMark(&bars, &tables)
    try joinMetrics(metricsFiles, &bars, &tables)
    try joinFunding(&bars, &tables)
    try joinLiquidations(&bars, &tables)
    let series = BarSeries(instrument: instrument, interval: bars.interval, bars: bars.bars)
    return InstrumentData(
      series: series, inputs: tables.log.inputs, findings: tables.log.findings,
      simulated: Files.exists(dataFolder + "/" + layout.simulationMarker))
  }

  /// What a map cannot do without: candles of some length, and metrics.
  private func whatIsThere() throws(ArchiveError) -> (
    length: (name: String, span: TimeSpan), metrics: [BinanceFile]
  ) {
    let symbol = instrument.symbol
    guard let length = BinanceCandles.choose(try catalogue.intervals(.candles)) else {
      throw .noInput(
        .instrument(
          instrument,
          lookedFor: "\(layout.root)/{daily,monthly}/klines/\(symbol)/<interval>",
          present: try catalogue.symbols()))
    }
    let metrics = try catalogue.files(.metrics)
    guard !metrics.isEmpty else {
      let folder = layout.folder(.daily, .metrics, symbol: symbol)
      throw .noInput(
        .metrics(
          instrument, lookedFor: folder, found: catalogue.kinds(),
          origin: "\(BinanceLayout.origin)/\(folder)/\(symbol)-metrics-YYYY-MM-DD.zip"))
    }
    return (length, metrics)
  }

  private func candles(_ length: (name: String, span: TimeSpan), _ tables: inout BinanceTables)
    throws(ArchiveError) -> BinanceBars
  {
    let files = try catalogue.files(.candles, interval: length.name)
    let read = try tables.read(files, .candles, columns: BinanceCandle.columns) {
      BinanceCandle.make($0, interval: length.span)
    }
    let candles = try tables.log.ordered(read)
    guard !candles.isEmpty else {
      throw .noInput(.rows(file: layout.folder(.daily, .candles, symbol: instrument.symbol)))
    }
    let whole = max(length.span, BinanceCandles.preferred)
    let interval =
      BinanceCandles.divides(length.span, whole) ? whole : length.span
    let consequence =
      interval > length.span
      ? "bars are made of the others; where none is left there is no bar"
      : "nothing was put in their place"
    tables.log.reportGaps(
      in: candles, interval: length.span,
      what: "\(FindingWords.adjective(length.span)) candles", consequence: consequence)
    tables.log.countCutShort(files, interval: length.span)
    return BinanceBars(
      BinanceCandles.aggregate(candles, from: length.span, to: interval), interval: interval,
      layout: layout)
  }

  private func joinMark(_ bars: inout BinanceBars, _ tables: inout BinanceTables)
    throws(ArchiveError)
  {
    let interval = bars.interval
    let present = try catalogue.intervals(.markCandles)
    guard let length = present.last(where: { BinanceCandles.divides($0.span, interval) }) else {
      tables.log.add(
        FindingWords.missing(
          "mark prices",
          lookedFor: layout.folder(.daily, .markCandles, symbol: instrument.symbol),
          consequence: "liquidations are triggered by the traded price instead"))
      return
    }
    let files = try catalogue.files(.markCandles, interval: length.name)
    let read = try tables.read(files, .markCandles, columns: BinanceCandle.columns) {
      BinanceCandle.make($0, interval: length.span)
    }
    let candles = try tables.log.ordered(read)
    tables.log.countGaps(candles, interval: length.span)
    tables.log.countCutShort(files, interval: length.span)
    bars.join(mark: candles, of: length.span)
    tables.log.reportBlanks(
      bars.bars, interval: interval, what: "bars' mark prices",
      consequence: "the traded price stands in"
    ) { $0.markHigh == nil }
  }

  private func joinMetrics(
    _ files: [BinanceFile], _ bars: inout BinanceBars, _ tables: inout BinanceTables
  ) throws(ArchiveError) {
    let symbol = instrument.symbol
    let read = try tables.read(files, .metrics, columns: BinanceMetrics.columns) {
      BinanceMetrics.make($0, symbol: symbol)
    }
    let metrics = try tables.log.ordered(read)
    tables.log.countGaps(metrics, interval: .minutes(5), tolerance: BinanceBars.jitter)
    tables.log.countCutShort(files, interval: .minutes(5), tolerance: .minutes(5))
    bars.join(metrics)
    guard bars.bars.contains(where: { $0.openInterest != nil }) else {
      throw .noInput(
        .matchingMetrics(
          instrument, metrics: span(metrics.first?.time, metrics.last?.time),
          bars: span(bars.bars.first?.time, bars.bars.last.map { $0.time + bars.interval })))
    }
    tables.log.reportBlanks(
      bars.bars, interval: bars.interval, what: "bars' open interest",
      consequence: "the book is carried over them"
    ) { $0.openInterest == nil }
  }

  private func joinFunding(_ bars: inout BinanceBars, _ tables: inout BinanceTables)
    throws(ArchiveError)
  {
    let files = try catalogue.files(.funding)
    guard !files.isEmpty else {
      tables.log.add(
        FindingWords.missing(
          "funding", lookedFor: layout.folder(.monthly, .funding, symbol: instrument.symbol),
          consequence: "nothing is said of it"))
      return
    }
    let read = try tables.read(
      files, .funding, columns: BinanceFunding.columns, make: BinanceFunding.make)
    let funding = try tables.log.ordered(read)
    tables.log.reportFundingGaps(funding, bars: bars.bars, interval: bars.interval)
    bars.join(funding)
  }

  private func joinLiquidations(_ bars: inout BinanceBars, _ tables: inout BinanceTables)
    throws(ArchiveError)
  {
    let files = try catalogue.files(.liquidations)
    guard !files.isEmpty else {
      tables.log.add(
        FindingWords.missing(
          "reported liquidations",
          lookedFor: layout.folder(.daily, .liquidations, symbol: instrument.symbol),
          consequence: "the book goes without them (Binance publishes none for USD-M contracts)"))
      return
    }
    let read = try tables.read(
      files, .liquidations, columns: BinanceLiquidation.columns, make: BinanceLiquidation.make)
    let liquidations = tables.log.distinct(read)
    var days: Set<Day> = []
    for file in files where !tables.log.wasLeftOut(file.name) {
      days.formUnion(file.first...file.last)
    }
    bars.join(liquidations, days: days)
    tables.log.reportBlanks(
      bars.bars, interval: bars.interval, what: "bars' reported liquidations",
      consequence: "they count as unknown, not as none"
    ) { $0.longLiquidations == nil }
  }

  private func span(_ first: Timestamp?, _ last: Timestamp?) -> String {
    guard let first, let last else { return "nothing" }
    return "\(first) to \(last)"
  }
}

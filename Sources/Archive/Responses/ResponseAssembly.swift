import Market

/// Puts an instrument together from a venue's stored responses, one kind of them after the other.
struct ResponseAssembly {
  static let interval = TimeSpan.minutes(5)

  let instrument: Instrument
  let reader: ResponseReader
  var log: ReadingLog
  var bars: JoinedBars

  /// Reads the candles, without which there is nothing to add to.
  ///
  /// - Parameters:
  ///   - slots: where the plan has the amounts.
  ///   - size: of the contracts in which the volume is written.
  ///   - isOver: whether a candle is; some venues say.
  init(
    _ instrument: Instrument, _ reader: ResponseReader, policy: Policy,
    candles endpoint: StoredEndpoint, _ plan: ResponsePlan, _ slots: Candle.Slots,
    size: ContractSize, isOver: (ScannedRow) -> Bool = { _ in true }
  ) throws(ArchiveError) {
    self.instrument = instrument
    self.reader = reader
    var log = ReadingLog(policy: policy)
    let read = try reader.read(endpoint, plan, log: &log) { row in
      isOver(row) ? Candle.make(row, interval: Self.interval, slots).orNothing : .success(nil)
    }
    let candles = try log.ordered(read)
    guard !candles.isEmpty || reader.since != nil else {
      throw .noInput(.responses(instrument, lookedFor: endpoint.folder))
    }
    log.countGaps(candles, interval: Self.interval)
    log.countCutShort(try Self.promises(endpoint, reader), interval: Self.interval)
    self.log = log
    bars = JoinedBars(candles, interval: Self.interval, size: size)
  }

  /// The times that an endpoint's files promise all of, by their names.
  static func promises(_ endpoint: StoredEndpoint, _ reader: ResponseReader)
    throws(ArchiveError) -> [String: Range<Timestamp>]
  {
    var promises: [String: Range<Timestamp>] = [:]
    for file in try reader.files(endpoint) {
      promises[file.name] = file.promised
    }
    return promises
  }

  /// Tells where bars are missing between the first and the last.
  mutating func reportMissingBars() {
    var gaps = GapList(
      what: "\(FindingWords.adjective(Self.interval)) candles",
      consequence: "nothing was put in their place")
    for (bar, next) in zip(bars.bars, bars.bars.dropFirst()) {
      let missing = (next.time - bar.time).milliseconds / Self.interval.milliseconds - 1
      guard missing > 0 else { continue }
      gaps.add(
        file: nil, from: bar.time + Self.interval, count: Int(missing), until: next.time)
    }
    gaps.report(to: &log)
  }

  mutating func joinMark(
    _ endpoint: StoredEndpoint, _ plan: ResponsePlan,
    isOver: (ScannedRow) -> Bool = { _ in true }
  ) throws(ArchiveError) {
    let read = try reader.read(endpoint, plan, log: &log) { row in
      isOver(row) ? Candle.make(row, interval: Self.interval).orNothing : .success(nil)
    }
    let candles = try log.ordered(read)
    log.countGaps(candles, interval: Self.interval)
    log.countCutShort(try Self.promises(endpoint, reader), interval: Self.interval)
    bars.join(mark: candles, of: Self.interval)
    guard try reader.has(endpoint) else {
      return log.add(
        FindingWords.missing(
          "mark prices", lookedFor: endpoint.folder,
          consequence: "liquidations are triggered by the traded price instead"))
    }
    reportMissingMark()
  }

  mutating func reportMissingMark() {
    log.reportBlanks(
      bars.bars, interval: Self.interval, what: "bars' mark prices",
      consequence: "the traded price stands in"
    ) { $0.markHigh == nil }
  }

  /// Reads figures that stand at moments and enters each in the bar that ends then.
  mutating func joinMoments(
    _ endpoint: StoredEndpoint, _ plan: ResponsePlan, what: String, consequence: String,
    make: (ScannedRow) -> Result<Moment, RowFault>, enter: (inout Bar, Moment) -> Void
  ) throws(ArchiveError) {
    let read = try reader.read(endpoint, plan, log: &log) { make($0).orNothing }
    let moments = try log.ordered(read)
    log.countGaps(moments, interval: Self.interval, tolerance: JoinedBars.jitter)
    log.countCutShort(
      try Self.promises(endpoint, reader), interval: Self.interval, tolerance: Self.interval)
    guard try reader.has(endpoint) else {
      return log.add(
        FindingWords.missing(what, lookedFor: endpoint.folder, consequence: consequence))
    }
    bars.join(moments: moments, enter)
  }

  /// Sees that there is open interest, and tells where there is none.
  mutating func requireOpenInterest(_ lookedFor: String) throws(ArchiveError) {
    guard reader.since != nil || bars.bars.contains(where: { $0.openInterest != nil }) else {
      throw .noInput(.openInterest(instrument, lookedFor: lookedFor))
    }
    log.reportBlanks(
      bars.bars, interval: Self.interval, what: "bars' open interest",
      consequence: "the book is carried over them"
    ) { $0.openInterest == nil }
  }

  mutating func joinFunding(
    _ endpoint: StoredEndpoint, _ plan: ResponsePlan,
    make: (ScannedRow) -> Result<Settlement?, RowFault>
  ) throws(ArchiveError) {
    // All of it, whatever day is wanted: how long an interval is follows from its neighbours, and
    // years of it are some kilobytes.
    let read = try reader.reading(since: nil).read(endpoint, plan, log: &log, make: make)
    try joinFunding(read, from: endpoint)
  }

  mutating func joinFunding(_ read: [Settlement], from endpoint: StoredEndpoint)
    throws(ArchiveError)
  {
    var funding = try log.ordered(read)
    guard try reader.has(endpoint) else {
      return log.add(
        FindingWords.missing(
          "funding", lookedFor: endpoint.folder, consequence: "nothing is said of it"))
    }
    Settlement.fillHours(&funding)
    log.reportFundingGaps(funding, bars: bars.bars, interval: Self.interval)
    bars.join(funding)
  }

  /// Splits the bars' volume by what takers bought and sold.
  mutating func joinTakers(
    _ endpoint: StoredEndpoint, _ plan: ResponsePlan, bought: Int, sold: Int
  ) throws(ArchiveError) {
    let read = try reader.read(endpoint, plan, log: &log) { row in
      TakerVolume.make(row, bought: bought, sold: sold).orNothing
    }
    let takers = try log.ordered(read)
    log.countGaps(takers, interval: Self.interval)
    guard try reader.has(endpoint) else {
      return log.add(
        FindingWords.missing(
          "taker volumes", lookedFor: endpoint.folder,
          consequence: "nothing is said of who took the price"))
    }
    bars.join(events: takers) { bar, row in
      if let share = row.boughtShare { bar.takerBuyVolume = bar.volume * share }
    }
  }

  func data(
    liquidations: [ReportedLiquidation] = [], wallets: [WalletSnapshot] = [],
    marginSchedule: MarginSchedule? = nil
  ) -> InstrumentData {
    InstrumentData(
      series: BarSeries(instrument: instrument, interval: Self.interval, bars: bars.bars),
      log: log,
      simulated: Files.exists(reader.dataFolder + "/" + instrument.simulationMarker),
      marginSchedule: marginSchedule, liquidations: liquidations, wallets: wallets)
  }
}

extension Instrument {
  /// The file that says that a simulation wrote the instrument's responses.
  var simulationMarker: String { "\(venue.rawValue)/simulated/\(symbol).json" }
}

extension ScannedRow {
  /// Whether a field of kind text says exactly this.
  func says(_ text: String, _ slot: Int) -> Bool { texts[slot].elementsEqual(text.utf8) }
}

import Market

/// Reads one contract from stored responses of Bybit's v5 interface.
struct BybitReader: VenueReader {
  let dataFolder: String
  let policy: Policy
  let instrument: Instrument
  private let stored = EndpointFiles()

  var layout: BybitLayout { BybitLayout(instrument: instrument) }
  /// An inverse contract is one US dollar; linear ones are counted in coins.
  private var size: ContractSize { instrument.kind == .linear ? .coin : .dollars(USD(1)) }

  /// Lists, newest first: start, open, high, low, close, volume, turnover.
  private static let candles = ResponsePlan([
    .init("start", at: 0, .time), .init("open", at: 1, .number), .init("high", at: 2, .number),
    .init("low", at: 3, .number), .init("close", at: 4, .number), .init("volume", at: 5, .number),
  ])
  private static let markCandles = ResponsePlan(Array(candles.fields.prefix(5)))

  static let funding = ResponsePlan([
    .init("fundingRateTimestamp", at: 0, .time), .init("fundingRate", at: 1, .number),
    .init("symbol", at: 2, .text),
  ])

  var reader: ResponseReader {
    ResponseReader(
      dataFolder: dataFolder, symbol: instrument.symbol, envelope: .bybit, stored: stored)
  }

  func candleDays() throws(ArchiveError) -> Set<Day> {
    try reader.days(layout.endpoint(.candles))
  }

  func read(since: Day?) throws(ArchiveError) -> InstrumentData {
    let reader = reader.reading(since: since)
    var assembly = try ResponseAssembly(
      instrument, reader, policy: policy, candles: layout.endpoint(.candles), Self.candles,
      Candle.Slots(volume: 5), size: size)
    assembly.reportMissingBars()
    try assembly.joinMark(layout.endpoint(.markCandles), Self.markCandles)
    try joinOpenInterest(&assembly)
    try joinRatio(&assembly)
    try assembly.joinFunding(layout.endpoint(.funding), Self.funding, make: settlement)
    let liquidations = try joinLiquidations(&assembly)
    let margin = try StoredMarginTables(reader: reader, instrument: instrument)
      .schedule(layout.endpoint(.riskLimit), .daily, log: &assembly.log)
    return assembly.data(liquidations: liquidations, marginSchedule: margin)
  }

  private func joinOpenInterest(_ assembly: inout ResponseAssembly) throws(ArchiveError) {
    let endpoint = layout.endpoint(.openInterest)
    let plan = ResponsePlan([
      .init("timestamp", at: 0, .time), .init("openInterest", at: 1, .optionalNumber),
      .init("singleOpenInterest", at: 2, .optionalNumber),
    ])
    let size = size
    try assembly.joinMoments(
      endpoint, plan, what: "open interest", consequence: "there is no map without",
      make: Self.openInterest
    ) { bar, row in bar.openInterest = size.coins(row.value, at: bar.close) }
    try assembly.requireOpenInterest(endpoint.folder)
  }

  /// One side's open interest. Since the venue gives `singleOpenInterest`, its `openInterest` is
  /// the sum of both sides, twice as much; an answer without it is older and one-sided.
  private static func openInterest(_ row: ScannedRow) -> Result<Moment, RowFault> {
    let (summed, single) = (row.values[1], row.values[2])
    guard !single.isNaN else {
      return summed.isNaN
        ? .failure(RowFault(slot: 1, expected: .number)) : Moment.positive(row, 1)
    }
    // A figure below one side's cannot be the sum of both, nor one above both sides'.
    if summed < single * 0.999 || summed > single * 2.001 {
      return .failure(RowFault(slot: 1, expected: .consistent(other: "singleOpenInterest")))
    }
    return Moment.positive(row, 2)
  }

  private func joinRatio(_ assembly: inout ResponseAssembly) throws(ArchiveError) {
    let plan = ResponsePlan([
      .init("timestamp", at: 0, .time), .init("buyRatio", at: 1, .number),
      .init("sellRatio", at: 2, .number),
    ])
    try assembly.joinMoments(
      layout.endpoint(.accountRatio), plan, what: "long/short ratios",
      consequence: "nothing is said of them", make: Self.ratio
    ) { bar, row in bar.longShortRatio = row.value }
  }

  /// Accounts long for each account short, of the two shares.
  private static func ratio(_ row: ScannedRow) -> Result<Moment, RowFault> {
    for slot in [1, 2] {
      if let fault = BarCheck.positive(row.values[slot], slot) { return .failure(fault) }
    }
    return .success(
      Moment(time: row.time, place: row.place, value: row.values[1] / row.values[2]))
  }

  func settlement(_ row: ScannedRow) -> Result<Settlement?, RowFault> {
    guard row.says(instrument.symbol, 2) else {
      return .failure(RowFault(slot: 2, expected: .symbol(instrument.symbol)))
    }
    return Settlement.make(row, rate: 1).orNothing
  }

  private func joinLiquidations(_ assembly: inout ResponseAssembly) throws(ArchiveError)
    -> [ReportedLiquidation]
  {
    let stream = BybitLiquidationStream(dataFolder: dataFolder, layout: layout)
    let (reports, covered) = try stream.read(since: assembly.reader.since, log: &assembly.log)
    guard try !stream.files().isEmpty else {
      assembly.log.add(
        FindingWords.unpublished(
          "reported liquidations", by: instrument.venue,
          consequence: "the book goes without them"))
      return []
    }
    let size = size
    assembly.bars.join(reports, covered: covered, size: size)
    return reports.map { $0.reported(size: size) }
  }
}

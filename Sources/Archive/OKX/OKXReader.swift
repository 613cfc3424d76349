import Market

/// Reads one contract from stored responses of OKX's v5 interface.
///
/// Bars of five minutes start at the same moments in every time zone; of six hours and more, those
/// without `utc` in their name would start by UTC+8, and are not asked for.
struct OKXReader: VenueReader {
  let dataFolder: String
  let policy: Policy
  let instrument: Instrument
  private let stored = EndpointFiles()

  var layout: OKXLayout { OKXLayout(instrument: instrument) }

  /// Lists, newest first: ts, o, h, l, c, vol (contracts), volCcy (coins), volCcyQuote, confirm.
  private static let candles = ResponsePlan(
    [
      .init("ts", at: 0, .time), .init("o", at: 1, .number), .init("h", at: 2, .number),
      .init("l", at: 3, .number), .init("c", at: 4, .number), .init("volCcy", at: 6, .number),
      .init("confirm", at: 8, .text),
    ], tellsUnfinished: true)
  /// Lists: ts, o, h, l, c, confirm.
  private static let markCandles = ResponsePlan(
    Array(candles.fields.prefix(5)) + [.init("confirm", at: 5, .text)], tellsUnfinished: true)

  /// `realizedRate`: `fundingRate` is what was predicted.
  static let funding = ResponsePlan([
    .init("fundingTime", at: 0, .time), .init("realizedRate", at: 1, .number),
    .init("instId", at: 2, .text),
  ])

  var reader: ResponseReader {
    ResponseReader(
      dataFolder: dataFolder, symbol: instrument.symbol, envelope: .okx, stored: stored)
  }

  func candleDays() throws(ArchiveError) -> Set<Day> {
    try reader.days(layout.endpoint(.candles))
  }

  func read(since: Day?) throws(ArchiveError) -> InstrumentData {
    let reader = reader.reading(since: since)
    var assembly = try ResponseAssembly(
      instrument, reader, policy: policy, candles: layout.endpoint(.candles), Self.candles,
      Candle.Slots(volume: 5), size: .coin, isOver: { $0.says("1", 6) })
    assembly.reportMissingBars()
    try assembly.joinMark(
      layout.endpoint(.markCandles), Self.markCandles, isOver: { $0.says("1", 5) })
    try joinOpenInterest(&assembly)
    try joinRatio(.accountRatio, "long/short ratios", &assembly) { bar, row in
      bar.longShortRatio = row.value
    }
    try joinRatio(.topTraderRatio, "ratios of top traders", &assembly) { bar, row in
      bar.topTraderRatio = row.value
    }
    try assembly.joinTakers(
      layout.endpoint(.takerVolume),
      ResponsePlan([
        .init("ts", at: 0, .time), .init("sellVol", at: 1, .number),
        .init("buyVol", at: 2, .number),
      ]), bought: 2, sold: 1)
    try assembly.joinFunding(layout.endpoint(.funding), Self.funding, make: settlement)
    let size = try contractSize(&assembly.log)
    let liquidations = try joinLiquidations(size, &assembly)
    // The venue's tiers are in contracts.
    let margin =
      size == nil
      ? nil
      : try StoredMarginTables(reader: reader, instrument: instrument)
        .schedule(layout.endpoint(.positionTiers), .daily, log: &assembly.log)
    return assembly.data(liquidations: liquidations, marginSchedule: margin)
  }

  private func joinOpenInterest(_ assembly: inout ResponseAssembly) throws(ArchiveError) {
    let endpoint = layout.endpoint(.openInterest)
    // Lists: ts, oi (contracts), oiCcy (coins), oiUsd.
    let plan = ResponsePlan([.init("ts", at: 0, .time), .init("oiCcy", at: 2, .number)])
    try assembly.joinMoments(
      endpoint, plan, what: "open interest", consequence: "there is no map without",
      make: { Moment.positive($0, 1) }
    ) { bar, row in bar.openInterest = Base(row.value) }
    try assembly.requireOpenInterest(endpoint.folder)
  }

  private func joinRatio(
    _ endpoint: OKXLayout.Endpoint, _ what: String, _ assembly: inout ResponseAssembly,
    enter: (inout Bar, Moment) -> Void
  ) throws(ArchiveError) {
    let plan = ResponsePlan([.init("ts", at: 0, .time), .init("ratio", at: 1, .number)])
    try assembly.joinMoments(
      layout.endpoint(endpoint), plan, what: what, consequence: "nothing is said of them",
      make: { Moment.positive($0, 1) }, enter: enter)
  }

  func settlement(_ row: ScannedRow) -> Result<Settlement?, RowFault> {
    guard row.says(instrument.symbol, 2) else {
      return .failure(RowFault(slot: 2, expected: .symbol(instrument.symbol)))
    }
    return Settlement.make(row, rate: 1).orNothing
  }

  /// What one contract is; `nil` where that is not known.
  func contractSize(_ log: inout ReadingLog) throws(ArchiveError) -> ContractSize? {
    for file in try reader.all(layout.endpoint(.instruments)) {
      guard case .snapshot(let time) = file.response else { continue }
      try log.note(file.name, below: dataFolder, rows: 1, time: time)
    }
    do throws(ArchiveError) {
      let size = try OKXContractSize(dataFolder).of(instrument)
      return instrument.kind == .linear ? .coins(size) : .dollars(USD(size))
    } catch {
      guard case .noInput = error else {
        try log.refuse(error, of: nil)
        return nil
      }
      log.add(
        FindingWords.missing(
          "size of a contract", lookedFor: layout.endpoint(.instruments).folder,
          consequence: "liquidations and margin tiers, which are in contracts, were left out"))
      return nil
    }
  }

  private func joinLiquidations(_ size: ContractSize?, _ assembly: inout ResponseAssembly)
    throws(ArchiveError) -> [ReportedLiquidation]
  {
    let endpoint = layout.endpoint(.liquidations)
    let orders = OKXLiquidationOrders(dataFolder: dataFolder, layout: layout)
    let (reports, covered) = try orders.read(assembly.reader, log: &assembly.log)
    guard try assembly.reader.has(endpoint) else {
      assembly.log.add(
        FindingWords.missing(
          "reported liquidations", lookedFor: endpoint.folder,
          consequence: "the book goes without them"))
      return []
    }
    guard let size else { return [] }
    assembly.bars.join(reports, covered: covered, size: size)
    return reports.map { $0.reported(size: size) }
  }
}

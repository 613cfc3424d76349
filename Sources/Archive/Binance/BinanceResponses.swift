import Market

/// Reads stored answers of Binance's REST interface, of the days that the archive lacks.
struct BinanceResponses {
  let dataFolder: String
  let layout: BinanceResponseLayout
  let stored: EndpointFiles
  /// Files of which nothing is as late as this day's start are passed over, but for funding.
  var since: Day?

  private var reader: ResponseReader {
    ResponseReader(
      dataFolder: dataFolder, symbol: layout.instrument.symbol, envelope: .binance, stored: stored,
      since: since)
  }

  private static let interval = TimeSpan.minutes(5)

  /// Lists: open time, open, high, low, close, volume, close time, quote volume, trades, taker buy
  /// volume, taker buy quote volume, a nought.
  private static let candlePlan = ResponsePlan([
    .init("open_time", at: 0, .time), .init("open", at: 1, .number),
    .init("high", at: 2, .number), .init("low", at: 3, .number), .init("close", at: 4, .number),
    .init("volume", at: 5, .number), .init("taker_buy_volume", at: 9, .optionalNumber),
  ])

  func has(_ endpoint: BinanceResponseLayout.Endpoint) throws(ArchiveError) -> Bool {
    try reader.has(layout.endpoint(endpoint))
  }

  /// The days that an endpoint has files of.
  func days(_ endpoint: BinanceResponseLayout.Endpoint) throws(ArchiveError) -> Set<Day> {
    try reader.days(layout.endpoint(endpoint))
  }

  func candles(notOn days: Set<Day>, log: inout ReadingLog) throws(ArchiveError) -> [Candle] {
    try candles(.candles, Self.candlePlan, Candle.Slots(volume: 5, takerBuyVolume: 6), days, &log)
  }

  func markCandles(notOn days: Set<Day>, log: inout ReadingLog) throws(ArchiveError) -> [Candle] {
    let plan = ResponsePlan(Array(Self.candlePlan.fields.prefix(5)))
    return try candles(.markCandles, plan, Candle.Slots(), days, &log)
  }

  private func candles(
    _ endpoint: BinanceResponseLayout.Endpoint, _ plan: ResponsePlan, _ slots: Candle.Slots,
    _ days: Set<Day>, _ log: inout ReadingLog
  ) throws(ArchiveError) -> [Candle] {
    let stored = layout.endpoint(endpoint)
    let read = try reader.read(stored, plan, log: &log, skipping: { days.contains($0.start.day) }) {
      Candle.make($0, interval: Self.interval, slots).orNothing
    }
    let candles = try log.ordered(read)
    log.countGaps(candles, interval: Self.interval)
    log.countCutShort(
      try ResponseAssembly.promises(stored, reader), interval: Self.interval)
    return candles
  }

  /// The premium index at the end of each interval.
  func premiums(notOn days: Set<Day>, log: inout ReadingLog) throws(ArchiveError) -> [Premium] {
    let plan = ResponsePlan([.init("open_time", at: 0, .time), .init("close", at: 4, .number)])
    let read = try reader.read(
      layout.endpoint(.premiumCandles), plan, log: &log,
      skipping: { days.contains($0.start.day) }
    ) {
      Premium.make($0, close: 1, interval: Self.interval).orNothing
    }
    return try log.ordered(read)
  }

  /// Settlements. The answer does not say how long a funding interval is.
  func settlements(notOn days: Set<Day>, log: inout ReadingLog) throws(ArchiveError)
    -> [Settlement]
  {
    let symbol = layout.instrument.symbol
    let plan = ResponsePlan([
      .init("fundingTime", at: 0, .time), .init("fundingRate", at: 1, .number),
      .init("symbol", at: 2, .text),
    ])
    let read: [Settlement] = try reader.reading(since: nil).read(
      layout.endpoint(.funding), plan, log: &log, skipping: { days.contains($0.start.day) }
    ) { row in
      guard row.says(symbol, 2) else {
        return .failure(RowFault(slot: 2, expected: .symbol(symbol)))
      }
      return Settlement.make(row, rate: 1).orNothing
    }
    return try log.ordered(read)
  }

  /// Enters open interest and ratios where the bars have none yet.
  ///
  /// - Returns: the times of the open interest.
  func joinStatistics(
    _ bars: inout JoinedBars, notOn days: Set<Day>, _ size: ContractSize, log: inout ReadingLog
  ) throws(ArchiveError) -> [Timestamp] {
    let openInterest = try moments(.openInterest, "sumOpenInterest", days, &log)
    bars.join(moments: openInterest) { bar, row in
      bar.openInterest = bar.openInterest ?? size.coins(row.value, at: bar.close)
    }
    let ratios = try moments(.accountRatio, "longShortRatio", days, &log)
    bars.join(moments: ratios) { bar, row in
      bar.longShortRatio = bar.longShortRatio ?? row.value
    }
    let topTraders = try moments(.topTraderRatio, "longShortRatio", days, &log)
    bars.join(moments: topTraders) { bar, row in
      bar.topTraderRatio = bar.topTraderRatio ?? row.value
    }
    try joinTakers(&bars, &log)
    return openInterest.map(\.time)
  }

  private func moments(
    _ endpoint: BinanceResponseLayout.Endpoint, _ key: String, _ days: Set<Day>,
    _ log: inout ReadingLog
  ) throws(ArchiveError) -> [Moment] {
    let stored = layout.endpoint(endpoint)
    let plan = ResponsePlan([
      .init("timestamp", at: 0, .time), .init(key, at: 1, .number),
      .init("symbol", at: 2, .text),
    ])
    let symbol = layout.instrument.symbol
    let read: [Moment] = try reader.read(
      stored, plan, log: &log, skipping: { days.contains($0.start.day) }
    ) { row in
      // Answers about contracts margined in coins name the pair in place of the symbol.
      guard row.texts[2].isEmpty || row.says(symbol, 2) else {
        return .failure(RowFault(slot: 2, expected: .symbol(symbol)))
      }
      return Moment.positive(row, 1).orNothing
    }
    let moments = try log.ordered(read)
    log.countGaps(moments, interval: Self.interval, tolerance: JoinedBars.jitter)
    log.countCutShort(
      try ResponseAssembly.promises(stored, reader), interval: Self.interval,
      tolerance: Self.interval)
    return moments
  }

  /// Splits the volume of bars whose candles do not say what takers bought.
  private func joinTakers(_ bars: inout JoinedBars, _ log: inout ReadingLog) throws(ArchiveError) {
    guard bars.interval == Self.interval else { return }
    let days = Set(bars.bars.lazy.filter { $0.takerBuyVolume == nil }.map(\.time.day))
    guard !days.isEmpty else { return }
    let plan = ResponsePlan([
      .init("timestamp", at: 0, .time), .init("buyVol", at: 1, .number),
      .init("sellVol", at: 2, .number),
    ])
    let read = try reader.read(
      layout.endpoint(.takerVolume), plan, log: &log,
      skipping: { !days.contains($0.start.day) }
    ) {
      TakerVolume.make($0, bought: 1, sold: 2).orNothing
    }
    bars.join(events: try log.ordered(read)) { bar, row in
      guard bar.takerBuyVolume == nil, let share = row.boughtShare else { return }
      bar.takerBuyVolume = bar.volume * share
    }
  }
}

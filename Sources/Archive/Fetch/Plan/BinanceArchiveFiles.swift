import Market

/// The files that Binance's archive should have of one contract, and what stands in for those that
/// it has not published yet.
struct BinanceArchiveFiles {
  let instrument: Instrument
  private let layout: BinanceLayout
  private let responses: BinanceEndpoints

  init(instrument: Instrument) {
    self.instrument = instrument
    layout = BinanceLayout(instrument: instrument)
    responses = BinanceEndpoints(layout: BinanceResponseLayout(instrument: instrument))
  }

  /// CloudFront names no limit; eight files a second are no burden to it.
  private static let lane = RequestLane("archive", allowed: 10, seconds: 1)

  /// Liquidation reports exist of Bitcoin's coin-margined perpetual alone, between these days.
  private static let reported = (first: Day(number: 19_533), last: Day(number: 20_010))

  /// Kinds of which there is a file a day, and those of which there is also one a month.
  private var dailyKinds: [BinanceLayout.Kind] {
    let kinds: [BinanceLayout.Kind] = [
      .candles, .metrics, .markCandles, .premiumCandles, .depth,
    ]
    return instrument.symbol == "BTCUSD_PERP" ? kinds + [.liquidations] : kinds
  }

  /// A day's file.
  ///
  /// - Returns: `nil` where the archive has none of such a day.
  func daily(_ kind: BinanceLayout.Kind, _ day: Day, now: Timestamp) -> FetchItem? {
    if kind == .liquidations, !(Self.reported.first...Self.reported.last).contains(day) {
      return nil
    }
    return archived(
      layout.file(kind, day: day), absentFrom: day.close + FetchPlan.publication,
      standIns: standIns(kind, day, now: now))
  }

  /// The month's file, or the days' where the venue does not have it.
  func monthly(_ kind: BinanceLayout.Kind, days: [Day], now: Timestamp) -> FetchItem? {
    guard let first = days.first else { return nil }
    return archived(
      layout.file(kind, monthOf: first),
      absentFrom: Self.monthlyPublication(of: first) + FetchPlan.publication,
      standIns: days.compactMap { daily(kind, $0, now: now) })
  }

  /// Kinds of which every day has a file.
  func kinds() -> [(kind: BinanceLayout.Kind, hasMonths: Bool)] {
    dailyKinds.map { ($0, $0.isCandles) }
  }

  /// A month's settlements, which come as months only.
  func funding(monthOf day: Day, now: Timestamp) -> FetchItem? {
    let item = archived(
      layout.file(.funding, monthOf: day),
      absentFrom: Self.monthlyPublication(of: day) + FetchPlan.publication,
      standIns: fundingResponse(monthOf: day, now: now).map { [$0] } ?? [])
    return now < Self.monthlyPublication(of: day) ? nil : item
  }

  func fundingResponse(monthOf day: Day, now: Timestamp) -> FetchItem? {
    let window = ResponseWindow(.month, containing: day.start)
    return responses.endpoint(.funding).flatMap { response($0, window, now: now) }
  }

  /// What the venue's interface has of a day and kind; nothing where it does not reach back so far.
  func standIns(_ kind: BinanceLayout.Kind, _ day: Day, now: Timestamp) -> [FetchItem] {
    let endpoints: [BinanceResponseLayout.Endpoint] =
      switch kind {
      case .candles: [.candles]
      case .markCandles: [.markCandles]
      case .premiumCandles: [.premiumCandles]
      case .metrics: [.openInterest, .topTraderRatio, .accountRatio, .takerVolume]
      case .funding, .liquidations, .depth: []
      }
    let window = ResponseWindow(.days(1), containing: day.start)
    return endpoints.compactMap(responses.endpoint).compactMap { response($0, window, now: now) }
  }

  private func response(_ endpoint: FetchEndpoint, _ window: ResponseWindow, now: Timestamp)
    -> FetchItem?
  {
    if let reach = endpoint.reach, window.start < now - reach { return nil }
    return endpoint.item(window, partial: now < window.end + FetchPlan.settling)
  }

  private func archived(_ file: String, absentFrom: Timestamp, standIns: [FetchItem]) -> FetchItem {
    FetchItem(
      host: .binanceArchive, target: "/" + file, body: nil, lane: Self.lane,
      answer: .checkedArchive, file: file, window: nil, absentFrom: absentFrom, standIns: standIns)
  }

  /// A month's files come on the first Monday of the next, in the course of the day.
  static func monthlyPublication(of day: Day) -> Timestamp {
    var monday = ResponseWindow(.month, containing: day.start).end.day
    while monday.weekday != 0 { monday = monday + 1 }
    return monday.close
  }
}

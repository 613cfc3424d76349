import Market

/// One venue of a running market: traders, makers, prices and the venue's rules, a step at a time.
///
/// The order of a step is fixed: news and the mark price, funding where it is due, forced closes at
/// the mark, stop and take-profit orders at the last price, traders whose turn it is; then all
/// orders of the step are filled at one price, which they have moved. A cascade is forced closes of
/// one step moving the mark price of the next.
struct SimulatedExchange: Sendable {
  let options: SimulationOptions
  let contract: SimulatedContract

  var traders: [Trader]
  var makers: MakerDesk
  var prices: PriceProcess
  var signals: PriceSignals
  var funding = FundingClock()
  var census = AccountCensus()
  var wakes = LevelHeap()
  /// Liquidation prices, longs with their sign turned so that the nearest comes first.
  var longLiquidations = LevelHeap()
  var shortLiquidations = LevelHeap()
  /// Levels that a falling price reaches, with their sign turned, and those that a rising one does.
  var fallingLevels = LevelHeap()
  var risingLevels = LevelHeap()
  var orders: [Order] = []
  var generator: SeededGenerator
  var tape: SeededGenerator
  var stream: LiquidationStream

  /// Steps since the start of the warm-up.
  var step = 0
  var activity = 1.0
  /// The venue's, of the day.
  var marginRule: MarginRule
  /// Last traded price in ticks, mark price in hundredths of a tick.
  var lastTicks: Int64 = 0
  var markUnits: Int64 = 0
  let ticksPerDollar: Double
  /// A normal day's volume here, and on all exchanges that trade the coin, base.
  let normalVolume: Double
  let marketVolume: Double
  let warmUpStart: Timestamp
  var recorder: DayRecorder
  var dayFunding: [FundingSettlement] = []
  var dayLiquidations: [ForcedClose] = []
  var dayReports: [ForcedClose] = []

  /// An order of one step.
  struct Order {
    var trader: Int
    /// Positive to buy.
    var lots: Lots
    var isForced: Bool
  }

  /// An exchange at the start of its warm-up.
  ///
  /// - Parameters:
  ///   - marketVolume: a normal day's volume on all exchanges that trade the coin, base: what an
  ///     order is large or small against.
  ///   - seeds: every generator of the exchange is a fork of it.
  init(
    _ options: SimulationOptions, contract: SimulatedContract, mix: TraderMix,
    marketVolume: Double, seeds seeded: SeededGenerator
  ) {
    self.options = options
    self.contract = contract
    self.marginRule = contract.marginRule(on: options.start)
    self.normalVolume = contract.normalVolume
    self.marketVolume = marketVolume
    let warmUpDays = options.extent.warmUpDays
    self.prices = PriceProcess(
      start: contract.startPrice, normalVolume: marketVolume,
      firstRecordedStep: warmUpDays * SimulationClock.stepsPerDay, generator: seeded.fork(11))
    self.signals = PriceSignals(price: prices.perpetual)
    self.makers = MakerDesk(generator: seeded.fork(12))
    self.generator = seeded.fork(13)
    self.tape = seeded.fork(14)
    self.stream = LiquidationStream(offered: mix.reporting, generator: seeded.fork(15))
    var population = Population(
      openInterest: contract.openInterest, mix: mix,
      countFactor: options.extent.traders * contract.share, generator: seeded.fork(16))
    self.traders = population.draw()
    self.ticksPerDollar = contract.ticksPerDollar
    self.warmUpStart = (options.start - warmUpDays).start
    self.recorder = DayRecorder(day: options.start - warmUpDays)
    for index in traders.indices {
      wake(index, afterHours: generator.between(0, 0.7 * traders[index].temperament.rest + 4))
    }
  }

  /// The day that is simulated next.
  var nextDay: Day { time(of: step).day }

  /// One side of the open contracts, thousandths of a coin.
  var openInterest: Int64 { census.longLots + makers.longLots }

  mutating func beginDay() -> Day {
    let day = nextDay
    recorder = DayRecorder(day: day)
    // The settlement of 00:00 works all liquidation prices out anew, by the day's table.
    marginRule = contract.marginRule(on: day)
    dayFunding.removeAll()
    dayLiquidations.removeAll()
    dayReports.removeAll()
    return day
  }

  func endDay(_ day: Day) -> SimulatedDay {
    SimulatedDay(
      day: day, bars: recorder.bars, funding: dayFunding, liquidations: dayLiquidations,
      reports: dayReports)
  }

  /// Every open position, market makers' included.
  var openPositions: [SimulatedPosition] {
    (traders.lazy.map(\.position) + makers.positions).compactMap { $0.map(seen) }
  }

  /// The largest positions that traders hold, each with the trader's number, largest first.
  func largestPositions(_ count: Int) -> [(trader: Int, position: SimulatedPosition)] {
    let held = traders.indices.filter { traders[$0].position.map { !$0.isHedged } ?? false }
    let largest = held.sorted {
      let (a, b) = (abs(traders[$0].lots), abs(traders[$1].lots))
      return a != b ? a > b : $0 < $1
    }
    return largest.prefix(count).compactMap { index in
      traders[index].position.map { (index, seen($0)) }
    }
  }

  private func seen(_ position: Position) -> SimulatedPosition {
    SimulatedPosition(
      side: position.side, entryPrice: Price(position.entryPrice), leverage: position.leverage,
      marginMode: position.marginMode, lots: abs(position.lots),
      liquidationPrice: position.liquidationPrice.map(Price.init), wallet: USD(position.wallet),
      isHedged: position.isHedged, settled: time(of: position.settledStep))
  }

  /// The mark price of the last step, US dollars a coin.
  var markPrice: Price { Price(mark) }

  var mark: Double { Double(markUnits) / (ticksPerDollar * 100) }
  var lastPrice: Double { Double(lastTicks) / ticksPerDollar }

  func time(of step: Int) -> Timestamp {
    warmUpStart + .seconds(Int64(step * SimulationClock.stepSeconds))
  }

  /// Moves the price on by the news and gathers the step's orders.
  ///
  /// - Parameter reference: the prices that this exchange shares with others, already moved on;
  ///   `nil` where its own are the market's.
  mutating func beginStep(following reference: PriceProcess?) {
    if step % SimulationClock.stepsPerHour == 0 { beginHour() }
    let makerShare = Double(makers.netLots) / Double(max(1, openInterest))
    if let reference {
      prices.follow(reference, makerShare: makerShare)
    } else {
      prices.advance(step: step, activity: activity, makerShare: makerShare)
    }
    signals.observe(prices.perpetual)
    funding.observe(premium: prices.premium)
    markUnits = max(1, Int64((PortableMath.exp(prices.mark) * ticksPerDollar * 100).rounded()))
    lastTicks = ticks(prices.perpetual)
    if step % (contract.fundingHours * SimulationClock.stepsPerHour) == 0, step > 0 {
      settleFunding()
    }
    placeForcedOrders()
    placeTriggeredOrders()
    placeWakingOrders()
  }

  /// Bought less sold by the step's orders.
  var netOrders: Lots { orders.reduce(0) { $0 + $1.lots } }

  /// Fills the step's orders.
  ///
  /// - Parameter marketFlow: `netOrders` over all exchanges that share the price.
  mutating func endStep(marketFlow: Lots) {
    fillOrders(marketFlow: marketFlow)
    step += 1
  }

  private mutating func beginHour() {
    let start = time(of: step)
    let hour = Int(start.timeOfDay.milliseconds / TimeSpan.hour.milliseconds)
    activity = TradedActivity.factor(weekday: start.day.weekday, hour: hour)
    compactHeaps()
  }

  func ticks(_ logPrice: Double) -> Int64 {
    max(1, Int64((PortableMath.exp(logPrice) * ticksPerDollar).rounded()))
  }
}

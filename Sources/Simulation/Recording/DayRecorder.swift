import Market

/// Gathers the steps of a day into bars.
struct DayRecorder {
  /// What a step adds to its bar.
  struct Step {
    /// Traded prices in their order, in ticks.
    var first: Int64
    var execution: Int64
    var last: Int64
    /// Hundredths of a tick.
    var mark: Int64
    /// Hundred-millionths.
    var premium: Int64
    var takerBuys: Lots
    var takerSells: Lots
    var trades: Int
  }

  private(set) var bars: [SimulatedBar] = []
  private var stepsInBar = 0
  private let start: Timestamp

  init(day: Day) {
    start = day.start
    bars.reserveCapacity(SimulationClock.barsPerDay)
  }

  mutating func observe(_ step: Step) {
    if stepsInBar == 0 { begin(step) }
    let index = bars.count - 1
    for price in [step.first, step.execution, step.last] { bars[index].traded.observe(price) }
    bars[index].mark.observe(step.mark)
    bars[index].premium.observe(step.premium)
    let volume = step.takerBuys + step.takerSells
    bars[index].volume += volume
    bars[index].takerBuyVolume += step.takerBuys
    bars[index].turnover += Double(volume) * Double(step.execution)
    bars[index].takerBuyTurnover += Double(step.takerBuys) * Double(step.execution)
    bars[index].trades += step.trades
    stepsInBar += 1
  }

  /// Ends the bar where it is full.
  ///
  /// - Parameter depth: worked out only where the bar is full.
  mutating func endStep(
    openInterest: Lots, census: AccountCensus, depth: @autoclosure () -> [DepthLevel]
  ) {
    let index = bars.count - 1
    if stepsInBar % SimulationClock.stepsPerMinute == 0 {
      bars[index].minutes.append(
        MinuteSample(
          traded: bars[index].traded.close, mark: bars[index].mark.close,
          premium: bars[index].premium.close, openInterest: openInterest))
    }
    guard stepsInBar == SimulationClock.stepsPerBar else { return }
    stepsInBar = 0
    bars[index].depth = depth()
    bars[index].openInterest = openInterest
    bars[index].topTraderAccountRatio = ratio(
      Double(census.topLongAccounts), Double(census.topShortAccounts))
    bars[index].topTraderPositionRatio = ratio(
      Double(census.topLongLots), Double(census.topShortLots))
    bars[index].accountRatio = ratio(Double(census.longAccounts), Double(census.shortAccounts))
  }

  private mutating func begin(_ step: Step) {
    bars.append(
      SimulatedBar(
        time: start + .minutes(Int64(5 * bars.count)), traded: PriceRange(first: step.first),
        mark: PriceRange(first: step.mark), premium: PriceRange(first: step.premium), minutes: [],
        depth: [], volume: 0, takerBuyVolume: 0, turnover: 0,
        takerBuyTurnover: 0, trades: 0, openInterest: 0, topTraderAccountRatio: 1,
        accountRatio: 1, topTraderPositionRatio: 1))
  }
}

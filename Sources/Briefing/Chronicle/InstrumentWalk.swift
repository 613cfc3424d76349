import Archive
import Liquidation
import Market
import Psychology

/// One instrument on its way through its bars: the books, and what the running day has brought.
struct InstrumentWalk: Sendable {
  let data: InstrumentData
  /// All that goes from one day to the next.
  private var memory: InstrumentMemory
  /// By name, and those without a time first.
  let inputs: [InputFile]
  let findings: [DataFinding]
  /// In order of time.
  let wallets: [WalletSnapshot]
  /// True where no margin table is configured and the one that stands in is not the venue's own.
  let marginAssumed: Bool
  private(set) var tape: DayTape
  /// The first bar that was not taken in.
  private var next = 0

  var ensemble: BookEnsemble { memory.ensemble }
  var settlements: [FundingSettlement] { memory.settlements }
  /// What was traded of late: how fast positions close by choice.
  var trailingVolume: TrailingVolume { memory.trailingVolume }
  /// What is known of data that are no longer at hand.
  var past: InstrumentPast { memory.past }
  /// Bars up to now that were missing or gave no open interest.
  var missed: Int { memory.missed + tape.missedIntervals + tape.openInterestCarried }
  /// Whether the books stand at another instrument's price, for want of an own.
  var isCarried: Bool { memory.carriedClose != nil }

  var series: BarSeries { data.series }
  var instrument: Instrument { series.instrument }
  /// Start of the first bar.
  var firstBar: Timestamp? { past.firstBar ?? series.bars.first?.time }
  /// The bars that the books have been through, as far as they are at hand.
  var takenIn: Slice<Bars> { series.bars[..<next] }
  /// The end of the last bar taken in.
  var reached: Timestamp? { memory.lastBar.map { $0.time + series.interval } }
  var close: Price { memory.carriedClose ?? memory.lastBar?.close ?? .zero }
  /// What each side of the books holds: the open interest, as the last bar gives it or as it was
  /// carried on.
  var held: Base {
    let book = memory.ensemble.members.first?.quantity(.long) ?? .zero
    // The source's own number where there is one: sums over the books differ in the last digits.
    guard book.value > 0, let given = memory.lastBar?.openInterest else { return book }
    return given
  }

  init(data: InstrumentData, options: ChronicleOptions, stream: UInt64) {
    let seed = SeededGenerator(seed: options.seed).fork(stream).firstNumber
    let ensemble = BookEnsemble(
      instrument: data.series.instrument, margin: data.margin, members: options.members,
      seed: seed, grid: LogPriceGrid(binBps: options.binBps))
    self.init(data: data, memory: InstrumentMemory(ensemble: ensemble), since: nil)
  }

  /// Goes on from a close.
  ///
  /// - Parameter data: hold every bar that ends after the close; what they hold of the time before is
  ///   passed over.
  init(data: InstrumentData, memory: InstrumentMemory, at close: Timestamp) {
    self.init(data: data, memory: memory, since: close)
    next = data.series.firstIndex(endingAfter: close)
  }

  private init(data: InstrumentData, memory: InstrumentMemory, since close: Timestamp?) {
    self.data = data
    self.memory = memory
    marginAssumed =
      data.marginSchedule == nil
      && MarginSchedule.isBuiltInAssumed(for: data.series.instrument)
    tape = DayTape(members: memory.ensemble.members.count)
    inputs = memory.past.inputs(with: data.inputs)
    findings = memory.past.findings(with: data, since: close)
    wallets =
      memory.past.wallets
      + data.wallets.filter { snapshot in close.map { snapshot.time >= $0 } ?? true }
  }

  /// What goes on to the next day, and what later days look back on of the data until now.
  ///
  /// - Parameter day: at whose close the walk stands.
  func remembered(atCloseOf day: Day) -> InstrumentMemory {
    var memory = memory
    memory.past = past(atCloseOf: day)
    return memory
  }

  /// Takes in every bar that ends at a time or before.
  ///
  /// - Returns: the bars taken in.
  @discardableResult
  mutating func advance(until time: Timestamp) -> ArraySlice<Bar> {
    let end = series.firstIndex(endingAfter: time)
    guard end > next else { return [] }
    let slice = Array(series.bars[next..<end])[...]
    for bar in slice { settle(bar) }
    memory.carriedClose = nil
    let flows = memory.ensemble.advance(slice, interval: series.interval)
    tape.record(slice, flows: flows)
    next = end
    return slice
  }

  /// Whether the instrument's own data reach from a day's start to its close.
  func hasWhole(_ day: Day) -> Bool { covers(day, until: day.close) }

  /// Whether the instrument's own data reach from a day's start to a time in it, and no further.
  func covers(_ day: Day, until time: Timestamp) -> Bool {
    reached == time && (firstBar.map { $0 <= day.start } ?? false)
  }

  /// Whether the instrument's data say nothing of the time up to a moment, and no bar spans it.
  func hasHole(at time: Timestamp) -> Bool {
    guard let reached, reached < time else { return false }
    return next >= series.bars.count || series.bars[next].time >= time
  }

  /// Carries the books over a hole along another instrument's prices: what these cross is liquidated,
  /// and open interest stands as it was known last.
  ///
  /// - Parameter bars: the other's, of which those after the last own one count.
  mutating func carry(along bars: ArraySlice<Bar>, interval: TimeSpan) {
    guard let reached else { return }
    let prices = bars.filter { $0.time >= reached }.map(\.pricesAlone)
    guard let last = prices.last, held.value > 0 else { return }
    tape.recordCarried(memory.ensemble.advance(prices[...], interval: interval))
    memory.carriedClose = last.close
  }

  /// Notes the day's trading, before anything is made of the close.
  mutating func endDay(_ day: Day) {
    memory.trailingVolume.endDay(day, bars: tape.bars, interval: series.interval)
  }

  /// Starts the next day with an empty tape and lets go of settlements that no figure looks back
  /// to.
  mutating func turnDay(at close: Timestamp) {
    memory.missed += tape.missedIntervals + tape.openInterestCarried
    tape = DayTape(members: tape.longLiquidated.count)
    let oldest = close - .days(Int64(HistoryRank.window) + 2)
    if let first = memory.settlements.first, first.time < oldest - .days(30) {
      memory.settlements.removeAll { $0.time < oldest }
    }
  }

  private mutating func settle(_ bar: Bar) {
    // What is paid is paid on what was held when the bar began.
    if let rate = bar.fundingRate, rate.isFinite {
      let held = memory.openInterest ?? bar.openInterest ?? .zero
      memory.settlements.append(
        FundingSettlement(time: bar.time, rate: rate, openInterest: held * bar.open))
    }
    if let held = bar.openInterest { memory.openInterest = held }
    memory.lastBar = bar
  }
}

extension [InstrumentWalk] {
  /// Each instrument's settlements, those that settled in the last day before those that did not: the
  /// first one sets the clock by which all are added up.
  func settlements(upTo close: Timestamp) -> [[FundingSettlement]] {
    let lists = map(\.settlements)
    let live = lists.filter { $0.last.map { $0.time >= close - .day } ?? false }
    return live + lists.filter { $0.last.map { $0.time < close - .day } ?? true }
  }
}

extension Bar {
  /// The bar as it tells of prices, and of nothing that is one venue's own.
  fileprivate var pricesAlone: Bar {
    var bar = self
    bar.volume = .zero
    bar.takerBuyVolume = nil
    bar.openInterest = nil
    bar.longLiquidations = nil
    bar.shortLiquidations = nil
    bar.fundingRate = nil
    bar.longShortRatio = nil
    return bar
  }
}

extension InstrumentData {
  /// The venue's tables, or what stands in for them.
  var margin: MarginSchedule { marginSchedule ?? .builtIn(for: series.instrument) }
}

extension SeededGenerator {
  fileprivate var firstNumber: UInt64 {
    var copy = self
    return copy.next()
  }
}

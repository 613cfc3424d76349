import Archive
import Liquidation
import Market
import Psychology

/// One instrument on its way through its bars: the books, and what the running day has brought.
struct InstrumentWalk: Sendable {
  let data: InstrumentData
  var ensemble: BookEnsemble
  /// True where no margin table is configured and the one that stands in is not the venue's own.
  let marginAssumed: Bool
  private(set) var tape: DayTape
  private(set) var settlements: [FundingSettlement] = []
  private(set) var lastBar: Bar?
  /// The price that the books were carried along to where the instrument's own data have a hole.
  private var carriedClose: Price?
  /// The last known, with the price at which it was.
  private(set) var openInterest: Base?
  /// What was traded of late: how fast positions close by choice.
  private(set) var trailingVolume = TrailingVolume()
  private var next = 0
  /// Bars of the days before that were missing or gave no open interest.
  private var missedBefore = 0

  /// Bars up to now that were missing or gave no open interest.
  var missed: Int { missedBefore + tape.missedIntervals + tape.openInterestCarried }
  /// Whether the books stand at another instrument's price, for want of an own.
  var isCarried: Bool { carriedClose != nil }

  var series: BarSeries { data.series }
  var instrument: Instrument { series.instrument }
  /// The bars that the books have been through.
  var takenIn: ArraySlice<Bar> { series.bars[..<next] }
  /// The end of the last bar taken in.
  var reached: Timestamp? { lastBar.map { $0.time + series.interval } }
  var close: Price { carriedClose ?? lastBar?.close ?? .zero }
  /// What each side of the books holds: the open interest, as the last bar gives it or as it was
  /// carried on.
  var held: Base {
    let book = ensemble.members.first?.quantity(.long) ?? .zero
    // The source's own number where there is one: sums over the books differ in the last digits.
    guard book.value > 0, let given = lastBar?.openInterest else { return book }
    return given
  }

  init(data: InstrumentData, options: ChronicleOptions, stream: UInt64) {
    self.data = data
    let instrument = data.series.instrument
    marginAssumed =
      data.marginSchedule == nil && MarginSchedule.isBuiltInAssumed(for: instrument)
    let seed = SeededGenerator(seed: options.seed).fork(stream).firstNumber
    ensemble = BookEnsemble(
      instrument: instrument, margin: data.marginSchedule ?? .builtIn(for: instrument),
      members: options.members, seed: seed, grid: LogPriceGrid(binBps: options.binBps))
    tape = DayTape(members: max(1, options.members))
  }

  /// Takes in every bar that ends at a time or before.
  ///
  /// - Returns: the bars taken in.
  @discardableResult
  mutating func advance(until time: Timestamp) -> ArraySlice<Bar> {
    let bars = series.bars
    var end = next
    while end < bars.count, bars[end].time + series.interval <= time { end += 1 }
    let slice = bars[next..<end]
    guard !slice.isEmpty else { return slice }
    for bar in slice { settle(bar) }
    carriedClose = nil
    let flows = ensemble.advance(slice, interval: series.interval)
    tape.record(slice, flows: flows)
    next = end
    return slice
  }

  /// Whether the instrument's own data reach from a day's start to its close.
  func hasWhole(_ day: Day) -> Bool {
    reached == day.close && (series.bars.first.map { $0.time <= day.start } ?? false)
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
    tape.recordCarried(ensemble.advance(prices[...], interval: interval))
    carriedClose = last.close
  }

  /// Notes the day's trading, before anything is made of the close.
  mutating func endDay(_ day: Day) {
    trailingVolume.endDay(day, bars: tape.bars, interval: series.interval)
  }

  /// Starts the next day with an empty tape and lets go of settlements that no figure looks back
  /// to.
  mutating func turnDay(at close: Timestamp) {
    missedBefore += tape.missedIntervals + tape.openInterestCarried
    tape = DayTape(members: tape.longLiquidated.count)
    let oldest = close - .days(Int64(HistoryRank.window) + 2)
    if let first = settlements.first, first.time < oldest - .days(30) {
      settlements.removeAll { $0.time < oldest }
    }
  }

  private mutating func settle(_ bar: Bar) {
    // What is paid is paid on what was held when the bar began.
    if let rate = bar.fundingRate, rate.isFinite {
      let held = openInterest ?? bar.openInterest ?? .zero
      settlements.append(
        FundingSettlement(time: bar.time, rate: rate, openInterest: held * bar.open))
    }
    if let held = bar.openInterest { openInterest = held }
    lastBar = bar
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

extension SeededGenerator {
  fileprivate var firstNumber: UInt64 {
    var copy = self
    return copy.next()
  }
}

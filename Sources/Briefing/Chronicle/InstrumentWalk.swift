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
  /// The last known, with the price at which it was.
  private(set) var openInterest: Base?
  private var next = 0

  var series: BarSeries { data.series }
  var instrument: Instrument { series.instrument }
  /// The end of the last bar taken in.
  var reached: Timestamp? { lastBar.map { $0.time + series.interval } }
  var close: Price { lastBar?.close ?? .zero }
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
    let flows = ensemble.advance(slice, interval: series.interval)
    tape.record(slice, flows: flows)
    next = end
    return slice
  }

  /// Starts the next day with an empty tape and lets go of settlements that no figure looks back
  /// to.
  mutating func turnDay(at close: Timestamp) {
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

extension SeededGenerator {
  fileprivate var firstNumber: UInt64 {
    var copy = self
    return copy.next()
  }
}

import Glibc
import Market

/// How much of one instrument is held long and short, entered where and at which effective leverage.
///
/// The book follows from conservation: open interest says how much is held, bars where it changed
/// hands. After every bar the longs, the shorts and the open interest are equal to within 1e-9, and no
/// cell is negative. One step costs a few hundred nanoseconds and allocates nothing, except where the
/// price enters ground it has not been on. See `Guides/PositionBook.md`.
///
/// What is conserved are contracts: coins of a linear instrument, dollars of an inverse one. Both come
/// in and go out as coins at the bar's close.
public struct PositionBook: Sendable, Codable {
  public let instrument: Instrument
  public let prior: BookPrior
  public var grid: LogPriceGrid { store.grid }
  /// The end of the last bar; `nil` before the first.
  public private(set) var time: Timestamp?
  /// The last bar's close; zero before the first.
  public private(set) var close = Price.zero
  /// The first bar that gave open interest, with which the book began.
  public private(set) var start: Timestamp?
  /// That bar's close.
  private(set) var startPrice: Price?

  var store: CohortStore
  private(set) var margins: [BucketMargin]
  private let margin: GivenMargin
  private var marginDay: Day?
  private var spread = EntrySpread()
  /// Contracts outstanding.
  private(set) var openInterest = 0.0
  /// Accumulated funding, in dollars a contract unit.
  private(set) var fundingIndex = 0.0
  /// Trailing mean of the traded contracts a bar, for bars that are missing.
  private var meanVolume = 0.0
  /// What was crossed since it was last collected, as it would have been with the prior's mix.
  private(set) var crossings = CrossingLog()
  private var steps = 0
  private var stepsSinceSettling = 0
  var peakSinceSettling = 0.0

  private let leverages: [Double]
  let hazards: [Double]
  /// By lane: the makers' share of openings and what the takers' has more.
  private var makerOpenings: [Double]
  private var takerExcess: [Double]
  /// By lane: what a unit of the prior's mix has become.
  private var factors = [Double](repeating: 1, count: CohortStore.lanes)

  /// - Parameters:
  ///   - margin: the venue's tables; each bar is judged by the one in force on its day.
  ///   - prior: what is assumed.
  public init(
    instrument: Instrument, grid: LogPriceGrid = LogPriceGrid(), margin: MarginSchedule,
    prior: BookPrior = BookPrior()
  ) {
    self.instrument = instrument
    self.prior = prior
    self.margin = GivenMargin(margin)
    store = CohortStore(grid: grid)
    leverages = prior.leverages
    hazards = prior.hazards
    makerOpenings = prior.openings(taker: false)
    takerExcess = zip(prior.openings(taker: true), makerOpenings).map { $0 - $1 }
    margins = [Side.long, .short].flatMap { side in
      [BucketMargin](repeating: BucketMargin(neverLiquidated: side), count: LeverageLadder.count)
    }
  }

  /// Takes one bar in: liquidates, closes, opens, carries.
  ///
  /// A bar that is impossible or not after the last one leaves the book as it was and says so. Bars
  /// missing since the last one are bridged within this step.
  ///
  /// - Parameter interval: the bars' length.
  @discardableResult
  public mutating func advance(_ bar: Bar, interval: TimeSpan) -> BarFlows {
    var flows = BarFlows(time: bar.time)
    guard bar.isPossible, interval.milliseconds > 0, time.map({ bar.time >= $0 }) ?? true else {
      flows.ignored = true
      return flows
    }
    if let time {
      flows.missedIntervals = Int(
        min(1_000_000, (bar.time - time).milliseconds / interval.milliseconds))
    }
    let linear = instrument.kind == .linear
    var target = openInterest
    if let given = bar.openInterest, given.value >= 0, given.value.isFinite {
      target = linear ? given.value : given.value * bar.close.value
    } else {
      flows.openInterestCarried = true
    }
    refreshMargins(day: bar.time.day, price: bar.open)
    let previousClose = start == nil ? bar.open : close
    time = bar.time + interval
    close = bar.close
    settleFunding(bar, linear: linear)
    if start == nil {
      guard !flows.openInterestCarried, target > 0 else { return flows }
      start = bar.time
      startPrice = bar.close
      seed(target, bar: bar)
      flows.seeded = true
      openInterest = target
      return flows
    }

    let grid = store.grid
    let lowest = grid.position(of: bar.reachedLow)
    let highest = grid.position(of: bar.reachedHigh)
    let closing = grid.position(of: bar.close)
    crossings.open(CrossingLog.hour(of: bar.time, interval: interval))
    let cleared = liquidate(low: lowest, high: highest, linear: linear, flows: &flows)

    var volume = linear ? bar.volume.value : bar.volume.value * bar.typicalPrice.value
    volume = volume.isFinite && volume > 0 ? volume : 0
    let churned = volume + meanVolume * Double(flows.missedIntervals)
    steps += 1
    meanVolume += (volume - meanVolume) / Double(min(steps, PositionBook.volumeMemory))

    let heldLong = store.total(.long)
    let heldShort = store.total(.short)
    let change = target - openInterest
    let held = min(heldLong, heldShort)
    let chosen = held > 0 ? held * -expm1(-prior.churn * churned / held) : 0
    // A fall in open interest that liquidations and churn do not explain is closing too.
    let closedLong = min(heldLong, max(chosen, -change - cleared.long))
    let closedShort = min(heldShort, max(chosen, -change - cleared.short))
    closeByChoice(.long, closedLong, held: heldLong)
    closeByChoice(.short, closedShort, held: heldShort)

    if target > 0 {
      // From what is held, not from the change, so that rounding cannot accumulate.
      let openedLong = PositionBook.opened(target: target, held: store.total(.long))
      let openedShort = PositionBook.opened(target: target, held: store.total(.short))
      let bridge = flows.missedIntervals > 0
      let from = bridge ? min(bar.low, previousClose) : bar.low
      let to = bridge ? max(bar.high, previousClose) : bar.high
      spread.set(
        low: grid.position(of: from), high: grid.position(of: to),
        typical: grid.position(of: bar.typicalPrice), uniformShare: prior.entryUniformShare)
      open(
        long: openedLong, short: openedShort, closing: closing,
        takerBuyShare: bar.takerBuyShare, day: bar.time.dayNumber)
      flows.long.opened = coins(openedLong)
      flows.short.opened = coins(openedShort)
    } else {
      store.removeAll()
    }
    flows.long.closed = coins(closedLong)
    flows.short.closed = coins(closedShort)
    openInterest = target
    settle()
    return flows
  }

  /// Changes the mix of leverage, of what is held as of what will be opened. Each side still holds what
  /// it held.
  mutating func lean(by lean: MixLean) {
    let maker = prior.openings(taker: false)
    let taker = prior.openings(taker: true)
    for side in Side.allCases {
      let first = CohortStore.lane(side, 0)
      let lanes = first..<first + LeverageLadder.count
      let middle = lanes.map { (maker[$0] + taker[$0]) / 2 }
      let raised = lean.factors(side, shares: middle)
      let makers = lean.factors(side, shares: maker[lanes])
      let takers = lean.factors(side, shares: taker[lanes])
      let held = store.total(side)
      for (bucket, lane) in lanes.enumerated() {
        store.multiply(lane: lane, by: raised[bucket] / factors[lane])
        factors[lane] = raised[bucket]
        makerOpenings[lane] = maker[lane] * makers[bucket]
        takerExcess[lane] = taker[lane] * takers[bucket] - makerOpenings[lane]
      }
      let total = store.total(side)
      guard held > 0, total > 0 else { continue }
      for lane in lanes { store.multiply(lane: lane, by: held / total) }
    }
  }

  mutating func collectCrossings() -> CrossingLog {
    defer { crossings.removeAll() }
    return crossings
  }

  private mutating func refreshMargins(day: Day, price: Price) {
    guard marginDay != day else { return }
    marginDay = day
    let table = margin.schedule.table(on: day)
    for side in [Side.long, .short] {
      for bucket in 1..<LeverageLadder.count {
        margins[CohortStore.lane(side, bucket)] = BucketMargin(
          side: side, leverage: leverages[bucket],
          size: prior.typicalSize(leverage: leverages[bucket]), instrument: instrument,
          tiers: table, price: price, grid: store.grid)
      }
    }
  }

  /// Funding settles at the bar's start, on what was held then: before the bar's own openings.
  private mutating func settleFunding(_ bar: Bar, linear: Bool) {
    guard let rate = bar.fundingRate, rate.isFinite, abs(rate) < 1 else { return }
    fundingIndex += rate * (linear ? bar.open.value : 1)
  }

  private mutating func liquidate(
    low: Double, high: Double, linear: Bool, flows: inout BarFlows
  ) -> (long: Double, short: Double) {
    var cleared = (long: 0.0, short: 0.0)
    for bucket in 1..<LeverageLadder.count {
      let lane = bucket
      let margin = margins[lane]
      guard let ratio = margin.ratio else { continue }
      // Entries whose liquidation price is at or above the lowest price.
      let first = Int((low - margin.shift - 0.5).rounded(.up))
      if first <= store.highest[lane] {
        let (quantity, notional) = store.clear(lane: lane, from: first, through: .max)
        cleared.long += quantity
        record(quantity, notional * ratio, lane, linear: linear, in: &flows.long)
      }
    }
    for bucket in 1..<LeverageLadder.count {
      let lane = LeverageLadder.count + bucket
      let margin = margins[lane]
      guard let ratio = margin.ratio else { continue }
      let last = Int((high - margin.shift - 0.5).rounded(.down))
      if last >= store.lowest[lane] {
        let (quantity, notional) = store.clear(lane: lane, from: .min, through: last)
        cleared.short += quantity
        record(quantity, notional * ratio, lane, linear: linear, in: &flows.short)
      }
    }
    return cleared
  }

  /// - Parameter notional: quantity times liquidation price, summed over the cells.
  private mutating func record(
    _ quantity: Double, _ notional: Double, _ lane: Int, linear: Bool,
    in flows: inout BarFlows.SideFlows
  ) {
    guard quantity > 0 else { return }
    let coins = linear ? quantity : quantity * quantity / notional
    let dollars = linear ? notional : quantity
    flows.liquidated += Base(coins)
    flows.liquidatedUSD += USD(dollars)
    crossings.add(dollars / factors[lane], lane: lane)
  }

  /// Thins every bucket in proportion to its hazard until the amount is closed.
  private mutating func closeByChoice(_ side: Side, _ amount: Double, held: Double) {
    guard amount > 0, held > 0 else { return }
    let first = CohortStore.lane(side, 0)
    if amount >= held {
      for bucket in 0..<LeverageLadder.count { store.thin(lane: first + bucket, by: 1) }
      return
    }
    var left = amount
    // A bucket that its hazard would overdraw is emptied, the rest is asked of the others.
    for _ in 0..<LeverageLadder.count {
      var weight = 0.0
      var steepest = 0.0
      for bucket in 0..<LeverageLadder.count where store.totals[first + bucket] > 0 {
        weight += store.totals[first + bucket] * hazards[bucket]
        steepest = max(steepest, hazards[bucket])
      }
      guard weight > 0 else { return }
      let rate = left / weight
      if rate * steepest <= 1 {
        for bucket in 0..<LeverageLadder.count where store.totals[first + bucket] > 0 {
          store.thin(lane: first + bucket, by: rate * hazards[bucket])
        }
        return
      }
      for bucket in 0..<LeverageLadder.count
      where store.totals[first + bucket] > 0 && rate * hazards[bucket] >= 1 {
        left -= store.totals[first + bucket]
        store.thin(lane: first + bucket, by: 1)
      }
      guard left > 0 else { return }
    }
  }

  /// Buyers who took the price open longs as takers; sellers who took it open shorts as takers.
  private mutating func open(
    long: Double, short: Double, closing: Double, takerBuyShare: Double, day: Double
  ) {
    store.reserve(spread.first...(spread.first + spread.count - 1))
    let closingBin = Int(closing.rounded(.down))
    let unit = CohortStore.Cell(1, fundingIndex, day, 0)
    for lane in 0..<CohortStore.lanes {
      let isLong = lane < LeverageLadder.count
      let opened = isLong ? long : short
      let taker = isLong ? takerBuyShare : 1 - takerBuyShare
      let amount = opened * (makerOpenings[lane] + taker * takerExcess[lane])
      guard amount > 0 else { continue }
      // Entries that the close has already liquidated are no longer open.
      let limit = closing - margins[lane].shift - 0.5
      var from = spread.first
      var to = spread.first + spread.count - 1
      if isLong {
        if limit <= Double(to) { to = Int(limit.rounded(.up)) - 1 }
      } else {
        if limit >= Double(from) { from = Int(limit.rounded(.down)) + 1 }
      }
      let share = from <= to ? spread.share(below: to + 1) - spread.share(below: from) : 0
      guard share > 1e-9 else {
        store.reserve(closingBin...closingBin)
        store.add(unit * amount, lane: lane, bin: closingBin)
        continue
      }
      store.add(amount, of: unit, lane: lane, over: from...to, as: spread, share: share)
    }
  }

  /// Bars over which the mean volume is taken.
  private static let volumeMemory = 64

  /// What a side lacks; nothing where it lacks no more than rounding does.
  private static func opened(target: Double, held: Double) -> Double {
    let lacking = target - held
    return lacking > 1e-12 * target ? lacking : 0
  }

  private mutating func settle() {
    stepsSinceSettling += 1
    peakSinceSettling = max(peakSinceSettling, openInterest)
    // Sums kept by difference lose digits when little is left of much.
    guard stepsSinceSettling >= 1_024 || openInterest < 1e-4 * peakSinceSettling else { return }
    stepsSinceSettling = 0
    peakSinceSettling = openInterest
    for side in [Side.long, .short] { store.settle(side, at: openInterest) }
  }
}

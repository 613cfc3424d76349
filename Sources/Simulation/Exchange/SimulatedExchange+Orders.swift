import Market

/// Who orders in a step, in the venue's order: forced, triggered, decided.
extension SimulatedExchange {
  mutating func placeForcedOrders() {
    let mark = mark
    while let entry = longLiquidations.popFirst(through: -mark) { force(entry) }
    while let entry = shortLiquidations.popFirst(through: mark) { force(entry) }
  }

  mutating func placeTriggeredOrders() {
    let last = lastPrice
    while let entry = fallingLevels.popFirst(through: -last) { trigger(entry) }
    while let entry = risingLevels.popFirst(through: last) { trigger(entry) }
  }

  mutating func placeWakingOrders() {
    guard let first = wakes.popFirst(through: Double(step)) else { return }
    let view = MarketView(
      price: lastPrice, mark: mark, signals: signals, value: prices.value, crowd: census.crowd,
      premium: funding.recentPremium, step: step)
    turn(first, view: view)
    while let entry = wakes.popFirst(through: Double(step)) { turn(entry, view: view) }
  }

  private mutating func force(_ entry: LevelHeap.Entry) {
    let index = Int(entry.trader)
    guard traders[index].liquidationVersion == entry.version,
      let position = traders[index].position
    else { return }
    traders[index].orderStep = step
    traders[index].target = 0
    orders.append(Order(trader: index, lots: -position.lots, isForced: true))
  }

  private mutating func trigger(_ entry: LevelHeap.Entry) {
    let index = Int(entry.trader)
    guard traders[index].levelVersion == entry.version, traders[index].position != nil,
      traders[index].orderStep != step
    else { return }
    traders[index].target = 0
    work(index)
  }

  private mutating func turn(_ entry: LevelHeap.Entry, view: MarketView) {
    let index = Int(entry.trader)
    guard traders[index].wakeVersion == entry.version else { return }
    guard traders[index].orderStep != step else {
      wake(index, afterSteps: 1)
      return
    }
    if traders[index].lots != traders[index].target {
      work(index)
    } else if let position = traders[index].position {
      carryOut(
        TraderMind.review(traders[index], position: position, view: view, generator: &generator),
        trader: index)
    } else {
      carryOut(
        TraderMind.flat(
          traders[index], view: view, rule: marginRule, generator: &generator),
        trader: index)
    }
  }

  private mutating func carryOut(_ intention: Intention, trader index: Int) {
    switch intention {
    case .nothing:
      pause(index)
    case .open(let lots, let leverage):
      let temperament = traders[index].temperament
      let holding = generator.heavyTailed(
        median: temperament.holding, tail: temperament.kind.habits.holding.tail)
      traders[index].exitStep = step + SimulationClock.steps(hours: min(holding, 1_000))
      traders[index].target = lots
      traders[index].leverage = leverage
      let initialMargin = abs(lots).base * lastPrice / Double(leverage)
      let usual = temperament.usualNotional / temperament.leverage * temperament.spareCollateral
      traders[index].accountBalance = max(
        1.05 * initialMargin, usual * generator.logNormal(median: 1, spread: 0.3))
      work(index)
    case .resize(let lots):
      traders[index].target = lots
      work(index)
    case .topUp(let margin):
      traders[index].position?.wallet += margin
      traders[index].position?.settle(rule: marginRule, step: step)
      watchLiquidation(index)
      pause(index)
    }
  }

  /// Orders the next part of what is left to reach the target: large traders slice.
  private mutating func work(_ index: Int) {
    let missing = traders[index].target - traders[index].lots
    guard missing != 0 else {
      pause(index)
      return
    }
    let most = max(1, Lots(normalVolume / 6_000 * 1_000 * generator.between(0.4, 1.6)))
    let lots = min(most, max(-most, missing))
    traders[index].orderStep = step
    orders.append(Order(trader: index, lots: lots, isForced: false))
    if lots == missing {
      pause(index)
    } else {
      wake(index, afterSteps: 2 + Int(generator.exponential(mean: 8)))
    }
  }

  /// Schedules the next look: for a new position, or at the one that is held.
  private mutating func pause(_ index: Int) {
    let temperament = traders[index].temperament
    if traders[index].target == 0 {
      let busy = activity * prices.thinness.squareRoot()
      wake(index, afterHours: generator.exponential(mean: temperament.rest) / busy)
    } else {
      let left = Double(traders[index].exitStep - step) / Double(SimulationClock.stepsPerHour)
      // Past its time a position is looked at again before long.
      let horizon = left > 0 ? left : 0.5 * temperament.holding
      let gap = min(30, max(0.02, horizon * generator.between(0.2, 0.7)))
      wake(index, afterHours: left > 0 ? min(gap, left) : gap)
    }
  }
}

import Market

/// What becomes of a step's orders.
extension SimulatedExchange {
  /// Fills all orders at the middle of the move that the market's make, makers on the other side.
  mutating func fillOrders(marketFlow: Lots) {
    let before = prices.perpetual
    var buys: Lots = 0
    var sells: Lots = 0
    for order in orders {
      if order.lots > 0 { buys += order.lots } else { sells -= order.lots }
    }
    prices.absorb(flow: marketFlow.base)
    let after = prices.perpetual
    let execution = ticks((before + after) / 2)
    let price = Double(execution) / ticksPerDollar
    reportForcedOrders(at: execution)
    for order in orders { fill(order, at: price) }
    makers.take(sells - buys, at: price)
    let background = backgroundVolume(change: after - before)
    lastTicks = ticks(after)
    recorder.observe(
      DayRecorder.Step(
        first: ticks(before), execution: execution, last: lastTicks, mark: markUnits,
        premium: Int64((prices.premium * 1e8).rounded()),
        takerBuys: buys + background.buys, takerSells: sells + background.sells,
        trades: 2 * orders.count + Int((background.buys + background.sells) / 180)))
    orders.removeAll(keepingCapacity: true)
    recorder.endStep(
      openInterest: openInterest, census: census,
      depth: prices.depth(share: normalVolume / marketVolume))
  }

  mutating func settleFunding() {
    let settled = funding.settle(
      hours: contract.fundingHours,
      at: time(of: step) + TimeSpan(milliseconds: Int64(tape.uniform() * 18)),
      isFixedAhead: contract.fixesFundingAhead)
    dayFunding.append(settled)
    let payment = settled.rate * mark
    for index in traders.indices {
      guard var position = traders[index].position else { continue }
      position.wallet -= position.lots.base * payment
      position.settle(rule: marginRule, step: step)
      traders[index].position = position
      watchLiquidation(index)
    }
    makers.payFunding(payment)
  }

  private mutating func fill(_ order: Order, at price: Double) {
    let index = order.trader
    let old = traders[index].lots
    let new = old + order.lots
    if new == 0 {
      traders[index].position = nil
    } else if var position = traders[index].position {
      if (order.lots > 0) == (old > 0) {
        position.add(order.lots, at: price)
      } else {
        position.reduce(-order.lots, at: price)
      }
      traders[index].position = accepted(position)
    } else {
      traders[index].position = accepted(opened(order.lots, trader: traders[index], at: price))
    }
    census.move(from: old, to: new, isTopTrader: traders[index].isTopTrader)
    watchLiquidation(index)
    watchOrders(index)
    // Who has been closed by force stays away for a while.
    if order.isForced {
      wake(index, afterHours: (1 + generator.uniform()) * traders[index].temperament.rest)
    }
  }

  private func opened(_ lots: Lots, trader: Trader, at price: Double) -> Position {
    let isIsolated = trader.temperament.marginMode == .isolated
    let margin = abs(lots).base * price / Double(trader.leverage)
    return Position(
      lots: lots, entryPrice: price, leverage: trader.leverage,
      marginMode: trader.temperament.marginMode,
      wallet: isIsolated ? margin : max(trader.accountBalance, margin),
      isHedged: trader.temperament.kind == .hedgedHolder)
  }

  /// The venue takes no order that it would have to liquidate at once: the trader puts up more
  /// margin until it does not.
  private func accepted(_ position: Position) -> Position {
    var accepted = position
    accepted.settle(rule: marginRule, step: step)
    var added = position.initialMargin / 2
    while accepted.isLiquidated(at: mark) {
      accepted.wallet += added
      added *= 2
      accepted.settle(rule: marginRule, step: step)
    }
    return accepted
  }

  /// What makers and arbitrageurs trade among themselves: it opens no position for longer than a
  /// step.
  private mutating func backgroundVolume(change: Double) -> (buys: Lots, sells: Lots) {
    let usual = normalVolume * 0.28 / Double(SimulationClock.stepsPerDay)
    let busy = activity * (0.35 + 0.65 * prices.turbulence.squareRoot())
    let volume = usual * busy * tape.logNormal(median: 0.75, spread: 0.75)
    let tilt = min(0.25, max(-0.25, change * 120)) + 0.08 * tape.normal()
    let share = min(0.95, max(0.05, 0.5 + tilt))
    return (Lots(volume * share * 1_000), Lots(volume * (1 - share) * 1_000))
  }
}

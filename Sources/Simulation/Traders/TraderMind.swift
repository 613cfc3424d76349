import Market

/// What a trader sees when it is its turn.
struct MarketView {
  /// Last price of the perpetual, US dollars a coin.
  var price: Double
  var mark: Double
  var signals: PriceSignals
  /// Log value that news say; each trader knows it only with an error of its own.
  var value: Double
  /// Accounts long minus accounts short over both, -1 to 1.
  var crowd: Double
  /// Premium of the last days, a fraction: what funding has been and may be expected to be.
  var premium: Double
  var step: Int
}

/// What a trader wants after a look at the market.
enum Intention {
  case nothing
  /// Open a position of so many lots, signed.
  case open(Lots, leverage: Int)
  /// Work towards another size, of the same sign or zero.
  case resize(Lots)
  /// Put up more isolated margin, US dollars.
  case topUp(Double)
}

/// How traders decide: all weigh the same signals, each by weights of its own.
enum TraderMind {
  /// The leverages that the venue's slider is mostly set to.
  private static let settings = [1, 2, 3, 4, 5, 8, 10, 15, 20, 25, 30, 40, 50, 75, 100, 125]

  /// - Parameters:
  ///   - rule: the venue's, which caps the leverage by size.
  static func flat(
    _ trader: Trader, view: MarketView, rule: MarginRule,
    generator: inout SeededGenerator
  ) -> Intention {
    let temperament = trader.temperament
    if temperament.kind == .hedgedHolder {
      return carry(trader, view: view, generator: &generator)
    }
    let wish = wish(temperament, view: view) + 0.55 * generator.normal()
    guard abs(wish) > 0.35 else { return .nothing }
    let conviction = min(2, 0.7 + 0.4 * abs(wish))
    let notional =
      conviction * temperament.usualNotional * generator.logNormal(median: 1, spread: 0.45)
    let setting = setting(
      near: temperament.leverage * generator.logNormal(median: 1, spread: 0.25),
      limit: rule.highestLeverage(notional: notional, price: view.price))
    guard let size = lots(notional: notional, price: view.price) else { return .nothing }
    return .open(wish > 0 ? size : -size, leverage: setting)
  }

  /// A look at an open position, between its opening and the time it is meant to end.
  static func review(
    _ trader: Trader, position: Position, view: MarketView, generator: inout SeededGenerator
  ) -> Intention {
    let temperament = trader.temperament
    if temperament.kind == .hedgedHolder {
      return carry(trader, view: view, generator: &generator)
    }
    let habits = temperament.kind.habits
    let gain = position.gain(at: view.price)
    let isLosing = gain < 0
    if view.step >= trader.exitStep {
      return isLosing && generator.chance(habits.holdsLoser) ? .nothing : .resize(0)
    }
    if isLosing, position.marginMode == .isolated, -gain > 0.55 * position.initialMargin,
      generator.chance(habits.topsUp)
    {
      return .topUp(position.initialMargin * generator.between(0.25, 1))
    }
    if generator.chance(habits.trims) {
      let left = Double(position.lots) * generator.between(0.3, 0.8)
      return .resize(Lots(left.rounded(.towardZero)))
    }
    let adds = isLosing ? habits.addsToLoss : habits.addsToGain
    let limit = 2.5 * temperament.usualNotional
    if generator.chance(adds), position.quantity * view.price < limit {
      let grown = Double(position.lots) * generator.between(1.2, 1.9)
      return .resize(Lots(grown.rounded(.towardZero)))
    }
    return .nothing
  }

  /// The price levels of stop and take-profit orders of a position at its present size.
  static func levels(
    _ trader: Trader, position: Position
  ) -> (stop: Double?, takeProfit: Double?) {
    let temperament = trader.temperament
    let liquidation = position.liquidationPrice.map {
      abs($0 - position.entryPrice) / position.entryPrice
    }
    let usual = 0.03 * PortableMath.pow(temperament.holding / 24, 0.35)
    let distance = min(
      temperament.stopShare * (liquidation ?? 1), 2.2 * usual * temperament.stopShare)
    let sign = position.side.sign
    func level(_ move: Double) -> Double {
      roundNumber(
        position.entryPrice * (1 + move), step: position.entryPrice * distance * 0.15)
    }
    return (
      temperament.leavesStop ? level(-sign * distance) : nil,
      temperament.leavesTakeProfit
        ? level(sign * max(0.002, temperament.rewardRatio * distance)) : nil
    )
  }

  private static func wish(_ temperament: Temperament, view: MarketView) -> Double {
    let gap = (view.value + temperament.opinion - view.signals.price) / 0.03
    return temperament.trend * bounded(view.signals.trend(horizon: temperament.horizon), 2.5)
      + temperament.value * bounded(gap, 5)
      + temperament.crowd * view.crowd
      + temperament.bias
  }

  /// A holder of coins sells the perpetual against them as far as the premium pays for it, and
  /// buys it against coins sold short where the premium is paid the other way.
  private static func carry(
    _ trader: Trader, view: MarketView, generator: inout SeededGenerator
  ) -> Intention {
    let temperament = trader.temperament
    let excess = (view.premium - temperament.carryThreshold) / 0.0006
    let share = min(1, max(-0.8, 0.5 + excess))
    guard let full = lots(notional: temperament.usualNotional, price: view.price) else {
      return .nothing
    }
    let wanted = -Lots(Double(full) * share)
    // Not worth the fees of a small change.
    guard abs(wanted - trader.lots) > full / 4 else { return .nothing }
    // A change of sign goes by way of none.
    if trader.lots != 0, (wanted > 0) != (trader.lots > 0) { return .resize(0) }
    if trader.lots == 0 {
      let setting = setting(near: temperament.leverage, limit: 10)
      return wanted == 0 ? .nothing : .open(wanted, leverage: setting)
    }
    return .resize(wanted)
  }

  private static func bounded(_ signal: Double, _ bound: Double) -> Double {
    min(bound, max(-bound, signal))
  }

  private static func lots(notional: Double, price: Double) -> Lots? {
    let lots = (notional / price * 1_000).rounded()
    return lots >= 1 && lots < 1e15 ? Lots(lots) : nil
  }

  private static func setting(near leverage: Double, limit: Double) -> Int {
    var best = 1
    // The nearest by ratio, as the settings are a geometric ladder: past the geometric mean of two
    // neighbours the upper one is nearer.
    for setting in settings.dropFirst() {
      guard Double(setting) <= limit, leverage * leverage > Double(best * setting) else { break }
      best = setting
    }
    return best
  }

  /// Orders gather at round prices: the nearest multiple of 1, 2 or 5 times a power of ten.
  static func roundNumber(_ price: Double, step: Double) -> Double {
    let power = PortableMath.pow(10, (PortableMath.log(step) / 2.302585092994046).rounded(.down))
    let ratio = step / power
    let round = power * (ratio < 2 ? 1 : ratio < 5 ? 2 : 5)
    return max(round, (price / round).rounded() * round)
  }
}

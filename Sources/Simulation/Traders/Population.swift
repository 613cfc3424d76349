import Market

/// Draws the traders of a market from its seed.
struct Population {
  /// Open interest aimed at, US dollars, one-sided.
  var openInterest: Double
  var mix: TraderMix
  /// Multiplies the number of traders of each kind.
  var countFactor: Double
  var generator: SeededGenerator

  private static let crossSlack = 2.2

  /// All traders, kind by kind; the largest fifth by account are marked as top traders.
  mutating func draw() -> [Trader] {
    var traders: [Trader] = []
    for kind in TraderKind.allCases { traders += members(of: kind) }
    let accounts = traders.map(\.account).sorted()
    let threshold = quantile(accounts, 0.8)
    for index in traders.indices {
      traders[index].isTopTrader = traders[index].account >= threshold
    }
    return traders
  }

  private mutating func members(of kind: TraderKind) -> [Trader] {
    let habits = kind.habits
    let count = max(1, Int(Double(habits.count) * countFactor))
    var temperaments = (0..<count).map { _ in temperament(of: kind, habits: habits) }
    var exposure = 0.0
    for temperament in temperaments {
      let held = habits.typicalHolding(median: temperament.holding)
      exposure += temperament.usualNotional * held / (held + temperament.rest)
    }
    // Both sides of the open interest, and what a trader holds while the position is built,
    // trimmed and added to is not always the usual size.
    var share = habits.share
    if kind == .hedgedHolder { share *= mix.hedged }
    let scale = 2 * openInterest * share / (exposure * habits.occupancy)
    for index in temperaments.indices {
      // No one trader is the market.
      temperaments[index].usualNotional = min(
        temperaments[index].usualNotional * scale, openInterest * 0.012)
    }
    return temperaments.map(Trader.init(temperament:))
  }

  private mutating func temperament(of kind: TraderKind, habits: TraderHabits) -> Temperament {
    let scale = generator.logNormal(median: 1, spread: habits.sizeSpread)
    // Small accounts set high leverage, large ones low.
    let leverage =
      generator.logNormal(median: habits.leverage.median, spread: habits.leverage.spread)
      * PortableMath.pow(scale, -0.18) * mix.leverage
    let isolated = generator.chance(min(1, habits.isolated * mix.isolated))
    // Who shares margin sets the leverage higher and keeps more beside it: the setting says little.
    let slack = isolated ? 1 : Self.crossSlack
    return Temperament(
      kind: kind,
      usualNotional: scale,
      leverage: min(125, max(1, leverage * slack)),
      marginMode: isolated ? .isolated : .cross,
      spareCollateral: max(
        1.02,
        generator.logNormal(
          median: habits.spareCollateral.median * slack, spread: habits.spareCollateral.spread)),
      holding: habits.holding.median / mix.churn * generator.logNormal(median: 1, spread: 0.4),
      rest: habits.rest / mix.churn * generator.logNormal(median: 1, spread: 0.4),
      leavesStop: generator.chance(habits.stops),
      leavesTakeProfit: generator.chance(habits.takesProfit),
      stopShare: generator.between(0.25, 0.9),
      rewardRatio: generator.logNormal(median: 1.6, spread: 0.5),
      horizon: min(
        habits.horizons.upperBound,
        habits.horizons.lowerBound + Int(generator.uniform() * Double(habits.horizons.count))),
      trend: habits.trend * generator.between(0.3, 1.7),
      value: habits.value * generator.between(0.3, 1.7),
      crowd: habits.crowd * generator.between(0.2, 1.8),
      bias: habits.bias + 0.25 * generator.normal(),
      opinion: 0.03 * generator.normal(),
      carryThreshold: generator.between(-0.00035, 0.0009))
  }
}

extension TraderHabits {
  /// Mean hours that a position is held when it is meant to be for a median of `median`, cut
  /// off where the tail is cut.
  func typicalHolding(median: Double) -> Double {
    median / (PortableMath.pow(2, 1 / holding.tail) - 1) / (holding.tail - 1) * 0.8
  }
}

extension Trader {
  /// Roughly what the account holds, US dollars: top traders are counted by it.
  fileprivate var account: Double {
    temperament.usualNotional / temperament.leverage * temperament.spareCollateral
  }
}

/// How a kind of traders behaves in the middle, and how far its members differ.
///
/// The figures are chosen, not fitted: they aim at the magnitudes of a large perpetual (open
/// interest, turnover, liquidated share, account ratios) and at the spread of settings against
/// effective leverage that measured wallets show.
struct TraderHabits {
  /// Traders of the kind, for one market.
  var count: Int
  /// Share of the open interest's two sides that the kind is to hold on average.
  var share: Double
  /// Time in the market over what holding and rest alone would give: stops, liquidations and
  /// looks that end in nothing shorten it. Measured on simulated markets.
  var occupancy: Double
  /// Natural logarithm's standard deviation of a trader's usual size.
  var sizeSpread: Double

  /// Median leverage setting and the spread of its logarithm.
  var leverage: (median: Double, spread: Double)
  /// Share of traders who margin in isolation.
  var isolated: Double
  /// Cross accounts: collateral in the account over the initial margin, median and log spread.
  var spareCollateral: (median: Double, spread: Double)

  /// Median hours that a position is meant to be held, and the tail's exponent.
  var holding: (median: Double, tail: Double)
  /// Mean hours between positions.
  var rest: Double

  /// Share of traders who leave a stop order, and who leave a take-profit order.
  var stops: Double
  var takesProfit: Double

  /// Weights of the signals in the wish to buy: see `TraderMind`.
  var trend: Double
  var value: Double
  var crowd: Double
  var bias: Double
  /// Averages that the trend is read from, indices into `PriceSignals.halfLives`.
  var horizons: ClosedRange<Int>

  /// Chance at a review of adding while the position gains, and while it loses.
  var addsToGain: Double
  var addsToLoss: Double
  /// Chance at a review of taking part of the position off.
  var trims: Double
  /// Chance of holding on when the time is up and the position loses.
  var holdsLoser: Double
  /// Chance at a review of putting up more margin for an isolated position deep under water.
  var topsUp: Double
}

extension TraderKind {
  var habits: TraderHabits {
    switch self {
    case .scalper:
      TraderHabits(
        count: 1_400, share: 0.008, occupancy: 0.62, sizeSpread: 1.2,
        leverage: (30, 0.55), isolated: 0.55, spareCollateral: (3, 0.6),
        holding: (0.5, 1.7), rest: 2.5, stops: 0.7, takesProfit: 0.7,
        trend: 0.4, value: -0.1, crowd: 0, bias: 0, horizons: 0...1,
        addsToGain: 0.03, addsToLoss: 0.03, trims: 0.08, holdsLoser: 0.3, topsUp: 0.02)
    case .retail:
      TraderHabits(
        count: 10_000, share: 0.25, occupancy: 0.62, sizeSpread: 1.6,
        leverage: (13, 0.8), isolated: 0.6, spareCollateral: (5, 0.8),
        holding: (28, 1.3), rest: 40, stops: 0.45, takesProfit: 0.45,
        trend: 0.2, value: 0.1, crowd: 0.3, bias: 0.2, horizons: 1...4,
        addsToGain: 0.03, addsToLoss: 0.08, trims: 0.06, holdsLoser: 0.6, topsUp: 0.12)
    case .trendFollower:
      TraderHabits(
        count: 1_000, share: 0.11, occupancy: 0.62, sizeSpread: 1.4,
        leverage: (7, 0.6), isolated: 0.45, spareCollateral: (4, 0.7),
        holding: (60, 1.5), rest: 50, stops: 0.7, takesProfit: 0.25,
        trend: 0.55, value: 0, crowd: 0.05, bias: 0.03, horizons: 3...5,
        addsToGain: 0.12, addsToLoss: 0.01, trims: 0.06, holdsLoser: 0.15, topsUp: 0.02)
    case .valueTrader:
      TraderHabits(
        count: 900, share: 0.24, occupancy: 0.62, sizeSpread: 1.4,
        leverage: (5, 0.6), isolated: 0.35, spareCollateral: (5, 0.7),
        holding: (60, 1.4), rest: 35, stops: 0.3, takesProfit: 0.6,
        trend: -0.25, value: 1.0, crowd: -0.2, bias: 0, horizons: 2...4,
        addsToGain: 0.02, addsToLoss: 0.12, trims: 0.08, holdsLoser: 0.5, topsUp: 0.1)
    case .whale:
      TraderHabits(
        count: 150, share: 0.22, occupancy: 0.62, sizeSpread: 1.1,
        leverage: (18, 0.5), isolated: 0.06, spareCollateral: (10, 0.7),
        holding: (200, 1.4), rest: 80, stops: 0.2, takesProfit: 0.3,
        trend: 0.2, value: 0.6, crowd: -0.2, bias: 0.03, horizons: 4...5,
        addsToGain: 0.07, addsToLoss: 0.08, trims: 0.08, holdsLoser: 0.4, topsUp: 0.1)
    case .hedgedHolder:
      TraderHabits(
        count: 160, share: 0.14, occupancy: 1, sizeSpread: 1.2,
        leverage: (3, 0.4), isolated: 0, spareCollateral: (1, 0),
        holding: (150, 1.5), rest: 24, stops: 0, takesProfit: 0,
        trend: 0, value: 0, crowd: 0, bias: 0, horizons: 3...3,
        addsToGain: 0, addsToLoss: 0, trims: 0, holdsLoser: 0, topsUp: 0)
    }
  }
}

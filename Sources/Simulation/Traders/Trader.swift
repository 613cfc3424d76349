import Market

/// What one trader is like; it stays so for the whole market.
struct Temperament {
  var kind: TraderKind
  /// Usual position, US dollars.
  var usualNotional: Double
  /// Usual leverage setting, before rounding to what the venue's slider is set to.
  var leverage: Double
  var marginMode: MarginMode
  /// Collateral of a cross account over the initial margin of the usual position.
  var spareCollateral: Double
  /// Median hours a position is meant to be held, and mean hours between positions.
  var holding: Double
  var rest: Double
  var leavesStop: Bool
  var leavesTakeProfit: Bool
  /// Loss at which a stop stands, as a share of the distance to liquidation or, where that is
  /// far, of a day's usual move; and the gain of a take-profit over it.
  var stopShare: Double
  var rewardRatio: Double
  var horizon: Int
  var trend: Double
  var value: Double
  var crowd: Double
  var bias: Double
  /// What the trader holds the market to be worth, in log units off the true value.
  var opinion: Double
  /// Premium over a funding interval at which a hedged holder comes in.
  var carryThreshold: Double
}

/// One trader: temperament, account and what is planned.
struct Trader {
  let temperament: Temperament
  var position: Position?
  /// The position that is being worked towards; large ones take many orders.
  var target: Lots = 0
  /// Leverage of the position that is being built or held.
  var leverage = 1
  /// Balance of the cross account when the position was begun, US dollars.
  var accountBalance = 0.0
  /// Step until which the position is meant to be held.
  var exitStep = 0
  /// Step of the last order: at most one order a step.
  var orderStep = -1
  /// Versions of the entries in the exchange's heaps that are still meant.
  var wakeVersion: UInt32 = 0
  var levelVersion: UInt32 = 0
  var liquidationVersion: UInt32 = 0
  /// Counted among the venue's top traders, by the size of the account.
  var isTopTrader = false

  init(temperament: Temperament) { self.temperament = temperament }

  var lots: Lots { position?.lots ?? 0 }
}

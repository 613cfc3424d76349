/// When traders are called: by time, by a price level, by their liquidation price.
extension SimulatedExchange {
  mutating func wake(_ trader: Int, afterHours hours: Double) {
    wake(trader, afterSteps: SimulationClock.steps(hours: hours))
  }

  /// Replaces the trader's next turn.
  mutating func wake(_ trader: Int, afterSteps steps: Int) {
    traders[trader].wakeVersion &+= 1
    wakes.insert(
      LevelHeap.Entry(
        level: Double(step + max(1, steps)), trader: Int32(trader),
        version: traders[trader].wakeVersion))
  }

  /// Puts the liquidation price of a changed position where the mark price will find it.
  mutating func watchLiquidation(_ trader: Int) {
    traders[trader].liquidationVersion &+= 1
    guard let position = traders[trader].position, let price = position.liquidationPrice else {
      return
    }
    let isLong = position.lots > 0
    let entry = LevelHeap.Entry(
      level: isLong ? -price : price, trader: Int32(trader),
      version: traders[trader].liquidationVersion)
    if isLong { longLiquidations.insert(entry) } else { shortLiquidations.insert(entry) }
  }

  /// Puts the stop and take-profit orders of a changed position where the last price will find
  /// them.
  mutating func watchOrders(_ trader: Int) {
    traders[trader].levelVersion &+= 1
    guard let position = traders[trader].position, traders[trader].target != 0 else { return }
    let levels = TraderMind.levels(traders[trader], position: position)
    let version = traders[trader].levelVersion
    let isLong = position.lots > 0
    if let falling = isLong ? levels.stop : levels.takeProfit {
      fallingLevels.insert(
        LevelHeap.Entry(level: -falling, trader: Int32(trader), version: version))
    }
    if let rising = isLong ? levels.takeProfit : levels.stop {
      risingLevels.insert(LevelHeap.Entry(level: rising, trader: Int32(trader), version: version))
    }
  }

  /// Drops entries that stand for nothing, where they have become the most.
  mutating func compactHeaps() {
    let limit = 3 * traders.count
    if wakes.count > limit {
      wakes.compact { traders[Int($0.trader)].wakeVersion == $0.version }
    }
    if longLiquidations.count > limit {
      longLiquidations.compact { traders[Int($0.trader)].liquidationVersion == $0.version }
    }
    if shortLiquidations.count > limit {
      shortLiquidations.compact { traders[Int($0.trader)].liquidationVersion == $0.version }
    }
    if fallingLevels.count > limit {
      fallingLevels.compact { traders[Int($0.trader)].levelVersion == $0.version }
    }
    if risingLevels.count > limit {
      risingLevels.compact { traders[Int($0.trader)].levelVersion == $0.version }
    }
  }
}

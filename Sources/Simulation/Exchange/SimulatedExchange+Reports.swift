import Market

/// How forced closes are executed, and which of that the venue reports.
extension SimulatedExchange {
  /// The venue works a forced close in orders of limited size that follow each other closely; all
  /// forced closes of a step begin at one moment in it.
  ///
  /// - Parameter execution: the price that all of them are filled at, in ticks.
  mutating func reportForcedOrders(at execution: Int64) {
    guard orders.contains(where: \.isForced) else { return }
    var closes: [ForcedClose] = []
    var offsets: [Double] = []
    var offset = 0.0
    for order in orders where order.isForced {
      guard let position = traders[order.trader].position else { continue }
      let bankruptcy = position.entryPrice - position.wallet / position.lots.base
      for lots in pieces(of: abs(position.lots)) {
        closes.append(
          ForcedClose(
            time: time(of: step), side: position.side, lots: lots, averageTicks: execution,
            position: step * traders.count + order.trader, entryPrice: Price(position.entryPrice),
            limitTicks: max(1, Int64((bankruptcy * ticksPerDollar).rounded()))))
        offsets.append(offset)
        offset += tape.exponential(mean: 60)
      }
    }
    let start = tape.uniform() * 14_000
    // Where there are too many for the step, they follow each other the faster.
    let pace = min(1, (14_999 - start) / max(1, offset))
    for index in closes.indices {
      closes[index].time =
        closes[index].time + TimeSpan(milliseconds: Int64(start + pace * offsets[index]))
      dayLiquidations.append(closes[index])
      if stream.reports(closes[index]) { dayReports.append(closes[index]) }
    }
  }

  /// Sizes of the orders that a position is closed by; they add up to it.
  private mutating func pieces(of lots: Lots) -> [Lots] {
    var pieces: [Lots] = []
    var left = lots
    while left > 0 {
      let size = tape.logNormal(median: normalVolume * 6e-6, spread: 1) * 1_000
      let piece = min(left, max(1, Lots(size)))
      pieces.append(piece)
      left -= piece
    }
    return pieces
  }
}

import Archive
import Liquidation
import Market

extension InstrumentWalk {
  /// How long ago a wallet may have been looked at: a nightly look counts until the next one.
  static let walletAge = TimeSpan.hours(36)

  /// The map, with the positions that the venue itself shows in their places.
  ///
  /// - Parameter withRanges: as for the ensemble's own map.
  func profile(at time: Timestamp, withRanges: Bool = true) -> LiquidationProfile {
    let modelled = ensemble.profile(withRanges: withRanges)
    guard !wallets.isEmpty else { return modelled }
    return modelled.measured(wallets(at: time).compactMap(\.position), openInterest: held)
  }

  /// What is known of each wallet at a moment that the walk has reached. A position whose liquidation
  /// price was crossed since the wallet was looked at is gone.
  func wallets(at time: Timestamp) -> [WalletSnapshot] {
    let standing = WalletSnapshot.standing(
      wallets, at: time, notOlderThan: InstrumentWalk.walletAge)
    guard !standing.isEmpty else { return [] }
    let extremes = extremes(since: time - InstrumentWalk.walletAge)
    return standing.map { snapshot in
      guard let position = snapshot.position, let price = position.liquidationPrice else {
        return snapshot
      }
      var low = 0
      var high = extremes.count
      while low < high {
        let middle = (low + high) / 2
        if extremes[middle].end > snapshot.time { low = middle + 1 } else { high = middle }
      }
      let path = (
        low: low > 0 ? extremes[low - 1].low : close, high: low > 0 ? extremes[low - 1].high : close
      )
      var known = snapshot
      if position.side == .long ? path.low <= price : path.high >= price { known.position = nil }
      return known
    }
  }

  /// By the end of each bar, newest first: how far the price went from that bar's start until now.
  private func extremes(since time: Timestamp) -> [(end: Timestamp, low: Price, high: Price)] {
    var path: [(end: Timestamp, low: Price, high: Price)] = []
    var low = close
    var high = close
    func goBack(over bars: some BidirectionalCollection<Bar>) {
      for bar in bars.reversed() {
        let end = bar.time + series.interval
        guard end > time else { return }
        low = min(low, bar.triggerLow)
        high = max(high, bar.triggerHigh)
        path.append((end, low, high))
      }
    }
    goBack(over: takenIn)
    // None of those is recent enough where one of the later ones was not.
    goBack(over: past.bars)
    return path
  }
}

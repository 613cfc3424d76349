import Liquidation
import Market

/// A zone of yesterday's map that the day's price reached, and what the price did then.
public struct ZoneSweep: Hashable, Sendable {
  /// The side that was waiting to be liquidated there.
  public var side: Side
  public var low: Price
  public var high: Price
  /// What yesterday's map held there, in dollars.
  public var usd: Estimate
  /// Start of the bar in which the price first entered the band.
  public var time: Timestamp
  /// True where the price went on to the band's far edge within the day.
  public var through: Bool
  /// Close one and four hours after that bar's close, relative to it; `nil` past the cut-off and
  /// where no bar ends just then.
  public var return1h: Double?
  public var return4h: Double?

  /// The zones that a day's bars reached.
  ///
  /// - Parameters:
  ///   - zones: as frozen at the close before the first bar.
  ///   - bars: the day's, in order of time, none beyond the cut-off.
  /// - Returns: in order of time, nearer zones first.
  public static func sweeps(of zones: [Zone], by bars: some Collection<Bar>, interval: TimeSpan)
    -> [ZoneSweep]
  {
    var closes: [Timestamp: Price] = [:]
    for bar in bars { closes[bar.time + interval] = bar.close }
    let sweeps = zones.compactMap { zone -> (sweep: ZoneSweep, distance: Double)? in
      guard let entry = bars.first(where: { zone.isEntered(by: $0) }) else { return nil }
      let end = entry.time + interval
      func change(after span: TimeSpan) -> Double? {
        closes[end + span].map { $0 / entry.close - 1 }
      }
      let sweep = ZoneSweep(
        side: zone.side, low: zone.low, high: zone.high, usd: zone.usd, time: entry.time,
        through: bars.contains { zone.isCrossed(by: $0) }, return1h: change(after: .hour),
        return4h: change(after: .hours(4)))
      return (sweep, abs(zone.distance))
    }
    return sweeps.sorted {
      $0.sweep.time != $1.sweep.time ? $0.sweep.time < $1.sweep.time : $0.distance < $1.distance
    }.map(\.sweep)
  }
}

extension Zone {
  /// Longs are liquidated from above, shorts from below.
  fileprivate func isEntered(by bar: Bar) -> Bool {
    side == .long ? bar.triggerLow <= high : bar.triggerHigh >= low
  }

  /// Whether a bar reaches the far edge.
  func isCrossed(by bar: Bar) -> Bool {
    side == .long ? bar.triggerLow <= low : bar.triggerHigh >= high
  }
}

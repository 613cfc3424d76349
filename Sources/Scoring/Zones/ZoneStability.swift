import Glibc
import Liquidation
import Market

/// How much of what one close's map shows as zones the next close's still shows.
///
/// Zones that the price touched in between have done their work and are left out; what becomes of the
/// others is the method's own steadiness. Nothing is fed back: a map does not depend on what was
/// published before it.
public struct ZoneStability: Sendable {
  /// What became of one side's untouched zones from one close to the next.
  public struct Step: Hashable, Sendable {
    /// The later close's.
    public var day: Day
    public var side: Side
    /// From close to close, in the first close's daily standard deviations; negative for a fall.
    public var moveSigmas: Double
    /// In the zones that were not touched.
    public var usd: Double
    /// The part of it at prices that a zone of the later close covers, each zone's dollars spread evenly
    /// over its band.
    public var keptUSD: Double
    /// The part of it in zones that any zone of the later close overlaps.
    public var metUSD: Double
    /// Of the zones that are met, dollars times how far the band's middle has moved to that of the zone
    /// which covers most of it, in daily standard deviations.
    public var drift: Double
    /// What would be kept of `usd` if the later zones stood anywhere between the close and the outermost
    /// zone of both closes.
    public var chanceUSD: Double
  }

  private struct Close: Sendable {
    var day: Day
    var close: Price
    var sigma: Double
    var zones: [Zone]
  }

  private var last: Close?
  /// In order of time, longs before shorts; closes without an untouched zone of a side have none.
  public private(set) var steps: [Step] = []

  public init() {}

  /// Takes a close in. Closes come in order; one that does not follow on the last is a new beginning.
  ///
  /// - Parameters:
  ///   - zones: as published at the close.
  ///   - low, high: the day's, of the mark price where it is known.
  ///   - sigma: one standard deviation of the daily log return, more than 0.
  public mutating func endDay(
    _ day: Day, zones: [Zone], low: Price, high: Price, close: Price, sigma: Double
  ) {
    defer { last = Close(day: day, close: close, sigma: sigma, zones: zones) }
    guard let last, last.day + 1 == day, last.sigma > 0 else { return }
    for side in Side.allCases {
      let before = last.zones.filter {
        $0.side == side && (side == .long ? low > $0.high : high < $0.low)
      }
      guard !before.isEmpty else { continue }
      let now = zones.filter { $0.side == side }
      let outermost = (before + now).map { abs(log($0.far / close)) }.max() ?? 0
      let covered = now.reduce(0) { $0 + $1.width }
      var step = Step(
        day: day, side: side, moveSigmas: log(close / last.close) / last.sigma, usd: 0, keptUSD: 0,
        metUSD: 0, drift: 0, chanceUSD: 0)
      for zone in before {
        let usd = zone.usd.value
        step.usd += usd
        step.chanceUSD += outermost > 0 ? usd * min(1, covered / outermost) : 0
        let shares = now.map { (zone: $0, share: zone.overlap($0) / zone.width) }
        step.keptUSD += usd * shares.reduce(0) { $0 + $1.share }
        guard let most = shares.max(by: { $0.share < $1.share }), most.share > 0 else { continue }
        step.metUSD += usd
        step.drift += usd * abs(most.zone.middle - zone.middle) / last.sigma
      }
      steps.append(step)
    }
  }

  /// All steps of a kind together.
  public struct Summary: Hashable, Sendable {
    public var steps: Int
    /// Of the dollars in zones that the price did not touch, the part that the next day's zones cover.
    public var kept: Double
    /// The part in zones that any of the next day's overlaps.
    public var met: Double
    /// What would be kept by chance.
    public var chance: Double
    /// How far the band's middle moves where a zone is met, in daily standard deviations, the mean by
    /// dollars.
    public var drift: Double
  }

  /// - Parameter isCounted: picks the steps.
  /// - Returns: `nil` where there is none.
  public func summary(_ isCounted: (Step) -> Bool = { _ in true }) -> Summary? {
    let counted = steps.filter(isCounted)
    let usd = counted.reduce(0) { $0 + $1.usd }
    let met = counted.reduce(0) { $0 + $1.metUSD }
    guard usd > 0 else { return nil }
    return Summary(
      steps: counted.count, kept: counted.reduce(0) { $0 + $1.keptUSD } / usd, met: met / usd,
      chance: counted.reduce(0) { $0 + $1.chanceUSD } / usd,
      drift: met > 0 ? counted.reduce(0) { $0 + $1.drift } / met : 0)
  }
}

extension Zone {
  /// The edge farther from the close.
  fileprivate var far: Price { side == .long ? low : high }
  /// In the price's logarithm.
  fileprivate var width: Double { log(high / low) }
  fileprivate var middle: Double { (log(low.value) + log(high.value)) / 2 }

  fileprivate func overlap(_ other: Zone) -> Double {
    max(0, log(min(high, other.high) / max(low, other.low)))
  }
}

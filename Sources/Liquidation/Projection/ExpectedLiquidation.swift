import Glibc
import Market

/// What of today's pools is expected to be liquidated within a day, three days and a week: each pool
/// times the probability that its price is touched, times the part of it that is still held then.
///
/// A pool that is touched at hour `t` has lost what was closed by choice up to `t`, not up to the
/// horizon; so it is a sum over steps of four hours. Pools opened after the close are not in it.
public struct ExpectedLiquidation: Sendable {
  /// In hours.
  public static let horizons = [24, 72, 168]

  public let instrument: Instrument
  public let grid: LogPriceGrid
  /// The lowest bin that holds anything.
  public let firstBin: Int
  public let binCount: Int
  private let memberCount: Int
  /// Horizon by horizon, member by member, side by side, each `binCount` dollars.
  private var dollars: [Double]

  /// - Parameters:
  ///   - profile: the map at the projection's close.
  ///   - survival: of the books that the map was drawn from.
  /// - Complexity: linear in the map's bins, times the members.
  public init(of profile: LiquidationProfile, projection: Projection, survival: PoolSurvival) {
    instrument = profile.instrument
    grid = profile.grid
    memberCount = profile.memberCount
    firstBin = profile.firstBin
    binCount = profile.binCount
    let horizons = ExpectedLiquidation.horizons.count
    dollars = [Double](repeating: 0, count: horizons * memberCount * 2 * binCount)
    guard binCount > 0 else { return }
    let touch = TouchTimes(projection)
    let home = grid.position(of: profile.close)
    for side in Side.allCases {
      let shares = ExpectedLiquidation.shares(
        side, of: profile, home: home, touch: touch, survival: survival)
      for member in 0..<memberCount {
        let held = profile.memberSlice(side, member)
        for horizon in 0..<horizons {
          let row = ((horizon * memberCount + member) * 2 + (side == .long ? 0 : 1)) * binCount
          for bin in 0..<binCount {
            dollars[row + bin] = held[held.startIndex + bin] * shares[bin * horizons + horizon]
          }
        }
      }
    }
  }

  /// The part of what stands in each bin that is expected to be liquidated, bin by bin, horizon by
  /// horizon: the bands' parts, each with the weight of its dollars.
  private static func shares(
    _ side: Side, of profile: LiquidationProfile, home: Double, touch: TouchTimes,
    survival: PoolSurvival
  ) -> [Double] {
    let horizons = ExpectedLiquidation.horizons.count
    let bands = LeverageBand.allCases.map { band in
      (
        usd: profile.layerSlice(side, band),
        shares: touch.shares(closingRate: survival.closingRate(side, band)?.value ?? 0)
      )
    }
    var result = [Double](repeating: 0, count: profile.binCount * horizons)
    for bin in 0..<profile.binCount {
      let total = bands.reduce(0) { $0 + $1.usd[$1.usd.startIndex + bin] }
      guard total > 0 else { continue }
      let away = Double(profile.firstBin + bin) + 0.5 - home
      let (point, part) = touch.place(max(0, -side.sign * away * profile.grid.step))
      for (usd, shares) in bands {
        let weight = usd[usd.startIndex + bin] / total
        guard weight > 0 else { continue }
        for horizon in 0..<horizons {
          let near = shares[point * horizons + horizon]
          let far = shares[(point + 1) * horizons + horizon]
          result[bin * horizons + horizon] += weight * (near + (far - near) * part)
        }
      }
    }
    return result
  }

  /// Each member's dollars in a range of bins; zeros for hours that are none of the horizons.
  public func members(_ side: Side, hours: Int, bins: Range<Int>) -> [Double] {
    let low = max(0, bins.lowerBound - firstBin)
    let high = min(binCount, bins.upperBound - firstBin)
    return (0..<memberCount).map { member in
      guard low < high, let start = start(side, hours: hours, member: member) else { return 0 }
      return dollars[start + low..<start + high].reduce(0, +)
    }
  }

  /// The members' mean by bin from `firstBin`, lowest price first.
  public func usd(_ side: Side, hours: Int) -> [Double] {
    var sum = [Double](repeating: 0, count: binCount)
    for member in 0..<memberCount {
      guard let start = start(side, hours: hours, member: member) else { break }
      for bin in 0..<binCount { sum[bin] += dollars[start + bin] / Double(memberCount) }
    }
    return sum
  }

  private func start(_ side: Side, hours: Int, member: Int) -> Int? {
    ExpectedLiquidation.horizons.firstIndex(of: hours).map {
      (($0 * memberCount + member) * 2 + (side == .long ? 0 : 1)) * binCount
    }
  }
}

extension Collection<ExpectedLiquidation> {
  /// What a side of a market is expected to lose, over all its instruments.
  public func total(_ side: Side, hours: Int) -> Estimate {
    total { $0.members(side, hours: hours, bins: $0.firstBin..<$0.firstBin + $0.binCount) }
  }

  /// The same within a zone.
  public func total(in zone: Zone, hours: Int) -> Estimate {
    total { $0.members(zone.side, hours: hours, bins: $0.grid.bins(of: zone)) }
  }

  private func total(_ members: (ExpectedLiquidation) -> [Double]) -> Estimate {
    let parts = map(members)
    var sum = [Double](repeating: 0, count: Swift.max(1, parts.map(\.count).max() ?? 1))
    for part in parts where !part.isEmpty {
      for index in sum.indices { sum[index] += part[index % part.count] }
    }
    return Estimate(members: sum)
  }
}

extension LogPriceGrid {
  /// The bins that a zone consists of. Its edges are bins' edges, or the close within a bin.
  func bins(of zone: Zone) -> Range<Int> {
    let first = Int((position(of: zone.low) + 1e-6).rounded(.down))
    return first..<Swift.max(first, Int((position(of: zone.high) - 1e-6).rounded(.up)))
  }
}

/// When a depth is first touched, on a grid of depths: what `ExpectedLiquidation` sums over.
private struct TouchTimes {
  private static let points = 128
  private static let farthest = 8.0

  /// The farthest depth; point `i` lies at its part `(i / (points - 1))^2`, finer near the close.
  private let farthest: Double
  /// Point by point, the probability that the first touch falls in each step.
  private let touches: [Double]

  init(_ projection: Projection) {
    let points = TouchTimes.points
    farthest = projection.sigma(hours: Projection.longest) * TouchTimes.farthest
    var touches: [Double] = []
    touches.reserveCapacity(points * Projection.steps)
    for point in 0..<points {
      let part = Double(point) / Double(points - 1)
      var before = 0.0
      for step in 1...Projection.steps {
        let now = projection.reachProbability(
          depth: part * part * farthest, withinHours: Double(step) * Projection.stepHours)
        touches.append(max(0, now - before))
        before = now
      }
    }
    self.touches = touches
  }

  /// The part of a pool that is expected to be liquidated, point by point, horizon by horizon.
  func shares(closingRate: Double) -> [Double] {
    let held = (0..<Projection.steps).map {
      exp(-closingRate * (Double($0) + 0.5) * Projection.stepHours)
    }
    var shares: [Double] = []
    shares.reserveCapacity(TouchTimes.points * ExpectedLiquidation.horizons.count)
    for point in 0..<TouchTimes.points {
      var sum = 0.0
      var step = 0
      for hours in ExpectedLiquidation.horizons {
        while step < Projection.steps, Double(step + 1) * Projection.stepHours <= Double(hours) {
          sum += touches[point * Projection.steps + step] * held[step]
          step += 1
        }
        shares.append(sum)
      }
    }
    return shares
  }

  /// The point at or before a depth and the part of the way to the next; beyond the grid its end.
  func place(_ depth: Double) -> (point: Int, part: Double) {
    let last = Double(TouchTimes.points - 1)
    let root = min(last - 1e-9, (depth / farthest).squareRoot() * last)
    let point = Int(root)
    let near = Double(point * point)
    return (point, (root * root - near) / (2 * Double(point) + 1))
  }
}

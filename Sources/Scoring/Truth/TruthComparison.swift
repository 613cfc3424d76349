import Liquidation
import Market

/// Holds estimated maps against true positions.
public enum TruthComparison {
  /// The height of the bands that the map's ranges are checked on, in basis points.
  static let bandBps = 100.0

  /// Scores a map of one close.
  ///
  /// - Parameters:
  ///   - truth: the positions open at the same close.
  ///   - profile: the map; its grid's bins are what is compared.
  ///   - close: the last price of the day, about which the map is drawn.
  public static func day(truth: TrueMap, profile: LiquidationProfile, close: Price) -> TruthScore {
    func sides(_ range: TruthRange) -> TruthSides {
      let bins = range.binCount(profile.grid)
      let map = TruthSides.Maps(profile, close: close, bins: bins)
      return TruthSides(both: both(truth, maps: map, close: close, grid: profile.grid)) { side in
        score(side, truth: truth, profile: profile, close: close, maps: map)
      }
    }
    return TruthScore(day: truth.day, close: close, near: sides(.near), whole: sides(.whole))
  }

  /// Scores positions that are no ensemble's map, such as one book's cohorts: without baselines, and
  /// without ranges that the truth could lie in.
  public static func score(
    of positions: [TrueMap.Position], against truth: TrueMap, _ side: Side, _ range: TruthRange,
    close: Price, grid: LogPriceGrid
  ) -> TruthRangeScore {
    func histogram(_ map: TrueMap) -> DistanceHistogram {
      DistanceHistogram(map, side: side, close: close, grid: grid, bins: range.binCount(grid))
    }
    let own = histogram(TrueMap(day: truth.day, positions: positions))
    let real = histogram(truth)
    return TruthRangeScore(
      fit: TruthFit(map: own.usd, truth: real.usd, binBps: grid.binBps),
      trueUSD: USD(real.total), mapUSD: USD(own.total), coverage: nil, baselines: [:])
  }

  private static func score(
    _ side: Side, truth: TrueMap, profile: LiquidationProfile, close: Price, maps: TruthSides.Maps
  ) -> TruthRangeScore {
    let grid = profile.grid
    let own = maps[side]
    let real = DistanceHistogram(
      truth, side: side, close: close, grid: grid, bins: own.usd.count)
    var baselines: [TruthBaseline: TruthFit] = [:]
    for baseline in TruthBaseline.allCases {
      guard
        let amounts = baseline.amounts(
          side, own: own, other: maps[side.opposite], close: close, grid: grid)
      else { continue }
      baselines[baseline] = TruthFit(map: amounts, truth: real.usd, binBps: grid.binBps)
    }
    return TruthRangeScore(
      fit: TruthFit(map: own.usd, truth: real.usd, binBps: grid.binBps),
      trueUSD: USD(real.total), mapUSD: USD(own.total),
      coverage: coverage(
        side, truth: real, profile: profile, close: close, upTo: [real.usd.count])[0].share,
      baselines: baselines)
  }

  /// From the lowest price to the highest.
  private static func both(
    _ truth: TrueMap, maps: TruthSides.Maps, close: Price, grid: LogPriceGrid
  ) -> TruthFit {
    func real(_ side: Side) -> [Double] {
      DistanceHistogram(
        truth, side: side, close: close, grid: grid, bins: maps[side].usd.count
      ).usd
    }
    return TruthFit(
      map: maps[.long].usd.reversed() + maps[.short].usd,
      truth: real(.long).reversed() + real(.short), binBps: grid.binBps)
  }

  /// The bands of 1 % of price on one side, by their distance from the close.
  ///
  /// - Parameter ends: how far in the price's logarithm each group goes, ascending; bands beyond the last, and
  ///   beyond what is mapped, are not counted.
  /// - Returns: a group for each end: the bands that begin nearer than it, and not nearer than the end before.
  public static func coverage(
    _ side: Side, truth: TrueMap, profile: LiquidationProfile, close: Price, upTo ends: [Double]
  ) -> [BandCoverage] {
    let bins = ends.map { Int(($0 / profile.grid.step).rounded()) }
    let real = DistanceHistogram(
      truth, side: side, close: close, grid: profile.grid, bins: bins.last ?? 0)
    return coverage(side, truth: real, profile: profile, close: close, upTo: bins)
  }

  /// - Parameter ends: in bins.
  private static func coverage(
    _ side: Side, truth: DistanceHistogram, profile: LiquidationProfile, close: Price,
    upTo ends: [Int]
  ) -> [BandCoverage] {
    let first = profile.grid.bin(of: close)
    let height = max(1, Int((bandBps / profile.grid.binBps).rounded()))
    // Beyond what is mapped no range is given, of which the truth could be out.
    let reach = min(
      truth.usd.count, Int((profile.mappedReach(side) / profile.grid.step).rounded()))
    var groups = [BandCoverage](repeating: BandCoverage(), count: ends.count)
    for start in stride(from: 0, to: reach, by: height) {
      let distances = start..<min(reach, start + height)
      let bins =
        side == .long
        ? first - distances.upperBound + 1..<first - distances.lowerBound + 1
        : first + distances.lowerBound..<first + distances.upperBound
      let estimate = Estimate(members: profile.members(side, bins: bins))
      let real = truth.usd[distances].reduce(0, +)
      guard real > 0 || estimate.p90 > 0, let group = ends.firstIndex(where: { start < $0 })
      else { continue }
      groups[group].add(isCovered: real >= estimate.p10 && real <= estimate.p90)
    }
    return groups
  }
}

extension TruthSides {
  /// The map's two sides by distance from the close.
  struct Maps {
    private let long: DistanceHistogram
    private let short: DistanceHistogram

    init(_ profile: LiquidationProfile, close: Price, bins: Int) {
      long = DistanceHistogram(profile, side: .long, close: close, bins: bins)
      short = DistanceHistogram(profile, side: .short, close: close, bins: bins)
    }

    subscript(side: Side) -> DistanceHistogram { side == .long ? long : short }
  }
}

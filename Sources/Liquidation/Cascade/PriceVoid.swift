import Market

/// A price range with little to liquidate between pools, or between the close and the first of them.
public struct PriceVoid: Sendable, Hashable {
  /// The side whose pools are missing: longs below the close, shorts above.
  public var side: Side
  public var low: Price
  public var high: Price
  /// From the close to the near edge, as a fraction of the close: negative below.
  public var distance: Double
  /// What little stands in it.
  public var usd: USD

  /// What holds less than this share of the side's mean, dollars by the price's logarithm within the
  /// range searched, is void. A convention.
  static let emptiness = 1.0 / 3
  /// No void is narrower than this, in the price's logarithm, nor than a quarter of a day's standard
  /// deviation.
  static let narrowest = 0.004

  /// The voids within six daily standard deviations of the close (10 to 30 %), nearest first.
  ///
  /// - Parameters:
  ///   - profiles: one for each instrument of the market, all on one grid.
  ///   - sigma: one standard deviation of the daily log return.
  ///   - depth: the order book where it is recorded: what is denser in it than its mean is no void.
  public static func voids(
    in profiles: [LiquidationProfile], close: Price, sigma: Double, depth: BookDepth? = nil
  ) -> [PriceVoid] {
    guard let grid = profiles.first?.grid, close.value > 0, close.value.isFinite else { return [] }
    let shown = profiles.filter { $0.grid == grid && $0.binCount > 0 }
    let spread = sigma.isFinite ? max(sigma, Volatility.floor) : Volatility.priorSigma
    let reach = min(
      ZoneFinder.farthest, max(ZoneFinder.nearest, ZoneFinder.reachSigmas * spread))
    let least = Int((max(narrowest, spread / 4) / grid.step).rounded(.up))
    var voids: [PriceVoid] = []
    for side in Side.allCases {
      let terrain = Terrain(side: side, profiles: shown, grid: grid, close: close, reach: reach)
      let isThin = thinPlaces(of: terrain, close: close, depth: depth)
      for range in runs(where: isThin, of: terrain) where range.count >= least {
        voids.append(void(range, terrain, close: close))
      }
    }
    return voids.sorted {
      abs($0.distance) != abs($1.distance)
        ? abs($0.distance) < abs($1.distance) : $0.side == .long && $1.side == .short
    }
  }

  /// For each place of the terrain whether it is void.
  private static func thinPlaces(of terrain: Terrain, close: Price, depth: BookDepth?) -> [Bool] {
    let searched = terrain.heights[terrain.searched]
    let mean = searched.reduce(0, +) / Double(max(1, searched.count))
    let middle = terrain.grid.position(of: close)
    return terrain.heights.indices.map { place in
      guard terrain.searched.contains(place), terrain.heights[place] < emptiness * mean else {
        return false
      }
      let distance = abs(Double(terrain.firstBin + place) + 0.5 - middle) * terrain.grid.step
      guard let density = depth?.density(at: distance, terrain.side),
        let usual = depth?.meanDensity(terrain.side)
      else { return true }
      return density <= usual
    }
  }

  /// Runs of void places within what is searched, if a pool follows on the far side.
  private static func runs(where isThin: [Bool], of terrain: Terrain) -> [Range<Int>] {
    let searched = terrain.searched
    var runs: [Range<Int>] = []
    var start: Int?
    for place in searched.lowerBound...searched.upperBound {
      if place < searched.upperBound, isThin[place] {
        start = start ?? place
      } else if let from = start {
        runs.append(from..<place)
        start = nil
      }
    }
    return runs.filter {
      terrain.side == .long
        ? $0.lowerBound > searched.lowerBound : $0.upperBound < searched.upperBound
    }
  }

  private static func void(_ range: Range<Int>, _ terrain: Terrain, close: Price) -> PriceVoid {
    let bins = terrain.firstBin + range.lowerBound..<terrain.firstBin + range.upperBound
    var low = terrain.grid.lowerEdge(bins.lowerBound)
    var high = terrain.grid.lowerEdge(bins.upperBound)
    // The bin that holds the close may reach past it.
    if terrain.side == .long { high = min(high, close) } else { low = max(low, close) }
    let near = terrain.side == .long ? high : low
    return PriceVoid(
      side: terrain.side, low: low, high: high, distance: near / close - 1,
      usd: USD(terrain.dollars(in: bins)))
  }
}

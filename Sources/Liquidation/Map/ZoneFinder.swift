import Market

/// Finds the zones in a map.
public enum ZoneFinder {
  /// No zone is wider than this on either side of its peak, in the price's logarithm.
  static let halfWidth = 0.009
  /// A peak is measured against its surroundings: the ground within this much of it, in the price's
  /// logarithm, on either side.
  static let surroundings = 0.04
  /// A zone ends where the map has fallen by this part of the peak's rise over its surroundings.
  static let edgeFall = 0.5
  /// A peak that rises less than this over its surroundings, as a part of its height, is no zone. The
  /// map shows nothing finer than 1 %, so that its waves are low.
  static let leastProminence = 0.03
  /// Zones are looked for within so many daily standard deviations of the close, but at least
  /// within `nearest` and at most within `farthest`.
  static let reachSigmas = 6.0
  static let nearest = 0.10
  static let farthest = 0.30

  /// What stands nearer than this many daily standard deviations to the close is the price's own
  /// surroundings: that it is touched is no forecast.
  static let nearestSigmas = 0.15

  /// A zone with less than this share of its side's largest is left out.
  private static let smallestShare = 0.03

  /// The largest zones of both sides.
  ///
  /// A side's dollars, over all profiles, are smoothed over five bins and measured by the slope of
  /// their surroundings. Every local maximum gets its topographic prominence within them; those that stand out become bands, from the
  /// peak down to half its rise or to `halfWidth` away, whichever comes first. The best are chosen by
  /// dollars times prominence, weighed down with distance, since far pools are large everywhere.
  ///
  /// - Parameters:
  ///   - profiles: one for each instrument of the market, all on one grid.
  ///   - close: the market's price: zones of longs end at or below it, of shorts begin at or above.
  ///   - sigma: one standard deviation of the daily log return.
  ///   - limitPerSide: the most zones a side.
  /// - Returns: longs, then shorts, each side's largest first.
  public static func zones(
    in profiles: [LiquidationProfile], close: Price, sigma: Double, limitPerSide: Int
  ) -> [Zone] {
    guard let grid = profiles.first?.grid, close.value > 0, close.value.isFinite,
      limitPerSide > 0
    else { return [] }
    let shown = profiles.filter { $0.grid == grid && $0.binCount > 0 }
    let spread = sigma.isFinite ? max(sigma, Volatility.floor) : Volatility.priorSigma
    let reach = min(farthest, max(nearest, reachSigmas * spread))
    return Side.allCases.flatMap { side in
      let terrain = Terrain(side: side, profiles: shown, grid: grid, close: close, reach: reach)
      let gap = max(2, Int(nearestSigmas * spread / grid.step))
      let chosen = terrain.bands()
        .compactMap { apart($0, side, home: grid.bin(of: close), gap: gap) }
        .map { band in (band: band, weight: weight(of: band, terrain, close, spread)) }
        .sorted { $0.weight > $1.weight }
        .prefix(limitPerSide)
      let zones = chosen.map { zone($0.band, terrain, shown, close: close, sigma: spread) }
        .sorted { $0.usd.value > $1.usd.value }
      // Dust beside the close can stand out from nothing; it moves no price.
      let largest = zones.first?.usd.value ?? 0
      return zones.filter { $0.usd.value >= largest * smallestShare && $0.usd.p90 > 0 }
    }
  }

  /// The band without what stands about the close; `nil` where its peak stands there.
  private static func apart(
    _ band: Terrain.Band, _ side: Side, home: Int, gap: Int
  ) -> Terrain.Band? {
    var band = band
    let bins = band.bins
    switch side {
    case .long:
      guard band.peak < home - gap else { return nil }
      band.bins = bins.lowerBound..<min(bins.upperBound, home - gap)
    case .short:
      guard band.peak > home + gap else { return nil }
      band.bins = max(bins.lowerBound, home + gap + 1)..<bins.upperBound
    }
    return band
  }

  private static func weight(
    of band: Terrain.Band, _ terrain: Terrain, _ close: Price, _ sigma: Double
  ) -> Double {
    let distance = abs(terrain.grid.center(band.peak) / close - 1) / sigma / 2
    return terrain.dollars(in: band.bins) * band.prominence / (1 + distance * distance)
  }

  private static func zone(
    _ band: Terrain.Band, _ terrain: Terrain, _ profiles: [LiquidationProfile], close: Price,
    sigma: Double
  ) -> Zone {
    let side = terrain.side
    let grid = terrain.grid
    var low = grid.lowerEdge(band.bins.lowerBound)
    var high = grid.lowerEdge(band.bins.upperBound)
    // The bin that holds the close may reach past it; its pool does not.
    if side == .long { high = min(high, close) } else { low = max(low, close) }
    var members = [Double](repeating: 0, count: profiles.map(\.memberCount).max() ?? 1)
    var bands: [LeverageBand: USD] = [:]
    var venues: [Venue: USD] = [:]
    var ages: [(age: TimeSpan, usd: Double)] = []
    for profile in profiles {
      let values = profile.members(side, bins: band.bins)
      for index in members.indices { members[index] += values[index % values.count] }
      for leverage in LeverageBand.allCases {
        let layer = profile.layerSlice(side, leverage)
        for bin in band.bins
        where bin >= profile.firstBin && bin < profile.firstBin + profile.binCount {
          let usd = layer[layer.startIndex + bin - profile.firstBin]
          guard usd > 0 else { continue }
          bands[leverage, default: .zero] += USD(usd)
          venues[profile.instrument.venue, default: .zero] += USD(usd)
          if let age = profile.meanAge(side, leverage, bin: bin) { ages.append((age, usd)) }
        }
      }
    }
    let near = side == .long ? high : low
    let distance = near / close - 1
    return Zone(
      side: side, low: low, high: high,
      peak: min(high, max(low, grid.center(band.peak))), usd: Estimate(members: members),
      distance: distance, sigmas: distance / sigma, bands: bands, venues: venues,
      medianAge: median(ages), prominence: band.prominence)
  }

  private static func median(_ ages: [(age: TimeSpan, usd: Double)]) -> TimeSpan {
    let sorted = ages.sorted { $0.age < $1.age }
    let half = sorted.reduce(0) { $0 + $1.usd } / 2
    var sum = 0.0
    for (age, usd) in sorted {
      sum += usd
      if sum >= half { return age }
    }
    return TimeSpan(milliseconds: 0)
  }
}

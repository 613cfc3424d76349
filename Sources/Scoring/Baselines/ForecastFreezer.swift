import Glibc
import Liquidation
import Market

/// Follows an instrument's bars beside its book and freezes the map and every baseline at a close.
struct ForecastFreezer: Sendable {
  private let grid: LogPriceGrid
  private let reach: Double
  private var history: PriceHistory
  private var openInterestRule: OpenInterestRule
  private var takerRule: TakerRule

  init(grid: LogPriceGrid, reach: Double) {
    self.grid = grid
    self.reach = reach
    history = PriceHistory(grid: grid)
    openInterestRule = OpenInterestRule(grid: grid)
    takerRule = TakerRule(grid: grid)
  }

  mutating func record(_ bar: Bar) {
    history.record(bar)
    openInterestRule.record(bar)
    takerRule.record(bar)
  }

  /// - Parameters:
  ///   - profile: the book's map at the close.
  ///   - weights: the rates of each leverage band by side, as fitted so far; `nil` where nothing was.
  func freeze(
    day: Day, profile: LiquidationProfile, sigma: Double, weights: (Side) -> SIMD4<Double>?
  ) -> FrozenForecast {
    var forecast = FrozenForecast(
      instrument: profile.instrument, day: day, close: profile.close, sigma: sigma, longs: [:],
      shorts: [:])
    forecast.longs = maps(.long, profile: profile, sigma: sigma, weights: weights(.long))
    forecast.shorts = maps(.short, profile: profile, sigma: sigma, weights: weights(.short))
    return forecast
  }

  private func maps(
    _ side: Side, profile: LiquidationProfile, sigma: Double, weights: SIMD4<Double>?
  ) -> [ForecastKind: SideMap] {
    let close = profile.close
    let home = grid.bin(of: close)
    let width = Int(reach / grid.step)
    let bins = side == .long ? home - width...home : home...home + width
    let price = PriceRules(grid: grid, close: close, sigma: sigma)
    let own = SideMap(firstBin: profile.firstBin, density: profile.usd(side))
    let other = SideMap(firstBin: profile.firstBin, density: profile.usd(side.opposite))
    var calibrated = [Double](repeating: 0, count: profile.binCount)
    for (index, band) in LeverageBand.allCases.enumerated() {
      for (bin, usd) in profile.usd(side, band).enumerated() {
        calibrated[bin] += usd * (weights?[index] ?? 1)
      }
    }
    let weighed = SideMap(firstBin: profile.firstBin, density: calibrated)
    var maps: [ForecastKind: SideMap] = [:]
    for kind in ForecastKind.allCases {
      maps[kind] = SideMap(bins: bins) { bin in
        switch kind {
        case .book: own[bin]
        case .calibrated: weighed[bin]
        case .mirrored: other[2 * home - bin]
        case .uniform: 1
        case .distance: price.distance(bin)
        case .timeAtPrice: history.time(at: bin)
        case .volumeAtPrice: history.volume(at: bin)
        case .roundNumbers: price.roundness(bin)
        case .ladder: price.ladder(bin)
        case .openInterestRule: openInterestRule.usd(side, bin: bin)
        case .takerRule: takerRule.usd(side, bin: bin)
        }
      }
    }
    return maps
  }
}

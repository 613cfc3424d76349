import Glibc
import Liquidation
import Market

/// Follows an instrument's bars beside its book and freezes the map and every baseline at a close.
struct ForecastFreezer: Sendable, Codable {
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
  ///   - kinds: the forecasts that are wanted.
  ///   - prior: the map of the book with the prior's mix; left out where `nil`.
  func freeze(
    day: Day, profile: LiquidationProfile, sigma: Double,
    kinds: [ForecastKind] = ForecastKind.allCases,
    prior: LiquidationProfile? = nil
  ) -> FrozenForecast {
    var forecast = FrozenForecast(
      instrument: profile.instrument, day: day, close: profile.close, sigma: sigma, longs: [:],
      shorts: [:])
    let past = history.totals
    func maps(_ side: Side) -> [ForecastKind: SideMap] {
      self.maps(side, kinds, profile: profile, prior: prior, sigma: sigma, past: past)
    }
    forecast.longs = maps(.long)
    forecast.shorts = maps(.short)
    return forecast
  }

  private func maps(
    _ side: Side, _ kinds: [ForecastKind], profile: LiquidationProfile,
    prior: LiquidationProfile?, sigma: Double, past: PriceTotals
  ) -> [ForecastKind: SideMap] {
    let close = profile.close
    let home = grid.bin(of: close)
    let width = Int(reach / grid.step)
    let bins = side == .long ? home - width...home : home...home + width
    let price = PriceRules(grid: grid, close: close, sigma: sigma)
    let own = SideMap(firstBin: profile.firstBin, density: profile.usd(side))
    let other = SideMap(firstBin: profile.firstBin, density: profile.usd(side.opposite))
    let plain = prior.map { SideMap(firstBin: $0.firstBin, density: $0.usd(side)) }
    var maps: [ForecastKind: SideMap] = [:]
    for kind in kinds where kind != .prior || plain != nil {
      maps[kind] = SideMap(bins: bins) { bin in
        switch kind {
        case .book: own[bin]
        case .prior: plain?[bin] ?? 0
        case .mirrored: other[2 * home - bin]
        case .uniform: 1
        case .distance: price.distance(bin)
        case .timeAtPrice: past.time[bin] ?? 0
        case .volumeAtPrice: past.volume[bin] ?? 0
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

import Foundation
import Liquidation
import Market
import Scoring
import Simulation

/// How much of one close's zones the next close still shows: of the map's, and in simulated markets of
/// those that would be found if every position were known to 1 % of price.
enum StabilityTable {
  /// As a briefing has them.
  private static let zonesPerSide = 5

  /// Seeds 4 to 13.
  static func printSimulated(in folder: String) throws {
    let markets = try (UInt64(4)...13).map { seed in
      let market = try BenchmarkMarket(TraderMix(), seed: seed, in: folder)
      var tracker = Tracker(market.instrument, interval: market.series.interval)
      try market.walk { tracker.endDay($0, truth: $1, isCounted: $1 != nil) }
      return tracker
    }
    printHeader()
    printRows("map", markets.map(\.map))
    printRows("true positions, spread by 1 %", markets.map(\.truth))
  }

  static func printTable(of data: BackedSeries) throws {
    let series = try data.read()
    var tracker = Tracker(series.instrument, interval: series.interval)
    var next = 0
    for (index, day) in series.completeDays.enumerated() {
      let end = series.bars[next...].firstIndex { $0.time >= day.close } ?? series.bars.endIndex
      tracker.endDay(series.bars[next..<end], truth: nil, isCounted: index >= 2)
      next = end
    }
    printHeader()
    printRows("map", [tracker.map])
  }

  private struct Tracker {
    let interval: TimeSpan
    var ensemble: BookEnsemble
    var ranges: [DailyRange] = []
    var map = ZoneStability()
    var truth = ZoneStability()

    init(_ instrument: Instrument, interval: TimeSpan) {
      self.interval = interval
      ensemble = BookEnsemble(instrument: instrument, margin: .builtIn(for: instrument))
    }

    mutating func endDay(_ bars: Slice<Bars>, truth positions: TrueMap?, isCounted: Bool) {
      ensemble.advance(bars, interval: interval)
      guard let day = bars.last?.time.day, let low = bars.map(\.triggerLow).min(),
        let high = bars.map(\.triggerHigh).max()
      else { return }
      let close = ensemble.close
      ranges.append(DailyRange(high: high, low: low, close: close))
      guard isCounted else { return }
      let sigma = Volatility.dailySigma(ranges)
      let profile = ensemble.profile()
      func zones(_ profile: LiquidationProfile) -> [Zone] {
        ZoneFinder.zones(
          in: [profile], close: close, sigma: sigma, limitPerSide: StabilityTable.zonesPerSide)
      }
      map.endDay(
        day, zones: zones(profile), low: low, high: high, close: close, sigma: sigma)
      guard let positions else { return }
      truth.endDay(
        day, zones: zones(known(positions, profile)), low: low, high: high, close: close,
        sigma: sigma)
    }

    /// The true positions in place of the modelled ones, spread as the map's pools are.
    private func known(_ truth: TrueMap, _ profile: LiquidationProfile) -> LiquidationProfile {
      let grid = profile.grid
      let home = grid.bin(of: profile.close)
      let deviation = 0.01 / grid.step
      let reach = Int(4 * deviation)
      let bell = (-reach...reach).map { exp(-0.5 * pow(Double($0) / deviation, 2)) }
      let mass = bell.reduce(0, +)
      var positions: [MeasuredPosition] = []
      for side in Side.allCases {
        let outward = -Int(side.sign)
        // From the close outward; as far as zones are looked for, and what they are measured against.
        var usd = [Double](repeating: 0, count: 500)
        for position in truth.positions where position.side == side {
          guard let price = position.liquidationPrice, price.value > 0 else { continue }
          let distance = outward * (grid.bin(of: price) - home)
          guard distance >= 0 else { continue }
          for (offset, weight) in bell.enumerated() {
            // Turned back at the close.
            let place = distance + offset - reach
            let folded = place < 0 ? -1 - place : place
            guard folded < usd.count else { continue }
            usd[folded] += (position.quantity * price).value * weight / mass
          }
        }
        for (distance, usd) in usd.enumerated() where usd > 0 {
          let price = grid.center(home + outward * distance)
          positions.append(
            MeasuredPosition(
              side: side, quantity: USD(usd) / price, entryPrice: profile.close,
              liquidationPrice: price, leverage: 1, marginMode: .isolated))
        }
      }
      // Where all that is held is measured, nothing is modelled.
      return profile.measured(positions, openInterest: Base(1e-9))
    }
  }

  private static func printHeader() {
    print(
      """
      | zones of | days | side | steps | kept | by chance | met | drift, sd |
      |---|---|---|---|---|---|---|---|
      """)
  }

  private static func printRows(_ name: String, _ markets: [ZoneStability]) {
    let kinds: [(String, (ZoneStability.Step) -> Bool)] = [
      ("all", { _ in true }), ("calm", { abs($0.moveSigmas) < 0.5 }),
      ("wild", { abs($0.moveSigmas) > 1 }),
    ]
    for (kind, isCounted) in kinds {
      for side in Side.allCases {
        let sums = markets.compactMap { $0.summary { isCounted($0) && $0.side == side } }
        guard !sums.isEmpty else { continue }
        func mean(_ figure: (ZoneStability.Summary) -> Double) -> String {
          NumberText.fixed(sums.reduce(0) { $0 + figure($1) } / Double(sums.count), decimals: 2)
        }
        print(
          "| \(name) | \(kind) | \(side.rawValue) | \(sums.reduce(0) { $0 + $1.steps }) "
            + "| \(mean(\.kept)) | \(mean(\.chance)) | \(mean(\.met)) | \(mean(\.drift)) |")
      }
    }
  }
}

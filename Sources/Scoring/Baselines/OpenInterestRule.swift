import Liquidation
import Market

/// The rule that open-source heatmaps share: each rise in open interest was opened at the bar's close,
/// all long where the candle rose and all short where it fell, at fixed leverages.
///
/// Liquidation stands at `close (1 -/+ (1/L - m/L))` with m = 0.4 %, as such scripts have it. A bar
/// clears the levels that its range reached; a fall in open interest thins what is left in proportion.
struct OpenInterestRule: Sendable, Codable {
  static let weights: [(leverage: Double, share: Double)] = [
    (5, 0.15), (10, 0.30), (25, 0.25), (50, 0.20), (100, 0.10),
  ]
  static let maintenance = 0.004

  private let grid: LogPriceGrid
  private var longs: [Int: Double] = [:]
  private var shorts: [Int: Double] = [:]
  private var before: Base?
  /// Everything is to be multiplied by this.
  private var scale = 1.0

  init(grid: LogPriceGrid) { self.grid = grid }

  mutating func record(_ bar: Bar) {
    guard bar.low.value > 0, bar.low <= bar.high, bar.close.value > 0 else { return }
    let low = grid.bin(of: bar.low)
    let high = grid.bin(of: bar.high)
    // Most bars reach no level: then nothing is copied.
    if longs.keys.contains(where: { $0 >= low }) { longs = longs.filter { $0.key < low } }
    if shorts.keys.contains(where: { $0 <= high }) { shorts = shorts.filter { $0.key > high } }
    guard let held = bar.openInterest, held.value.isFinite, held.value > 0 else { return }
    defer { before = held }
    guard let before else { return }
    if held < before {
      scale *= held / before
      if scale < 1e-9 { renormalise() }
      return
    }
    let opened = (held - before) * bar.close
    guard opened.value > 0 else { return }
    let isLong = bar.close >= bar.open
    for (leverage, share) in OpenInterestRule.weights {
      let distance = (1 - OpenInterestRule.maintenance) / leverage
      let level = bar.close * (isLong ? 1 - distance : 1 + distance)
      let usd = opened.value * share / scale
      if isLong {
        longs[grid.bin(of: level), default: 0] += usd
      } else {
        shorts[grid.bin(of: level), default: 0] += usd
      }
    }
  }

  func usd(_ side: Side, bin: Int) -> Double {
    (side == .long ? longs[bin] : shorts[bin]).map { $0 * scale } ?? 0
  }

  private mutating func renormalise() {
    longs = longs.mapValues { $0 * scale }
    shorts = shorts.mapValues { $0 * scale }
    scale = 1
  }
}

import Liquidation
import Market

/// The rule of trade-based maps: each large taker trade puts its full amount at each of four leverages.
///
/// Bars hold no single trades, so each bar's taker imbalance stands for them, at its typical price: long
/// where buyers took the price, short where sellers did. Levels stand at `1 -/+ 1/L` without a margin
/// rate and are never cleared; those beyond the last price are left out of a map, as the rule does.
struct TakerRule: Sendable, Codable {
  static let leverages: [Double] = [10, 25, 50, 100]

  private let grid: LogPriceGrid
  private var longs: [Int: Double] = [:]
  private var shorts: [Int: Double] = [:]

  init(grid: LogPriceGrid) { self.grid = grid }

  mutating func record(_ bar: Bar) {
    guard let bought = bar.takerBuyVolume, bar.low.value > 0, bar.low <= bar.high else { return }
    let excess = 2 * bought.value - bar.volume.value
    guard excess.isFinite, excess != 0 else { return }
    let usd = abs(excess) * bar.typicalPrice.value
    for leverage in TakerRule.leverages {
      if excess > 0 {
        longs[grid.bin(of: bar.typicalPrice * (1 - 1 / leverage)), default: 0] += usd
      } else {
        shorts[grid.bin(of: bar.typicalPrice * (1 + 1 / leverage)), default: 0] += usd
      }
    }
  }

  func usd(_ side: Side, bin: Int) -> Double { (side == .long ? longs[bin] : shorts[bin]) ?? 0 }
}

import Glibc
import Liquidation
import Market

/// How far from the close maps are compared, on the losing side of each position.
public enum TruthRange: String, Sendable, Hashable, Codable, CaseIterable {
  /// Within 10 % of the close in the logarithm: from a 1.1th of it to 1.1 times. What a few days reach.
  case near
  /// From half the close to twice. What lies beyond is left out: no map of days is about it, and a
  /// few positions with twenty times their margin would outweigh all others.
  case whole

  /// The distance from the close, in the price's logarithm.
  var reach: Double { self == .near ? log(1.1) : log(2) }

  /// How many bins of a grid lie in the range on one side, the close's own the first of them.
  func binCount(_ grid: LogPriceGrid) -> Int { Int((reach / grid.step).rounded()) }
}

/// Dollars by distance from the close, on one side: element 0 is the bin of the close, the next one
/// is a bin farther, down for longs and up for shorts.
struct DistanceHistogram: Sendable, Hashable {
  var usd: [Double]

  var total: Double { usd.reduce(0, +) }

  init(usd: [Double]) { self.usd = usd }

  /// What the map has.
  init(_ profile: LiquidationProfile, side: Side, close: Price, bins: Int) {
    let first = profile.grid.bin(of: close)
    let values = profile.usd(side)
    usd = (0..<bins).map { distance in
      let index = first + Int(-side.sign) * distance - profile.firstBin
      return values.indices.contains(index) ? values[index] : 0
    }
  }

  /// What is true. A position whose price lies on the gaining side of the close, which mark and last
  /// price can differ enough for, or beyond the bins, is not counted.
  init(_ truth: TrueMap, side: Side, close: Price, grid: LogPriceGrid, bins: Int) {
    usd = [Double](repeating: 0, count: bins)
    let first = grid.bin(of: close)
    for position in truth.positions where position.side == side {
      guard let price = position.liquidationPrice else { continue }
      let distance = Int(-side.sign) * (grid.bin(of: price) - first)
      guard usd.indices.contains(distance) else { continue }
      usd[distance] += (position.quantity * price).value
    }
  }
}

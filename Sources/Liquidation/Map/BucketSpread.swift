import Glibc
import Market

/// Spreads what a member has of a bucket over a part of the bucket's leverages.
///
/// A member holds all of a bucket at one leverage, which far from the close is a needle where positions
/// fill a range: there a bucket's ends lie 10 to 40 % of price apart, for longs farther than for shorts
/// of the same leverages. Only the members are spread, for their ranges; their mean stays the map's.
struct BucketSpread {
  /// How much of a bucket's width, on the logarithm of leverage, is filled. The rest is what members
  /// differ in. Chosen so that p10 to p90 hold four fifths of the true amounts of simulated markets
  /// (seeds 1 to 3, `Guides/Calibration.md`).
  static let filled = 0.5

  /// The close's bin, and how many bins lie from it outward on the side.
  let home: Int
  let side: Side
  private var steps: [Double]

  /// - Parameters:
  ///   - home: the close's bin, counted from the row's first.
  ///   - bins: the row's.
  init(side: Side, home: Int, bins: Int) {
    self.side = side
    self.home = home
    steps = [Double](repeating: 0, count: (side == .long ? home + 1 : bins - home) + 1)
  }

  /// Bins on either side of its place that a bucket's content is spread over.
  static func halfWidth(
    bucket: Int, margin: BucketMargin, instrument: Instrument, grid: LogPriceGrid
  ) -> Int {
    guard let ratio = margin.ratio, bucket > 0 else { return 0 }
    let width = log(LeverageLadder.edges[bucket] / LeverageLadder.edges[bucket - 1])
    // By how much the logarithm of the liquidation price moves with that of leverage.
    let slope = (instrument.kind == .linear ? 1 / ratio : ratio) / margin.leverage
    return Int(filled * width * slope / grid.step / 2 + 0.5)
  }

  /// Notes what stands in a bin; what would be carried past the close is turned back there.
  ///
  /// - Returns: whether it was noted: what stands on the close's wrong side is not spread.
  mutating func add(_ usd: Double, bin: Int, halfWidth: Int) -> Bool {
    let distance = side == .long ? home - bin : bin - home
    let end = steps.count - 1
    guard distance >= 0, distance < end else { return false }
    let share = usd / Double(2 * halfWidth + 1)
    steps[max(0, distance - halfWidth)] += share
    steps[min(end, distance + halfWidth + 1)] -= share
    if distance < halfWidth {
      steps[0] += share
      steps[min(end, halfWidth - distance)] -= share
    }
    return true
  }

  /// Adds what was noted to a row of the map, and forgets it.
  ///
  /// - Parameter row: where the row starts in `values`.
  mutating func empty(into values: inout [Double], row: Int) {
    var sum = 0.0
    let outward = side == .long ? -1 : 1
    for distance in 0..<steps.count - 1 {
      sum += steps[distance]
      steps[distance] = 0
      values[row + home + outward * distance] += max(0, sum)
    }
    steps[steps.count - 1] = 0
  }
}

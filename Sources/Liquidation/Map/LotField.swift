import Glibc
import Market

/// By how much more or less than expected stands about a price, because positions are few and large.
///
/// A log-normal factor with a mean of one, drawn for each member, side and hundredth of the price's
/// logarithm, in between interpolated. It hangs on the price and nothing else, so that what a member
/// has at a price today it has there tomorrow.
struct LotField: Sendable {
  /// Standard deviation of the factor's logarithm, chosen so that p10 to p90 hold four fifths of the
  /// true amounts of simulated markets (seeds 1 to 3, `Guides/Truth.md`).
  static let deviation = 1.1
  /// Distance over which draws are independent, in the price's logarithm.
  static let length = 0.01

  let member: Int
  let side: Side

  /// - Parameters:
  ///   - first: the lowest bin.
  ///   - count: how many.
  /// - Returns: a factor for each bin.
  func factors(first: Int, count: Int, grid: LogPriceGrid) -> [Double] {
    guard count > 0 else { return [] }
    let spacing = LotField.length / grid.step
    let start = Int((Double(first) / spacing).rounded(.down))
    let end = Int((Double(first + count) / spacing).rounded(.down)) + 1
    let nodes = (start...end).map { exp(LotField.deviation * normal($0)) }
    var factors: [Double] = []
    factors.reserveCapacity(count)
    var place = (Double(first) + 0.5) / spacing - Double(start)
    for _ in 0..<count {
      let node = Int(place)
      let part = place - Double(node)
      factors.append(nodes[node] + part * (nodes[node + 1] - nodes[node]))
      place += 1 / spacing
    }
    return factors
  }

  private func normal(_ node: Int) -> Double {
    let stream = UInt64(bitPattern: Int64(node)) &* 2 &+ (side == .long ? 0 : 1)
    var random = SeededGenerator(seed: UInt64(member) &+ 1).fork(stream)
    // The sum of twelve uniform numbers is near a normal one.
    var sum = -6.0
    for _ in 0..<12 { sum += random.uniform() }
    return sum
  }
}

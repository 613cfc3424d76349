import Glibc
import Liquidation
import Market

/// Other maps, scored beside ours. None has a free number that was fitted.
public enum TruthBaseline: String, Sendable, Hashable, Codable, CaseIterable {
  /// The same amount in every bin.
  case uniform
  /// The nearer the more: falls to a third with each 5 % of distance.
  case distance
  /// The public ladder: equal amounts at 1/L from the close for 3, 5, 10, 25, 50 and 100x.
  case ladder
  /// Our own map of the other side at the same distance. What it scores belongs to the distance and
  /// not to the side.
  case mirrored
  /// Our own map blurred by 1 % of price. Where it scores higher than the map, the detail is noise.
  case smoothed
  /// What is true on the other days of the same market at the same distance, in the mean. Nobody could
  /// draw it: it tells how much there is to know from the distance alone. Only a `TruthLedger` has it.
  case typical

  static let ladderRungs = [3.0, 5, 10, 25, 50, 100]
  /// Distance over which the kernel falls by e, in the price's logarithm.
  static let kernelLength = 0.05
  /// Standard deviation of the blur, in the price's logarithm.
  static let blur = 0.01

  /// Amounts by distance from the close, in any unit.
  ///
  /// - Parameters:
  ///   - own: our map's side that is scored.
  ///   - other: our map's other side, as long.
  /// - Returns: `nil` for what one day alone does not give.
  func amounts(
    _ side: Side, own: DistanceHistogram, other: DistanceHistogram, close: Price,
    grid: LogPriceGrid
  ) -> [Double]? {
    let count = own.usd.count
    switch self {
    case .uniform: return [Double](repeating: 1, count: count)
    case .distance:
      return (0..<count).map { exp(-(Double($0) + 0.5) * grid.step / Self.kernelLength) }
    case .ladder:
      var amounts = [Double](repeating: 0, count: count)
      let first = grid.bin(of: close)
      for leverage in Self.ladderRungs {
        let price = close * (1 - side.sign / leverage)
        let distance = Int(-side.sign) * (grid.bin(of: price) - first)
        if amounts.indices.contains(distance) { amounts[distance] += 1 }
      }
      return amounts
    case .mirrored: return other.usd
    case .smoothed: return blurred(own.usd, width: Self.blur / grid.step)
    case .typical: return nil
    }
  }

  /// Gaussian means; at the ends over the bins that there are.
  private func blurred(_ values: [Double], width: Double) -> [Double] {
    let reach = Int((3 * width).rounded(.up))
    let weights = (0...reach).map { exp(-Double($0 * $0) / (2 * width * width)) }
    return values.indices.map { middle in
      var sum = 0.0
      var weight = 0.0
      for index in max(0, middle - reach)...min(values.count - 1, middle + reach) {
        let part = weights[abs(index - middle)]
        sum += part * values[index]
        weight += part
      }
      return sum / weight
    }
  }
}

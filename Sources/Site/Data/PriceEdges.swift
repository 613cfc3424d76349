import Glibc
import Market

/// The edges of price bins that are equal steps of the price's logarithm, rounded as prices are
/// read: to eight significant digits.
struct PriceEdges: Sendable {
  private let edges: [Double]

  /// - Parameters:
  ///   - lowest: lower edge of the first bin.
  ///   - binBps: a bin's width in basis points of the logarithm.
  init(lowest: Price, binBps: Double, count: Int) {
    edges = (0...max(0, count)).map { bin in
      PriceEdges.rounded(lowest.value * exp(Double(bin) * binBps / 1e4))
    }
  }

  /// The lower edge of a bin, which is the upper edge of the one below.
  subscript(bin: Int) -> Double { edges[bin] }

  private static func rounded(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return value }
    let scale = pow(10, 7 - floor(log10(value)))
    return (value * scale).rounded() / scale
  }
}

import Glibc
import Market

/// Prices in equal steps of their logarithm, the same bins on all days and for all instruments.
///
/// Bin `i` covers `[exp(i s), exp((i + 1) s))` with `s = binBps / 10,000`. At a fixed leverage the
/// liquidation price is the entry price times a constant, which on this grid is a shift.
public struct LogPriceGrid: Sendable, Hashable, Codable {
  /// The height of a bin in basis points of the price's logarithm.
  public let binBps: Double

  /// - Parameter binBps: 1 to 100; what lies outside is brought to the nearest of the two, and what
  ///   is no number to 10.
  public init(binBps: Double = 10) {
    self.binBps = binBps.isFinite ? min(100, max(1, binBps)) : 10
  }

  /// The height of a bin in the price's logarithm.
  public var step: Double { binBps / 10_000 }

  /// The bin that holds a price. Prices below 1e-12 and above 1e15 fall in the outermost bins.
  public func bin(of price: Price) -> Int { Int(position(of: price).rounded(.down)) }

  public func lowerEdge(_ bin: Int) -> Price { Price(exp(Double(bin) * step)) }
  public func upperEdge(_ bin: Int) -> Price { lowerEdge(bin + 1) }
  /// The geometric middle of a bin.
  public func center(_ bin: Int) -> Price { Price(exp((Double(bin) + 0.5) * step)) }

  /// The price's place on the axis of bins: bin `i` covers `[i, i + 1)`.
  func position(of price: Price) -> Double {
    log(min(1e15, max(1e-12, price.value))) / step
  }
}

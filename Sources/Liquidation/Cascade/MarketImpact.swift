import Glibc
import Market

/// How far forced trades move the price.
///
/// A move is in the price's logarithm and counts from where the trades began; it is that of *all* forced
/// trades together, since the square-root law is not additive.
public enum MarketImpact: Sendable, Hashable {
  /// The square-root law: `Y sigma sqrt(Q / V)`, sigma of the daily log return, V a day's volume of the
  /// instruments whose positions are liquidated.
  case squareRoot(dailyVolume: USD, dailySigma: Double)
  /// A recorded order book, taken to stand about the price at which the trades begin.
  case recordedDepth(BookDepth)

  /// The law's prefactor `Y`, of order one wherever the law was found (Toth et al. 2011, Physical
  /// Review X 1, 021006), among it on Bitcoin over four decades of size (Donier and Bonart 2015,
  /// arXiv 1412.4503).
  public static let prefactor = 1.0
  /// Members of the ensemble take `Y` from one over to times this. Assumption.
  public static let prefactorSpread = 2.0

  /// The move that forced trades cause.
  ///
  /// - Parameters:
  ///   - usd: how much is traded by force.
  ///   - liquidated: the side that is liquidated: longs are sold into the bids.
  ///   - prefactor: `Y`; a recorded book has none.
  /// - Returns: a distance in the price's logarithm, not negative; zero where nothing is traded or the
  ///   law's figures are no possible ones.
  public func move(
    _ usd: USD, liquidated: Side, prefactor: Double = MarketImpact.prefactor
  ) -> Double {
    guard usd.value > 0 else { return 0 }
    switch self {
    case .squareRoot(let volume, let sigma):
      guard volume.value > 0, sigma > 0, sigma.isFinite else { return 0 }
      return prefactor * sigma * (usd / volume).squareRoot()
    case .recordedDepth(let depth):
      return depth.distance(absorbing: usd, of: liquidated)
    }
  }

  /// The same as a fraction of the price, the mean of a fall and a rise: what a briefing says of the
  /// market's depth.
  public func typicalMove(_ usd: USD) -> Double {
    (-expm1(-move(usd, liquidated: .long)) + expm1(move(usd, liquidated: .short))) / 2
  }

  /// A member's prefactor: spread evenly in the logarithm, in an order that goes with no other
  /// assumption's (multiples of the golden ratio).
  static func prefactor(member: Int) -> Double {
    let place = (0.5 + Double(member) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
    return prefactor * pow(prefactorSpread, 2 * place - 1)
  }
}

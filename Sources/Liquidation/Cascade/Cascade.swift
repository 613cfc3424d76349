import Glibc
import Market

/// What a sudden move would set off: the pools that it crosses are traded by force, that moves the price,
/// that crosses more, to the end. See `Guides/Cascade.md`.
public struct Cascade: Sendable, Hashable {
  /// From shock to outcome.
  public struct Point: Sendable, Hashable {
    /// The move that comes from outside, as a positive fraction of the close.
    public var shock: Double
    /// The whole move when nothing more is crossed, likewise; not below the shock.
    public var finalMove: Estimate
    public var finalPrice: Price
    /// Traded by force in all, on the shock's own way too.
    public var usd: Estimate
    /// The whole move over the shock, at least one.
    public var amplification: Double { finalMove.value / shock }
  }

  public struct Curve: Sendable, Hashable {
    /// The side that is liquidated: longs by a fall, shorts by a rise.
    public var side: Side
    /// In order of the shock.
    public var points: [Point]
    /// The smallest shock of the curve that is more than doubled; `nil` where none is.
    public var runawayShock: Double?
  }

  public var fall: Curve
  public var rise: Curve

  /// The shocks of a curve: 0.25 % to 20 %, each 9 % larger than the last.
  public static let shocks: [Double] = {
    let count = 51
    return (0..<count).map { 0.0025 * pow(80, Double($0) / Double(count - 1)) }
  }()

  /// - Parameters:
  ///   - profiles: one for each instrument of the market, all on one grid.
  ///   - close: the market's price.
  ///   - impact: for the forced trades of all instruments together.
  ///   - shocks: positive fractions below 1, ascending.
  /// - Complexity: linear in bins and members, and a few dozen evaluations of the impact for each shock
  ///   and member.
  public init(
    profiles: [LiquidationProfile], close: Price, impact: MarketImpact,
    shocks: [Double] = Cascade.shocks
  ) {
    func curve(_ side: Side) -> Curve {
      Cascade.curve(
        side, profiles: profiles, close: close, impact: impact, shocks: shocks)
    }
    fall = curve(.long)
    rise = curve(.short)
  }

  private static func curve(
    _ side: Side, profiles: [LiquidationProfile], close: Price, impact: MarketImpact,
    shocks: [Double]
  ) -> Curve {
    let pools = PoolsOnTheWay(side, profiles: profiles, close: close)
    let paths = (0..<pools.members).map { member in
      PoolPath(
        distances: pools.distances, flows: pools.flows(member), impact: impact, side: side,
        prefactor: MarketImpact.prefactor(member: member))
    }
    let sign = -side.sign
    var points: [Point] = []
    for shock in shocks where shock > 0 && shock < 1 {
      let rests = paths.map { $0.rest(after: abs(log1p(sign * shock))) }
      // Rounding alone could leave it below.
      let moves = rests.map { max(shock, abs(expm1(sign * $0.distance))) }
      let move = Estimate(members: moves)
      points.append(
        Point(
          shock: shock, finalMove: move, finalPrice: close * (1 + sign * move.value),
          usd: Estimate(members: rests.map(\.usd))))
    }
    return Curve(
      side: side, points: points,
      runawayShock: points.first { $0.amplification > 2 }?.shock)
  }
}

import Glibc
import Market

/// How much the pools on one side could add to a move towards them: a squeeze where shorts stand
/// overhead, a flush where longs stand below.
///
/// The score is the sum of four parts, each of which saturates at its maximum, so that no single
/// figure can carry it and each point can be traced to a figure. It describes a state; it is no
/// probability.
public struct Pressure: Hashable, Sendable {
  /// The side that would be liquidated.
  public var side: Side
  public var parts: [PressurePart]
  /// What would be liquidated within two daily standard deviations, in dollars.
  public var near: Estimate
  /// The price two daily standard deviations away.
  public var reachPrice: Price
  /// The score's place among the 90 days before.
  public var rank: HistoryRank?
  /// The score a day before; `nil` where it is not known.
  public var before: Double?

  /// The score from which pressure is called high.
  public static let high = 50.0

  /// 0 to 100.
  public var score: Double { parts.reduce(0) { $0 + $1.points } }

  /// - Parameters:
  ///   - members: one tally for each member of the ensemble, all of one side; at least one.
  ///   - openInterest: one-sided, at the close.
  ///   - funding: `nil` where none is known; the part then earns nothing.
  ///   - build: see `PositionBuild`.
  ///   - earlierScores: the score at each close before, oldest first.
  ///   - before: the score a day before.
  public init?(
    members: [SideTally], close: Price, openInterest: USD, funding: FundingPosition?,
    build: PositionBuild, earlierScores: [Double] = [], before: Double? = nil
  ) {
    self.before = before
    guard let first = members.first else { return nil }
    side = first.side
    near = Estimate(members: members.map(\.near.value))
    reachPrice = close * exp(-first.side.sign * SideTally.reach * first.sigma)
    let count = Double(members.count)
    let weighed = members.reduce(0) { $0 + $1.nearWeighed.value } / count
    let underWater = members.reduce(0) { $0 + $1.underWaterShare } / count
    let paid = funding.map { first.side.sign * $0.annualised24h }
    parts = [
      PressurePart(
        kind: .pools, measure: openInterest.value > 0 ? weighed / openInterest.value : 0,
        nearShare: openInterest.value > 0 ? near.value / openInterest.value : 0),
      PressurePart(kind: .funding, measure: paid, rank: funding?.rank),
      PressurePart(kind: .build, measure: build.share(against: first.side), days: build.days),
      PressurePart(kind: .underWater, measure: underWater),
    ]
    rank = HistoryRank(of: score, among: earlierScores)
  }
}

/// One term of a pressure score.
public struct PressurePart: Hashable, Sendable {
  public enum Kind: Hashable, Sendable, CaseIterable {
    /// Pools within two sigmas, weighed by nearness, as a share of open interest.
    case pools
    /// Annualised funding that the side pays, mean of the last 24 hours.
    case funding
    /// Open interest added on the days on which the price moved against the side.
    case build
    /// Share of the side that is under water.
    case underWater

    /// The most the part can add to the score; the four add up to 100.
    public var maximum: Double {
      switch self {
      case .pools: 40
      case .funding: 25
      case .build: 20
      case .underWater: 15
      }
    }

    /// The measure at which the part earns 63 % of its maximum.
    public var scale: Double {
      switch self {
      case .pools: 0.02
      case .funding: 0.20
      case .build: 0.10
      case .underWater: 0.30
      }
    }
  }

  public var kind: Kind
  /// A fraction, as `Kind` says; `nil` where it is not known.
  public var measure: Double?
  /// For pools: all that stands within two sigmas, unweighed, as a share of open interest.
  public var nearShare: Double?
  /// For funding: the place of the last rate among earlier settlements, high where longs pay.
  public var rank: HistoryRank?
  /// For the build-up: the days looked at.
  public var days: Int?

  /// What it adds to the score: 0 to the maximum.
  public var points: Double { kind.maximum * saturation(measure ?? 0, scale: kind.scale) }
}

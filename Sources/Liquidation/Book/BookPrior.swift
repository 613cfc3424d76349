import Glibc
import Market

/// What a book assumes and no public series tells. Revision of 23 November 2026, on wallets measured up
/// to 8 February 2026; each figure's source stands with it, and the ensemble spreads all of them.
public struct BookPrior: Sendable, Hashable, Codable {
  /// Share of the value held as the largest wallets hold it (`LeverageLadder.measuredLong`); the
  /// rest as smaller accounts do. Assumption: no venue publishes holdings by account size.
  public var measuredShare = 0.7
  /// Median effective leverage of the smaller accounts, log-normal. Assumption: twice that of the
  /// large wallets, far below the mean of 60x among the BitMEX traders who were liquidated
  /// (Cheng et al., arXiv 2102.04591), who are the most levered of all.
  public var retailMedian = 5.0
  /// Standard deviation of the logarithm of the smaller accounts' leverage: one in five above 10x,
  /// one in fifty above 25x.
  public var retailSpread = 0.8
  /// Leans the whole mix: shares are multiplied by leverage to this power.
  public var leverageTilt = 0.0
  /// Multiplies the odds of the never-liquidated bucket.
  public var hedgedFactor = 1.0
  /// How much more levered takers are than makers: shares times leverage to plus or minus this power.
  /// Assumption: urgency and leverage go together.
  public var takerTilt = 0.2
  /// Part of the traded volume that closes positions older than the bar, on each side. The rest opens
  /// positions, or belongs to market makers who are flat again before the bar ends. Assumption.
  public var churn = 0.12
  /// Positions close by choice at a rate that grows with leverage to this power. Wallets measured up
  /// to 8 February 2026 close no faster the more they are levered (`Guides/Truth.md`).
  public var hazardExponent = 0.0
  /// Part of a bar's entries spread evenly over its range; the rest is a triangle about the typical
  /// price.
  public var entryUniformShare = 0.5
  /// Standard deviation, in the price's logarithm, of the entries seeded at the start for a bucket
  /// of 3x; less for those that close sooner.
  public var seedWidth = 0.07
  /// Typical position in dollars at 1x; at leverage L it is this times `L^-1.5`, about $60,000 at
  /// 10x and $2,000 at 100x. Sets the margin tier.
  public var typicalSizeUSD = 2_000_000.0
  /// Where in its range each bucket's leverage lies, 0 to 1 on a logarithmic scale; the first is
  /// not used.
  public var leveragePositions = LeverageLadder.settings.map { ($0.lowerBound + $0.upperBound) / 2 }

  public init() {}

  /// Effective leverage by bucket, ascending, 1 for the never-liquidated one.
  public var leverages: [Double] {
    (0..<LeverageLadder.count).map { k in
      guard k > 0 else { return 1 }
      let low = log(LeverageLadder.edges[k - 1])
      let high = log(LeverageLadder.edges[k])
      let position = k < leveragePositions.count ? leveragePositions[k] : 0.5
      return exp(low + (high - low) * min(0.999, max(0.001, position)))
    }
  }

  /// Share of the value that a side would hold in each bucket if nothing were liquidated; sums to 1.
  public func holdings(_ side: Side) -> [Double] {
    let measured = side == .long ? LeverageLadder.measuredLong : LeverageLadder.measuredShort
    let retail = LeverageLadder.logNormal(median: retailMedian, spread: retailSpread)
    let leverages = leverages
    var shares = (0..<LeverageLadder.count).map { k in
      (measuredShare * measured[k] + (1 - measuredShare) * retail[k])
        * pow(leverages[k], leverageTilt)
    }
    shares[0] *= hedgedFactor
    return normalised(shares)
  }

  /// Relative rate of closing by choice, by bucket.
  var hazards: [Double] { leverages.map { pow($0, hazardExponent) } }

  /// Share of newly opened positions by bucket and side: what holds the holdings steady under the
  /// hazards, with the takers' or the makers' lean.
  func openings(_ side: Side, taker: Bool) -> [Double] {
    let leverages = leverages
    let hazards = hazards
    let tilt = taker ? takerTilt : -takerTilt
    return normalised(
      holdings(side).enumerated().map { k, share in
        share * hazards[k] * pow(leverages[k], tilt)
      })
  }

  /// The openings of both sides, by lane.
  func openings(taker: Bool) -> [Double] {
    openings(.long, taker: taker) + openings(.short, taker: taker)
  }

  /// Position size by bucket, in dollars.
  func typicalSize(leverage: Double) -> Double { typicalSizeUSD * pow(leverage, -1.5) }

  private func normalised(_ shares: [Double]) -> [Double] {
    let total = shares.reduce(0, +)
    guard total > 0, total.isFinite else {
      return [1] + [Double](repeating: 0, count: LeverageLadder.count - 1)
    }
    return shares.map { $0 / total }
  }
}

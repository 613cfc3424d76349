import Glibc
import Liquidation
import Market

/// What one member of the ensemble holds on one side at the close: the sums that the reading's
/// figures are made from, over all of a market's instruments.
///
/// Hedged cohorts, those without a leverage band, count as held and as nothing else: who is hedged
/// gains elsewhere what is lost here and is neither trapped nor under water.
public struct SideTally: Hashable, Sendable {
  public let side: Side
  /// One standard deviation of the daily log return.
  public let sigma: Double
  /// Everything held, hedged or not.
  public private(set) var held = Base.zero
  public private(set) var hedged = Base.zero
  /// Entered on the losing side of the close, by however little.
  public private(set) var underWater = Base.zero
  /// Under water by more than one sigma: entered beyond `close * exp(sigma)` for longs and below
  /// `close * exp(-sigma)` for shorts.
  public private(set) var trapped = Base.zero
  /// The trapped quantity at the close and at its entries.
  public private(set) var trappedAtClose = USD.zero
  public private(set) var trappedAtEntry = USD.zero
  /// Net funding the trapped have paid since entry.
  public private(set) var trappedFunding = USD.zero
  /// What would be liquidated within `reach` sigmas of the close, at the pools' own prices.
  public private(set) var near = USD.zero
  /// The same weighed by how near it is: 1 at the close, 0 at `reach` sigmas.
  public private(set) var nearWeighed = USD.zero
  private var distances: [WeighedDistance] = []
  private var edges = Edges()

  /// How far the pools that count as near may be, in sigmas.
  public static let reach = 2.0

  public init(side: Side, sigma: Double) {
    self.side = side
    self.sigma = sigma
  }

  /// Takes up cohorts of one instrument; those of the other side are left out.
  ///
  /// - Parameter close: the instrument's own; positive.
  public mutating func add(_ cohorts: some Sequence<Cohort>, close: Price) {
    for cohort in cohorts { add(cohort, close: close) }
  }

  /// Takes up one cohort, unless it is of the other side.
  public mutating func add(_ cohort: Cohort, close: Price) {
    guard cohort.side == side, cohort.quantity.value > 0, close.value > 0 else { return }
    held += cohort.quantity
    guard cohort.band != nil else {
      hedged += cohort.quantity
      return
    }
    // A day's hundred thousands of cohorts are compared with prices, not taken logarithms of.
    if edges.close != close { edges = Edges(close: close, side: side, sigma: sigma) }
    addLoss(cohort)
    addPool(cohort)
  }

  private mutating func addLoss(_ cohort: Cohort) {
    let entry = cohort.entryPrice
    let close = edges.close
    guard side == .long ? entry > close : entry < close else { return }
    underWater += cohort.quantity
    guard side == .long ? entry > edges.trapped : entry < edges.trapped else { return }
    trapped += cohort.quantity
    trappedAtClose += cohort.quantity * close
    trappedAtEntry += cohort.quantity * entry
    trappedFunding += cohort.fundingPaid
    if let liquidation = cohort.liquidationPrice {
      distances.append(
        WeighedDistance(
          distance: abs(liquidation / close - 1), quantity: cohort.quantity.value))
    }
  }

  private mutating func addPool(_ cohort: Cohort) {
    guard let liquidation = cohort.liquidationPrice, liquidation.value > 0, sigma > 0,
      side == .long ? liquidation > edges.reach : liquidation < edges.reach
    else { return }
    let sigmas = side.sign * log(edges.close / liquidation) / sigma
    let pool = cohort.quantity * liquidation
    near += pool
    nearWeighed += pool * proximity(max(0, sigmas), reach: SideTally.reach)
  }

  /// Share of the side that is trapped; 0 where nothing is held.
  public var trappedShare: Double { held.value > 0 ? trapped / held : 0 }
  public var underWaterShare: Double { held.value > 0 ? underWater / held : 0 }
  /// `nil` where nobody is trapped.
  public var trappedMeanEntry: Price? {
    trapped.value > 0 ? trappedAtEntry / trapped : nil
  }
  /// Unrealised loss of the trapped, positive.
  public var trappedLoss: USD { (trappedAtEntry - trappedAtClose) * side.sign }

  /// The distance to liquidation, as a fraction of the close, that half of the trapped quantity is
  /// nearer than.
  ///
  /// - Returns: `nil` where no trapped position can be liquidated.
  /// - Complexity: O(n log n) over the trapped cohorts.
  public var trappedMedianDistance: Double? {
    let sorted = distances.sorted { $0.distance < $1.distance }
    let half = sorted.reduce(0) { $0 + $1.quantity } / 2
    var below = 0.0
    for item in sorted {
      below += item.quantity
      if below >= half { return item.distance }
    }
    return nil
  }
}

private struct WeighedDistance: Hashable, Sendable {
  var distance: Double
  var quantity: Double
}

/// The prices that cohorts of one side are held against.
private struct Edges: Hashable, Sendable {
  var close = Price.zero
  /// Beyond it an entry is trapped.
  var trapped = Price.zero
  /// Up to it a pool is near.
  var reach = Price.zero

  init() {}

  init(close: Price, side: Side, sigma: Double) {
    self.close = close
    trapped = close * exp(side.sign * sigma)
    reach = close * exp(-side.sign * SideTally.reach * sigma)
  }
}

import Market

/// What one member of the ensemble would have traded by force on the way from the close in one
/// direction, and where the price comes to rest.
///
/// Distances are in the price's logarithm, from the close outward. Within a bin the dollars are spread
/// evenly.
struct PoolPath {
  /// Distances of the bins' far edges, ascending, from 0.
  private let distances: [Double]
  /// Dollars from the close to each.
  private let flows: [Double]
  private let impact: MarketImpact
  private let side: Side
  private let prefactor: Double
  /// For each edge the largest shock that comes to rest no further.
  private var reached: [Double] = []

  /// - Parameters:
  ///   - distances: ascending, the first 0.
  ///   - flows: dollars traded up to each, not falling, the first 0.
  ///   - side: the one that is liquidated.
  init(
    distances: [Double], flows: [Double], impact: MarketImpact, side: Side, prefactor: Double
  ) {
    self.distances = distances
    self.flows = flows
    self.impact = impact
    self.side = side
    self.prefactor = prefactor
    var most = 0.0
    reached.reserveCapacity(flows.count)
    for (distance, flow) in zip(distances, flows) {
      most = max(most, distance - move(flow))
      reached.append(most)
    }
  }

  private func move(_ flow: Double) -> Double {
    impact.move(USD(flow), liquidated: side, prefactor: prefactor)
  }

  /// Where a shock comes to rest and what it has liquidated there.
  ///
  /// The price rests at the nearest `x` that is the shock plus the impact of all that stands on the
  /// way to `x`. What rests at `x` is the shock `x - move(flow(x))`, so the answer is where that first
  /// comes up to the shock: the limit of iterating from the shock, found without iterating.
  ///
  /// - Complexity: logarithmic in the bins.
  func rest(after shock: Double) -> (distance: Double, usd: Double) {
    var low = 0
    var high = reached.count
    while low < high {
      let middle = (low + high) / 2
      if reached[middle] < shock { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return (shock, 0) }
    guard low < reached.count else {
      let all = flows[flows.count - 1]
      return (shock + move(all), all)
    }
    return rest(after: shock, between: low - 1, and: low)
  }

  private func rest(
    after shock: Double, between near: Int, and far: Int
  ) -> (distance: Double, usd: Double) {
    let width = distances[far] - distances[near]
    let slope = width > 0 ? (flows[far] - flows[near]) / width : 0
    var low = 0.0
    var high = width
    // A bin is 0.1 % high: to within 1e-12 of the price.
    for _ in 0..<30 {
      let middle = (low + high) / 2
      let flow = flows[near] + slope * middle
      if distances[near] + middle - move(flow) < shock { low = middle } else { high = middle }
    }
    return (distances[near] + high, flows[near] + slope * high)
  }
}

/// How well dollars by price agree with the true ones.
public struct TruthFit: Sendable, Hashable, Codable {
  /// Earth mover's distance along the price's logarithm, in basis points, both sides of the comparison
  /// brought to a sum of one: by how much, in the mean, a dollar of the map has to be moved. `nil`
  /// where one of them has nothing in the range.
  public var emd: Double?
  /// Share of the true dollars in the densest 10 % of the map's bins, over those bins' share. 1 is what
  /// bins picked blindly have, 10 the most that is possible. `nil` where nothing is true.
  public var lift10: Double?
  /// The same for the densest 25 %.
  public var lift25: Double?

  public init(emd: Double?, lift10: Double?, lift25: Double?) {
    self.emd = emd
    self.lift10 = lift10
    self.lift25 = lift25
  }

  /// - Parameter binBps: the height of a bin.
  init(map: [Double], truth: [Double], binBps: Double) {
    emd = Self.earthMoversDistance(map, truth).map { $0 * binBps }
    lift10 = Self.lift(ranking: map, truth: truth, share: 0.1)
    lift25 = Self.lift(ranking: map, truth: truth, share: 0.25)
  }

  /// The mean of each figure over those that have it.
  init(mean fits: [TruthFit]) {
    emd = Self.mean(fits.compactMap(\.emd))
    lift10 = Self.mean(fits.compactMap(\.lift10))
    lift25 = Self.mean(fits.compactMap(\.lift25))
  }

  /// In bins: the area between the two cumulative distributions.
  static func earthMoversDistance(_ a: [Double], _ b: [Double]) -> Double? {
    let (totalA, totalB) = (a.reduce(0, +), b.reduce(0, +))
    guard totalA > 0, totalB > 0 else { return nil }
    var carried = 0.0
    var moved = 0.0
    for (x, y) in zip(a, b) {
      carried += x / totalA - y / totalB
      moved += abs(carried)
    }
    return moved
  }

  /// The true share of the bins that rank highest over the share of the bins. Where the limit falls
  /// among bins of one rank, each of these counts in part: a map that says nothing has a lift of 1,
  /// whatever the order of its bins.
  static func lift(ranking: [Double], truth: [Double], share: Double) -> Double? {
    let total = truth.reduce(0, +)
    guard total > 0 else { return nil }
    let order = ranking.indices.sorted { ranking[$0] > ranking[$1] }
    var room = share * Double(order.count)
    var captured = 0.0
    var at = 0
    while at < order.count, room > 0 {
      let rank = ranking[order[at]]
      let tied = order[at...].prefix { ranking[$0] == rank }
      let part = min(1, room / Double(tied.count))
      captured += part * tied.reduce(0) { $0 + truth[$1] }
      room -= Double(tied.count)
      at += tied.count
    }
    return captured / total / share
  }

  static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}

import Glibc
import Market

/// How fast the holders of a book's pools close them by choice, where the price does not do it for them.
///
/// A book closes a part of the traded volume, its churn, spread over what is held by hazards that grow
/// with leverage. Should trading go on as in the trailing week, a bucket with hazard `h` loses
/// `h churn V / sum(q h)` of itself in an hour, `V` the volume of an hour and the sum over the side.
/// What open interest falls by beyond the churn is not foreseen.
public struct PoolSurvival: Sendable {
  /// One bucket of one member.
  struct Bucket: Sendable {
    var band: Int
    /// Contracts held.
    var quantity: Double
    /// The part that is closed in an hour.
    var rate: Double
  }

  /// Member by member, lane by lane; `nil` where the lane is never liquidated.
  private(set) var lanes: [[Bucket?]]

  /// - Parameter volume: coins traded in an hour, one-sided.
  init(_ members: [PositionBook], volume: Base) {
    lanes = members.map { book in
      let linear = book.instrument.kind == .linear
      let traded = max(0, linear ? volume.value : volume.value * book.close.value)
      var buckets = [Bucket?](repeating: nil, count: CohortStore.lanes)
      for side in Side.allCases {
        let first = CohortStore.lane(side, 0)
        var weight = 0.0
        for bucket in 0..<LeverageLadder.count {
          weight += book.store.totals[first + bucket] * book.hazards[bucket]
        }
        let unit = weight > 0 ? book.prior.churn * traded / weight : 0
        for bucket in 0..<LeverageLadder.count where book.margins[first + bucket].ratio != nil {
          buckets[first + bucket] = Bucket(
            band: book.margins[first + bucket].band,
            quantity: max(0, book.store.totals[first + bucket]),
            rate: unit.isFinite ? unit * book.hazards[bucket] : 0)
        }
      }
      return buckets
    }
  }

  /// The part of a side's pools of a leverage band that is still held after so many hours where the
  /// price did not reach it; falls from one.
  ///
  /// - Returns: `nil` where the band holds nothing.
  public func share(_ side: Side, _ band: LeverageBand, hours: Double) -> Estimate? {
    let members = lanes.compactMap { lanes -> Double? in
      var held = 0.0
      var left = 0.0
      for case .some(let bucket) in lanes[PoolSurvival.range(side)] where bucket.band == band.index
      {
        held += bucket.quantity
        left += bucket.quantity * exp(-bucket.rate * max(0, hours))
      }
      return held > 0 ? left / held : nil
    }
    return members.isEmpty ? nil : Estimate(members: members)
  }

  /// The part of a side's pools of a band that is closed by choice in the next hour.
  ///
  /// - Returns: `nil` where the band holds nothing.
  public func closingRate(_ side: Side, _ band: LeverageBand) -> Estimate? {
    let members = lanes.compactMap { lanes -> Double? in
      var held = 0.0
      var closing = 0.0
      for case .some(let bucket) in lanes[PoolSurvival.range(side)] where bucket.band == band.index
      {
        held += bucket.quantity
        closing += bucket.quantity * bucket.rate
      }
      return held > 0 ? closing / held : nil
    }
    return members.isEmpty ? nil : Estimate(members: members)
  }

  private static func range(_ side: Side) -> Range<Int> {
    let first = CohortStore.lane(side, 0)
    return first..<first + LeverageLadder.count
  }
}

extension BookEnsemble {
  /// How long the pools are held if trading goes on as it did.
  ///
  /// - Parameter hourlyVolume: coins traded in an hour, one-sided, such as `TrailingVolume.perHour`.
  public func survival(hourlyVolume: Base) -> PoolSurvival {
    PoolSurvival(members, volume: hourlyVolume)
  }
}

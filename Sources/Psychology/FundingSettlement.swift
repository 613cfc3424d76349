import Market

/// One settlement of funding on one instrument.
public struct FundingSettlement: Hashable, Sendable, Codable {
  /// Start of the bar in which it was settled.
  public var time: Timestamp
  /// Fraction of notional for one interval; positive when longs pay shorts.
  public var rate: Double
  /// What was held on each side when it was settled.
  public var openInterest: USD

  public init(time: Timestamp, rate: Double, openInterest: USD) {
    self.time = time
    self.rate = rate
    self.openInterest = openInterest
  }

  /// The interval between settlements, in hours: the most frequent of the recent gaps.
  ///
  /// - Parameter settlements: in order of time.
  /// - Returns: 8, what most venues use, where fewer than two settlements are known.
  public static func intervalHours(of settlements: [FundingSettlement]) -> Double {
    let recent = settlements.suffix(31)
    var counts: [Int64: Int] = [:]
    for (earlier, later) in zip(recent, recent.dropFirst()) {
      // To the next quarter of an hour: some sources stamp settlements milliseconds late.
      let quarters = ((later.time - earlier.time).milliseconds + 450_000) / 900_000
      if quarters > 0 { counts[quarters, default: 0] += 1 }
    }
    guard
      let best = counts.max(by: { a, b in
        a.value != b.value ? a.value < b.value : a.key > b.key
      })
    else { return 8 }
    return Double(best.key) / 4
  }

  /// One market's settlements out of several instruments', weighed by open interest.
  ///
  /// The first instrument that settles at all sets the times and the interval. What another one
  /// settled since the previous of these times is added up, so that hourly and eight-hourly rates
  /// compare.
  ///
  /// - Parameter instruments: each in order of time.
  /// - Returns: in order of time; the open interest is the instruments' sum.
  public static func combined(_ instruments: [[FundingSettlement]]) -> [FundingSettlement] {
    guard let reference = instruments.firstIndex(where: { !$0.isEmpty }) else { return [] }
    let others = instruments.indices.filter { $0 != reference && !instruments[$0].isEmpty }
    guard !others.isEmpty else { return instruments[reference] }
    let hours = intervalHours(of: instruments[reference])
    let interval = TimeSpan(milliseconds: Int64(hours * 3_600_000))
    var next = [Int](repeating: 0, count: instruments.count)
    return instruments[reference].map { settlement in
      var weight = settlement.openInterest.value
      var paid = settlement.rate * weight
      for index in others {
        let list = instruments[index]
        while next[index] < list.count, list[next[index]].time <= settlement.time - interval {
          next[index] += 1
        }
        var rate = 0.0
        var held: Double?
        while next[index] < list.count, list[next[index]].time <= settlement.time {
          rate += list[next[index]].rate
          held = list[next[index]].openInterest.value
          next[index] += 1
        }
        if let held {
          weight += held
          paid += rate * held
        }
      }
      return FundingSettlement(
        time: settlement.time, rate: weight > 0 ? paid / weight : settlement.rate,
        openInterest: USD(weight))
    }
  }
}

/// An estimated figure and its range: the 10th to the 90th percentile over the ensemble.
public struct Estimate: Hashable, Sendable, Codable {
  /// The ensemble's mean, which adds up over parts where percentiles do not.
  public var value: Double
  public var p10: Double
  public var p90: Double

  public init(value: Double, p10: Double, p90: Double) {
    self.value = value
    self.p10 = p10
    self.p90 = p90
  }

  /// - Parameter members: one value for each member of the ensemble; at least one.
  public init(members: [Double]) {
    let sorted = members.sorted()
    let mean = members.reduce(0, +) / Double(members.count)
    self.value = mean
    // A mean that one member makes can lie beyond the percentiles; a range that leaves its figure out
    // would be read as a mistake.
    self.p10 = min(mean, quantile(sorted, 0.1))
    self.p90 = max(mean, quantile(sorted, 0.9))
  }

  public func map(_ transform: (Double) -> Double) -> Estimate {
    Estimate(value: transform(value), p10: transform(p10), p90: transform(p90))
  }
}

/// The value below which a share of a sample lies, interpolated between neighbours.
///
/// - Parameters:
///   - sorted: ascending, at least one value.
///   - share: 0 to 1.
public func quantile(_ sorted: [Double], _ share: Double) -> Double {
  let position = share * Double(sorted.count - 1)
  let index = Int(position)
  guard index + 1 < sorted.count else { return sorted[sorted.count - 1] }
  return sorted[index] + (position - Double(index)) * (sorted[index + 1] - sorted[index])
}

/// The same of a sample in any order, which is sorted no further than it takes.
///
/// - Parameter sample: finite, at least one value; comes out in another order.
public func quantile(ofUnsorted sample: inout [Double], _ share: Double) -> Double {
  let position = share * Double(sample.count - 1)
  let index = Int(position)
  let found = value(at: index, ofUnsorted: &sample)
  guard index + 1 < sample.count else { return found }
  var next = sample[index + 1]
  for value in sample[(index + 2)...] { next = min(next, value) }
  return found + (position - Double(index)) * (next - found)
}

/// The value that stands at a place when all are sorted. It is brought there; lower ones come before it,
/// higher ones after it (Hoare 1961).
///
/// - Parameter sample: finite, at least `index + 1` values.
public func value(at index: Int, ofUnsorted sample: inout [Double]) -> Double {
  var low = 0
  var high = sample.count - 1
  while low < high {
    let pivot = sample[low + (high - low) / 2]
    var left = low
    var right = high
    while left <= right {
      while sample[left] < pivot { left += 1 }
      while sample[right] > pivot { right -= 1 }
      if left <= right {
        sample.swapAt(left, right)
        left += 1
        right -= 1
      }
    }
    if index <= right { high = right } else if index >= left { low = left } else { break }
  }
  return sample[index]
}

/// The share of a sample below a value, ties counted half: 0 to 1.
///
/// - Returns: `nil` for an empty sample.
public func percentileRank(of value: Double, in sample: some Collection<Double>) -> Double? {
  guard !sample.isEmpty else { return nil }
  var below = 0.0
  for other in sample {
    if other < value { below += 1 } else if other == value { below += 0.5 }
  }
  return below / Double(sample.count)
}

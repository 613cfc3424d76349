import Market

/// Over which bins a bar's new positions are spread.
///
/// An even share over the traded range and a triangle from its ends to the typical price, mixed. The
/// memory is kept from bar to bar, its content is not: nothing of it is encoded.
struct EntrySpread: Sendable, Codable {
  private(set) var first = 0
  private(set) var count = 0
  /// Share of the entries in each bin from `first`; they sum to 1.
  private(set) var weights: [Double] = []
  /// Sum of the weights before each bin, and 1 after the last.
  private(set) var cumulative: [Double] = []

  init() {}

  init(from decoder: any Decoder) { self.init() }

  func encode(to encoder: any Encoder) {}

  /// - Parameters: places on the grid's axis of bins, the lowest not above the highest, the typical
  ///   one between them.
  mutating func set(low: Double, high: Double, typical: Double, uniformShare: Double) {
    first = Int(low.rounded(.down))
    let last = Int(high.rounded(.down))
    count = last - first + 1
    if weights.count < count {
      weights = [Double](repeating: 0, count: count + 64)
      cumulative = [Double](repeating: 0, count: count + 65)
    }
    let even = uniformShare / Double(count)
    // Half a bin beyond the ends, so that the outermost bins have their part.
    let below = max(typical - low, 0) + 0.5
    let above = max(high - typical, 0) + 0.5
    var sum = 0.0
    for index in 0..<count {
      let offset = Double(first + index) + 0.5 - typical
      let height = max(0, offset < 0 ? 1 + offset / below : 1 - offset / above)
      weights[index] = height
      sum += height
    }
    let triangle = sum > 0 ? (1 - uniformShare) / sum : 0
    let flat = sum > 0 ? even : 1 / Double(count)
    sum = 0
    for index in 0..<count {
      cumulative[index] = sum
      weights[index] = weights[index] * triangle + flat
      sum += weights[index]
    }
    cumulative[count] = sum
  }

  /// The share of the entries in bins below one.
  func share(below bin: Int) -> Double { cumulative[min(count, max(0, bin - first))] }
}

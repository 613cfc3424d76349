import Market

/// Spreads what stands in each bin over its neighbours, as far as a pool's place is not known.
///
/// Three passes of a running mean, near a bell. What would be carried past the close is turned back
/// there, since what stands on the other side has been liquidated, so that no dollar is lost.
struct PlaceSpread: Sendable {
  /// Bins on either side that one pass takes the mean over.
  let halfWidth: Int

  /// - Parameter deviation: standard deviation of the whole, in bins.
  init(deviation: Double) {
    // The variance of a running mean over n bins is (n² - 1) / 12.
    halfWidth = Int(((4 * deviation * deviation + 1).squareRoot() - 1) / 2 + 0.5)
  }

  /// How far a bin's content is carried.
  var reach: Int { 3 * halfWidth }

  /// - Parameters:
  ///   - row: the bins of a side, lowest price first; `reach` empty ones beyond the last that holds
  ///     anything.
  ///   - home: the close's bin, counted from the row's first. What stands on its wrong side stays.
  func apply(to values: inout [Double], row: Range<Int>, side: Side, home: Int) {
    switch side {
    case .long:
      let top = row.lowerBound + home
      for (index, value) in spread(values[row.lowerBound...top].reversed()).enumerated() {
        values[top - index] = value
      }
    case .short:
      let bottom = row.lowerBound + home
      for (index, value) in spread(Array(values[bottom..<row.upperBound])).enumerated() {
        values[bottom + index] = value
      }
    }
  }

  /// - Parameter values: by bin, the close's first.
  /// - Returns: the same sum, spread.
  func spread(_ values: [Double]) -> [Double] {
    guard halfWidth > 0, values.count > halfWidth, let top = values.max(), top > 0 else {
      return values
    }
    let spread = pass(pass(pass(values)))
    // Running sums leave dust where nothing stands.
    let dust = top * 1e-12
    return spread.map { $0 < dust ? 0 : $0 }
  }

  private func pass(_ values: [Double]) -> [Double] {
    let count = values.count
    let share = 1 / Double(2 * halfWidth + 1)
    var spread: [Double] = []
    spread.reserveCapacity(count)
    // Near the wall the window is folded back on itself; beyond the end there is nothing.
    var sum = values[halfWidth]
    for index in 0..<halfWidth { sum += 2 * values[index] }
    for index in 0..<count {
      spread.append(sum * share)
      let enters = index + halfWidth + 1
      let leaves = index - halfWidth
      if enters < count { sum += values[enters] }
      sum -= values[leaves < 0 ? -1 - leaves : leaves]
    }
    return spread
  }
}

import Glibc
import Liquidation
import Market

/// How far the price went below and above a close before a window was over, in its logarithm, none
/// negative.
struct WindowExtremes: Hashable, Sendable {
  var fall: Double
  var rise: Double

  /// - Parameters:
  ///   - close: at the window's start.
  ///   - bars: the window's; mark prices count where they are known.
  /// - Returns: `nil` where there is no bar or no price.
  init?(from close: Price, over bars: some Collection<Bar>) {
    guard let low = bars.map(\.triggerLow).min(), let high = bars.map(\.triggerHigh).max(),
      low.value > 0
    else { return nil }
    fall = max(0, log(close / low))
    rise = max(0, log(high / close))
  }

  func reaches(_ depth: Double, _ side: Side) -> Bool { (side == .long ? fall : rise) >= depth }
}

/// How often the windows of one length that are over went as far as a distance, falls and rises put
/// together.
struct ReachClimatology: Sendable, Codable {
  /// Ascending.
  private var extremes: [Double] = []

  /// Windows that are over.
  var windows: Int { extremes.count / 2 }

  mutating func record(_ window: WindowExtremes) {
    for value in [window.fall, window.rise] {
      extremes.insert(value, at: firstIndex(atLeast: value))
    }
  }

  /// Half a window is added on both sides of the count, so that nothing is certain.
  ///
  /// - Parameter depth: in the price's logarithm.
  func share(atLeast depth: Double) -> Double {
    let count = extremes.count - firstIndex(atLeast: depth)
    return (Double(count) + 0.5) / (Double(extremes.count) + 1)
  }

  private func firstIndex(atLeast limit: Double) -> Int {
    var low = 0
    var high = extremes.count
    while low < high {
      let middle = (low + high) / 2
      if extremes[middle] < limit { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

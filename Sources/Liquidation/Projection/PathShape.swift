import Glibc

/// How far past paths of one length went and where they ended, in standard deviations of their own
/// forecasts: shares on a fixed grid, falls and rises put together.
struct PathShape: Sendable {
  static let step = 0.05
  static let count = 201
  /// Windows kept; the oldest are let go of.
  static let limit = 730

  /// The probability, at each point of the grid, that a path goes at least as far in one direction, and
  /// that it ends there or beyond.
  struct Survival: Sendable {
    var reach: [Double]
    var end: [Double]
  }

  private struct Sample: Sendable {
    var fall: Float
    var rise: Float
    var end: Float
  }

  private var samples: [Sample] = []
  private var oldest = 0
  /// How many falls and rises went at least as far as each point of the grid, and how many ended there
  /// or beyond, either way.
  private var reached = [Int32](repeating: 0, count: PathShape.count)
  private var ended = [Int32](repeating: 0, count: PathShape.count)

  var windows: Int { samples.count }

  /// - Parameters:
  ///   - fall, rise: extremes below and above the start, none negative.
  ///   - end: with its sign.
  mutating func record(fall: Double, rise: Double, end: Double) {
    guard fall.isFinite, rise.isFinite, end.isFinite else { return }
    let sample = Sample(fall: Float(fall), rise: Float(rise), end: Float(end))
    if samples.count < PathShape.limit {
      samples.append(sample)
    } else {
      count(samples[oldest], -1)
      samples[oldest] = sample
      oldest = (oldest + 1) % PathShape.limit
    }
    count(sample, 1)
  }

  private mutating func count(_ sample: Sample, _ change: Int32) {
    func last(_ value: Float) -> Int {
      min(PathShape.count - 1, Int(min(1e6, max(0, Double(value) / PathShape.step))))
    }
    for index in 0...last(sample.fall) { reached[index] += change }
    for index in 0...last(sample.rise) { reached[index] += change }
    for index in 0...last(abs(sample.end)) { ended[index] += change }
  }

  /// The shares of either direction at each point of the grid, mixed with the reference.
  ///
  /// - Parameter own: the weight of what was seen, 0 to 1.
  func survival(own: Double) -> Survival {
    let paths = Double(max(1, 2 * samples.count))
    let weight = samples.isEmpty ? 0 : own
    var reach = [Double](repeating: 1, count: PathShape.count)
    var end = [Double](repeating: 0.5, count: PathShape.count)
    for index in 1..<PathShape.count {
      let z = Double(index) * PathShape.step
      reach[index] =
        weight * Double(reached[index]) / paths + (1 - weight) * ReferencePath.reaches(z)
      end[index] =
        weight * Double(ended[index]) / paths + (1 - weight) * ReferencePath.ends(beyond: z)
    }
    return Survival(reach: reach, end: end)
  }
}

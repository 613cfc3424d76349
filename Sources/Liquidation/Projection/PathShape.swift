import Glibc

/// How far past paths of one length went and where they ended, in standard deviations of their own
/// forecasts: shares on a fixed grid, falls and rises put together, older paths counting less.
struct PathShape: Sendable, Codable {
  static let step = 0.05
  static let count = 201
  /// Independent windows after which one counts half: how far paths go for their forecast drifts over the
  /// months.
  static let halfLife = 60.0

  /// The probability, at each point of the grid, that a path goes at least as far in one direction, and
  /// that it ends there or beyond.
  struct Survival: Sendable {
    var reach: [Double]
    var end: [Double]
  }

  /// The reference's ends on the grid.
  private static let reference = (0..<count).map { ReferencePath.ends(beyond: Double($0) * step) }

  /// What a window's weight is multiplied by when the next one comes.
  private let forget: Double
  /// Windows measured so far.
  private(set) var windows = 0
  /// What they count for by now.
  private(set) var weight = 0.0
  /// The weight of the falls and rises that went at least as far as each point of the grid, and of the
  /// ends there or beyond, either way.
  private var reached = [Double](repeating: 0, count: PathShape.count)
  private var ended = [Double](repeating: 0, count: PathShape.count)

  /// - Parameter hours: the paths' length. One begins each day, so that neighbouring paths of a week share
  ///   six days and sixty independent ones take sixty weeks.
  init(hours: Int) {
    forget = exp2(-1 / (PathShape.halfLife * max(1, Double(hours) / 24)))
  }

  /// - Parameters:
  ///   - fall, rise: extremes below and above the start, none negative.
  ///   - end: with its sign.
  mutating func record(fall: Double, rise: Double, end: Double) {
    guard fall.isFinite, rise.isFinite, end.isFinite else { return }
    windows += 1
    weight = weight * forget + 1
    for index in 0..<PathShape.count {
      let z = Double(index) * PathShape.step
      reached[index] = reached[index] * forget + (fall >= z ? 1 : 0) + (rise >= z ? 1 : 0)
      ended[index] = ended[index] * forget + (abs(end) >= z ? 1 : 0)
    }
  }

  /// The shares of either direction at each point of the grid, mixed with the reference.
  ///
  /// - Parameter own: the weight of what was seen, 0 to 1.
  func survival(own: Double) -> Survival {
    let seen = weight > 0 ? own / (2 * weight) : 0
    let assumed = weight > 0 ? 1 - own : 1
    var reach = [Double](repeating: 1, count: PathShape.count)
    var end = [Double](repeating: 0.5, count: PathShape.count)
    for index in 1..<PathShape.count {
      end[index] = seen * ended[index] + assumed * PathShape.reference[index]
      reach[index] = seen * reached[index] + assumed * 2 * PathShape.reference[index]
    }
    return Survival(reach: reach, end: end)
  }
}

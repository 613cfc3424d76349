import Market

/// How long to wait before a request is tried again: twice as long each time, with a random part,
/// so that those who were turned away together do not come back together.
struct BackOff {
  /// The most seconds before any try.
  static let longest = 60.0

  /// Seconds before the second try, at the most.
  private let first: Double
  private var random: SeededGenerator

  init(first: Double, seed: UInt64) {
    self.first = first
    random = SeededGenerator(seed: seed)
  }

  /// Seconds, from half to all of what the number of failures makes of it.
  ///
  /// - Parameter failures: in a row, from 1.
  mutating func seconds(after failures: Int) -> Double {
    var whole = first
    for _ in 1..<max(1, min(failures, 30)) where whole < Self.longest { whole *= 2 }
    return min(whole, Self.longest) * (0.5 + 0.5 * random.uniform())
  }
}

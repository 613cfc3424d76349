import Market

/// How long to wait before a request is tried again: twice as long each time, with a random part,
/// so that those who were turned away together do not come back together.
struct BackOff {
  /// Seconds before the second try, and the most before any.
  static let first = 0.3
  static let longest = 60.0

  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// Seconds, from half to all of what the number of failures makes of it.
  ///
  /// - Parameter failures: in a row, from 1.
  mutating func seconds(after failures: Int) -> Double {
    var whole = Self.first
    for _ in 1..<max(1, min(failures, 30)) where whole < Self.longest { whole *= 2 }
    return min(whole, Self.longest) * (0.5 + 0.5 * random.uniform())
  }
}

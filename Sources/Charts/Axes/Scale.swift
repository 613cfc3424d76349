import Glibc

/// Maps figures to pixels.
struct Scale: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case linear
    /// Both ends above zero.
    case logarithmic
  }

  let kind: Kind
  let low: Double
  let high: Double
  /// Pixels of the low and the high end, in either order.
  let start: Double
  let end: Double

  /// A range without width is widened, so that one price alone has a place in the middle.
  init(_ kind: Kind, low: Double, high: Double, start: Double, end: Double) {
    self.kind = kind
    self.start = start
    self.end = end
    if high > low {
      (self.low, self.high) = (low, high)
    } else if kind == .logarithmic {
      (self.low, self.high) = (low / 1.01, low * 1.01)
    } else {
      let half = low == 0 ? 1e-9 : abs(low) * 0.01
      (self.low, self.high) = (low - half, low + half)
    }
  }

  func callAsFunction(_ value: Double) -> Double {
    let share =
      switch kind {
      case .linear: (value - low) / (high - low)
      case .logarithmic: log(value / low) / log(high / low)
      }
    return start + share * (end - start)
  }
}

import Liquidation
import Market

/// What the price did in the 24 hours after zones of one side were swept on earlier days.
public struct SweepRecord: Hashable, Sendable {
  public var side: Side
  /// Days on which a zone of the side was swept, and whose 24 hours are over.
  public var count: Int
  /// Median return of the price over the 24 hours.
  public var median: Double
  /// Range that holds the median with 95 % confidence at least; `nil` with fewer than six.
  public var range: ClosedRange<Double>?
  /// Share of them after which the price stood higher.
  public var shareHigher: Double

  /// - Parameter returns: one a day, in any order.
  /// - Returns: `nil` for none.
  public init?(side: Side, returns: [Double]) {
    guard !returns.isEmpty else { return nil }
    let sorted = returns.sorted()
    self.side = side
    count = sorted.count
    median = quantile(sorted, 0.5)
    range = SweepRecord.order(of: sorted.count).map { sorted[$0]...sorted[sorted.count - 1 - $0] }
    shareHigher = Double(sorted.count { $0 > 0 }) / Double(sorted.count)
  }

  /// The place from either end whose values hold the median with 95 % confidence: the sign test
  /// turned round, which assumes nothing of the returns but that they are drawn alike.
  ///
  /// - Returns: `nil` where not even the extremes do.
  static func order(of count: Int) -> Int? {
    // The chance that at most k of the returns lie below their median, term by term.
    var term = 1.0
    for _ in 0..<min(count, 1_000) { term /= 2 }
    guard count <= 1_000 else {
      // The normal approximation, where the terms would vanish.
      return Int((Double(count) / 2 - 0.98 * Double(count).squareRoot()).rounded(.down))
    }
    var sum = 0.0
    var place: Int?
    for below in 0..<(count + 1) / 2 {
      sum += term
      guard sum <= 0.025 else { break }
      place = below
      term *= Double(count - below) / Double(below + 1)
    }
    return place
  }
}

/// Notes at each close which sides' zones were swept in the day, and a day later what became of the
/// price.
///
/// The 24 hours run from the close of the first bar that reached a zone's far edge, when the sweep was
/// complete: counting from its entry would look ahead to know that it became one. One a day and side,
/// since zones that are swept together are followed by the same hours.
public struct SweepLog: Hashable, Sendable, Codable {
  private struct Pending: Hashable, Sendable, Codable {
    var side: Side
    var due: Timestamp
    var price: Price
  }

  private var pending: [Pending] = []
  private var longReturns: [Double] = []
  private var shortReturns: [Double] = []

  public init() {}

  /// Notes what became of the price since earlier sweeps, before anything is said of the day.
  ///
  /// - Parameters:
  ///   - bars: the day's, in order of time.
  ///   - close: the day's.
  public mutating func settle(
    _ bars: some Collection<Bar>, interval: TimeSpan, close: Timestamp
  ) {
    guard !pending.isEmpty else { return }
    for bar in bars {
      for sweep in pending where sweep.due == bar.time + interval {
        let change = bar.close / sweep.price - 1
        if sweep.side == .long { longReturns.append(change) } else { shortReturns.append(change) }
      }
    }
    // What no bar ended at was lost to a gap.
    pending.removeAll { $0.due <= close }
  }

  /// Notes the day's own sweeps.
  ///
  /// - Parameters:
  ///   - zones: as frozen at the close before the first bar.
  ///   - bars: the day's, in order of time.
  public mutating func note(
    _ zones: [Zone], sweptBy bars: some Collection<Bar>, interval: TimeSpan
  ) {
    for side in Side.allCases {
      let own = zones.filter { $0.side == side }
      guard let bar = bars.first(where: { bar in own.contains { $0.isCrossed(by: bar) } }),
        bar.close.value > 0
      else { continue }
      pending.append(Pending(side: side, due: bar.time + interval + .day, price: bar.close))
    }
  }

  /// What is known at the last close; `nil` where no sweep of the side is a day old.
  public func record(of side: Side) -> SweepRecord? {
    SweepRecord(side: side, returns: side == .long ? longReturns : shortReturns)
  }
}

import Liquidation
import Market

/// The order books of a market at a close, as one.
struct DepthAssembly {
  /// Of each instrument its recorded books, in order of time, and what was traded in the day.
  let books: [(snapshots: [DepthSnapshot], volume: USD)]
  let close: Timestamp

  /// How long before the close a book may have been recorded.
  static let oldest = TimeSpan.hour
  /// The share of the day's volume that instruments with a recorded book have at least.
  static let leastCovered = 0.5

  /// The sum of the books at the distances that all of them give, scaled up to instruments without one
  /// by what is traded there.
  ///
  /// `nil` without books of the close for half of the volume, or where one is no possible book.
  var depth: BookDepth? {
    let recorded = books.compactMap { book in
      last(book.snapshots).map { (levels: levels($0), volume: book.volume) }
    }
    guard let first = recorded.first else { return nil }
    let whole = books.reduce(.zero) { $0 + $1.volume }
    let covered = recorded.reduce(.zero) { $0 + $1.volume }
    guard whole.value > 0, covered / whole >= DepthAssembly.leastCovered else { return nil }
    var sum = first.levels
    for book in recorded.dropFirst() {
      for (distance, usd) in sum { sum[distance] = book.levels[distance].map { $0 + usd } }
    }
    let scale = whole / covered
    func side(_ sign: Double) -> [BookDepth.Level] {
      sum.filter { $0.key * sign > 0 }
        .map { BookDepth.Level(distance: abs($0.key), usd: $0.value * scale) }
        .sorted { $0.distance < $1.distance }
    }
    return BookDepth(bids: side(-1), asks: side(1))
  }

  private func last(_ snapshots: [DepthSnapshot]) -> DepthSnapshot? {
    snapshots.last { $0.time <= close }.flatMap {
      $0.time + DepthAssembly.oldest >= close ? $0 : nil
    }
  }

  /// Dollars by signed distance.
  private func levels(_ snapshot: DepthSnapshot) -> [Double: USD] {
    Dictionary(snapshot.levels.map { ($0.distance, $0.value) }) { _, last in last }
  }
}

import Market

/// A figure and the range in which 95 % of its resamples fall.
public struct Interval: Hashable, Sendable, Codable {
  public var value: Double
  public var lo: Double
  public var hi: Double

  public init(value: Double, lo: Double, hi: Double) {
    self.value = value
    self.lo = lo
    self.hi = hi
  }
}

/// Resamples days in blocks of neighbours, since windows overlap and volatility clusters.
///
/// A circular block bootstrap (Politis and Romano 1992): blocks start at any day, the last day is
/// followed by the first. Equal seed and number of days, equal resamples, so that figures of several
/// forecasts are compared on the same days.
struct BlockBootstrap: Sendable {
  /// Fewer blocks than this give no interval: their resamples would be the same days over and over.
  static let fewestBlocks = 3
  static let fewestDays = 5

  let days: Int
  let blockLength: Int
  let resamples: Int
  let seed: UInt64

  /// - Parameter figure: of some days, given by index and possibly several times; `nil` where those
  ///   days do not define it.
  /// - Returns: `nil` where all days together do not define the figure, or where there are too few
  ///   for a range.
  func interval(_ figure: ([Int]) -> Double?) -> Interval? {
    guard hasRange, let value = figure(Array(0..<days)) else { return nil }
    var random = SeededGenerator(seed: seed)
    var values: [Double] = []
    values.reserveCapacity(resamples)
    var chosen: [Int] = []
    chosen.reserveCapacity(days + length)
    for _ in 0..<resamples {
      chosen.removeAll(keepingCapacity: true)
      while chosen.count < days {
        let start = Int(random.next() % UInt64(days))
        for step in 0..<min(length, days - chosen.count) { chosen.append((start + step) % days) }
      }
      if let resampled = figure(chosen), resampled.isFinite { values.append(resampled) }
    }
    return BlockBootstrap.interval(value, of: values)
  }

  /// Many figures of the sums of the same resamples as `interval` draws.
  ///
  /// - Parameters:
  ///   - table: day by day, `lanes` numbers each.
  ///   - figures: of the lanes' sums over some days, always as many; `nil` where they define none.
  /// - Returns: one for each figure; nothing where there are too few days for a range.
  /// - Complexity: blocks, not days, times lanes times resamples.
  func intervals(
    ofSums table: [Double], lanes: Int, _ figures: ([Double]) -> [Double?]
  ) -> [Interval?] {
    guard hasRange, lanes > 0, table.count == days * lanes else { return [] }
    let whole = figures(BlockBootstrap.sums(of: table, lanes: lanes))
    let blocks = blockSums(of: table, lanes: lanes, length: length)
    let rest = days % length
    let ends = blockSums(of: table, lanes: lanes, length: rest)
    var random = SeededGenerator(seed: seed)
    var values = [[Double]](repeating: [], count: whole.count)
    for index in values.indices { values[index].reserveCapacity(resamples) }
    var sum = [Double](repeating: 0, count: lanes)
    for _ in 0..<resamples {
      for lane in 0..<lanes { sum[lane] = 0 }
      for _ in 0..<days / length {
        let row = Int(random.next() % UInt64(days)) * lanes
        for lane in 0..<lanes { sum[lane] += blocks[row + lane] }
      }
      if rest > 0 {
        let row = Int(random.next() % UInt64(days)) * lanes
        for lane in 0..<lanes { sum[lane] += ends[row + lane] }
      }
      for (index, figure) in figures(sum).enumerated() {
        if let figure, figure.isFinite { values[index].append(figure) }
      }
    }
    return zip(whole, values).map { value, resampled in
      value.flatMap { BlockBootstrap.interval($0, of: resampled) }
    }
  }

  /// The lanes' sums over all rows of a table.
  static func sums(of table: [Double], lanes: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: lanes)
    for row in stride(from: 0, to: table.count, by: lanes) {
      for lane in 0..<lanes { sums[lane] += table[row + lane] }
    }
    return sums
  }

  private var length: Int { min(max(1, blockLength), days) }

  private var hasRange: Bool {
    days >= BlockBootstrap.fewestDays && days >= BlockBootstrap.fewestBlocks * blockLength
  }

  /// The sums of the block that begins at each day.
  private func blockSums(of table: [Double], lanes: Int, length: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: table.count)
    for start in 0..<days {
      for step in 0..<length {
        let day = (start + step) % days
        for lane in 0..<lanes { sums[start * lanes + lane] += table[day * lanes + lane] }
      }
    }
    return sums
  }

  private static func interval(_ value: Double, of resampled: [Double]) -> Interval? {
    guard !resampled.isEmpty else { return nil }
    let sorted = resampled.sorted()
    return Interval(value: value, lo: quantile(sorted, 0.025), hi: quantile(sorted, 0.975))
  }
}

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
    let rest = days % length
    let rows = LaneRows(blockSums(of: table, lanes: lanes, length: length), lanes: lanes)
    let ends = LaneRows(blockSums(of: table, lanes: lanes, length: rest), lanes: lanes)
    var random = SeededGenerator(seed: seed)
    var values = [[Double]](repeating: [], count: whole.count)
    for index in values.indices { values[index].reserveCapacity(resamples) }
    for _ in 0..<resamples {
      var sum = LaneRows.Sum(lanes: lanes)
      for _ in 0..<days / length { sum.add(rows, at: Int(random.next() % UInt64(days))) }
      if rest > 0 { sum.add(ends, at: Int(random.next() % UInt64(days))) }
      for (index, figure) in figures(sum.lanes).enumerated() {
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
    var sample = resampled
    let lo = quantile(ofUnsorted: &sample, 0.025)
    return Interval(value: value, lo: lo, hi: quantile(ofUnsorted: &sample, 0.975))
  }
}

/// Rows of numbers that are added up lane by lane, eight lanes at once.
private struct LaneRows {
  private let eights: [SIMD8<Double>]
  private let width: Int

  /// - Parameter table: row by row, `lanes` numbers each.
  init(_ table: [Double], lanes: Int) {
    width = LaneRows.width(lanes)
    var eights = [SIMD8<Double>](repeating: .zero, count: table.count / lanes * width)
    for (place, value) in table.enumerated() {
      let (row, lane) = place.quotientAndRemainder(dividingBy: lanes)
      eights[row * width + lane / 8][lane % 8] = value
    }
    self.eights = eights
  }

  private static func width(_ lanes: Int) -> Int { (lanes + 7) / 8 }

  struct Sum {
    private var eights: [SIMD8<Double>]
    private let count: Int

    init(lanes: Int) {
      eights = [SIMD8<Double>](repeating: .zero, count: LaneRows.width(lanes))
      count = lanes
    }

    var lanes: [Double] { (0..<count).map { eights[$0 / 8][$0 % 8] } }

    mutating func add(_ rows: LaneRows, at row: Int) {
      for place in eights.indices { eights[place] += rows.eights[row * rows.width + place] }
    }
  }
}

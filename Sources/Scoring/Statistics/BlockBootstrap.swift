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
    intervals { [figure($0)] }.first ?? nil
  }

  /// Several figures of the same resamples, for what is costly to sum up but gives many figures.
  ///
  /// - Parameter figures: of some days as in `interval`, always as many.
  /// - Returns: one for each figure; nothing where there are too few days for a range.
  func intervals(_ figures: ([Int]) -> [Double?]) -> [Interval?] {
    guard days >= BlockBootstrap.fewestDays, days >= BlockBootstrap.fewestBlocks * blockLength
    else { return [] }
    let whole = figures(Array(0..<days))
    guard whole.contains(where: { $0 != nil }) else { return whole.map { _ in nil } }
    var random = SeededGenerator(seed: seed)
    let length = min(max(1, blockLength), days)
    var values = [[Double]](repeating: [], count: whole.count)
    for index in values.indices { values[index].reserveCapacity(resamples) }
    var chosen: [Int] = []
    chosen.reserveCapacity(days + length)
    for _ in 0..<resamples {
      chosen.removeAll(keepingCapacity: true)
      while chosen.count < days {
        let start = Int(random.next() % UInt64(days))
        for step in 0..<min(length, days - chosen.count) { chosen.append((start + step) % days) }
      }
      for (index, figure) in figures(chosen).enumerated() {
        if let figure, figure.isFinite { values[index].append(figure) }
      }
    }
    return zip(whole, values).map { value, resampled in
      guard let value, !resampled.isEmpty else { return nil }
      let sorted = resampled.sorted()
      return Interval(value: value, lo: quantile(sorted, 0.025), hi: quantile(sorted, 0.975))
    }
  }
}

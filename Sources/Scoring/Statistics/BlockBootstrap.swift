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
    guard days >= BlockBootstrap.fewestDays, days >= BlockBootstrap.fewestBlocks * blockLength,
      let value = figure(Array(0..<days))
    else { return nil }
    var random = SeededGenerator(seed: seed)
    let length = min(max(1, blockLength), days)
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
    guard !values.isEmpty else { return nil }
    values.sort()
    return Interval(value: value, lo: quantile(values, 0.025), hi: quantile(values, 0.975))
  }
}

import Market

/// Where a figure stands among those of the days before.
public struct HistoryRank: Hashable, Sendable {
  /// Share of the earlier values below this one, ties counted half: 0 to 1.
  public var share: Double
  /// How many days the earlier values reach back: 30 to 90.
  public var days: Int

  /// The days that are looked back on.
  public static let window = 90
  /// Fewer days than this give no rank.
  public static let minimumDays = 30

  public init(share: Double, days: Int) {
    self.share = share
    self.days = days
  }

  /// Ranks a day's figure among the figures of the days before it.
  ///
  /// - Parameter earlier: one figure a day, oldest first, without the day's own; only the last 90
  ///   count.
  /// - Returns: `nil` with fewer than 30 earlier days.
  public init?(of value: Double, among earlier: [Double]) {
    let sample = earlier.suffix(HistoryRank.window)
    guard sample.count >= HistoryRank.minimumDays, value.isFinite,
      let share = percentileRank(of: value, in: sample)
    else { return nil }
    self.init(share: share, days: sample.count)
  }
}

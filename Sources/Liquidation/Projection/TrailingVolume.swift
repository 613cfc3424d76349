import Market

/// What was traded in the trailing week, as closing rates are worked out from it.
public struct TrailingVolume: Sendable, Codable {
  public static let days = 7

  private struct DayVolume: Sendable, Codable {
    let day: Day
    let coins: Double
    let hours: Double
  }

  private var volumes: [DayVolume] = []

  public init() {}

  /// Takes a day's bars in; days come in order.
  public mutating func endDay(_ day: Day, bars: some Sequence<Bar>, interval: TimeSpan) {
    var coins = 0.0
    var hours = 0.0
    for bar in bars where bar.volume.value.isFinite && bar.volume.value >= 0 {
      coins += bar.volume.value
      hours += interval.hours
    }
    volumes.removeAll { $0.day <= day - TrailingVolume.days || $0.day >= day }
    if hours > 0 { volumes.append(DayVolume(day: day, coins: coins, hours: hours)) }
  }

  /// Coins traded in an hour, one-sided; zero where nothing was recorded.
  public var perHour: Base {
    let hours = volumes.reduce(0) { $0 + $1.hours }
    return hours > 0 ? Base(volumes.reduce(0) { $0 + $1.coins } / hours) : .zero
  }
}

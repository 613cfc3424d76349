import Liquidation
import Market

/// Time and volume at each price over the trailing days, by day so that the oldest can be let go.
struct PriceHistory: Sendable, Codable {
  static let window = 14

  private struct DayTally: Sendable, Codable {
    var day: Day
    var time: [Int: Double] = [:]
    var volume: [Int: Double] = [:]
  }

  private let grid: LogPriceGrid
  private var days: [DayTally] = []

  init(grid: LogPriceGrid) { self.grid = grid }

  /// Spreads a bar's time and volume evenly over the cells of its range.
  mutating func record(_ bar: Bar) {
    guard bar.low.value > 0, bar.low <= bar.high, bar.high.value.isFinite else { return }
    let low = grid.bin(of: bar.low)
    let high = grid.bin(of: bar.high)
    guard high - low < 5_000 else { return }
    if days.last?.day != bar.time.day {
      days.append(DayTally(day: bar.time.day))
      days.removeAll { $0.day <= bar.time.day - PriceHistory.window }
    }
    let share = 1 / Double(high - low + 1)
    let volume = bar.volume.value.isFinite ? max(0, bar.volume.value) : 0
    for bin in low...high {
      days[days.count - 1].time[bin, default: 0] += share
      days[days.count - 1].volume[bin, default: 0] += share * volume
    }
  }

  /// All days together.
  var totals: PriceTotals {
    var totals = PriceTotals()
    for day in days {
      totals.time.merge(day.time, uniquingKeysWith: +)
      totals.volume.merge(day.volume, uniquingKeysWith: +)
    }
    return totals
  }
}

/// Bars and coins at each price, by bin.
struct PriceTotals: Sendable {
  var time: [Int: Double] = [:]
  var volume: [Int: Double] = [:]
}

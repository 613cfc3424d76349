import Foundation
import Liquidation
import Market
import Scoring
import Simulation

/// Whether the state of the market tells which side is the more levered: what is expected of an hour,
/// as the backtest has it, times `e^(gain x state)` on the longs' side and `e^-(gain x state)` on the
/// shorts', the gain fitted at each day's start to the trailing 60 days.
enum StateTable {
  private static let window = 60
  /// Days before the first hour that counts: states are measured against a month.
  private static let warmUp = 10
  /// The gain's standard deviation about nought, for a state of one standard deviation.
  private static let spread = 0.15
  private static let names = [
    "account ratio", "funding", "takers' share of a day", "takers' share of a week",
  ]

  /// One hour: what was expected and reported on each side in hundred-thousandths of the open
  /// interest, and the states at its start, in standard deviations of the month before.
  private struct Row {
    var day: Int
    var expected: [Double]
    var reported: [Double]
    var states: [Double]
  }

  static func printSimulated(in folder: String) throws {
    for seed: UInt64 in 1...3 {
      let market = try BenchmarkMarket(TraderMix(), seed: seed, in: folder)
      printRows("seed \(seed)", market.series)
    }
  }

  /// The days before the middle, then all of them, so that the rest is looked at only once.
  static func printTable(of data: BackedSeries) throws {
    let series = try data.read()
    guard let first = series.completeDays.first, let last = series.completeDays.last else { return }
    let middle = first + first.distance(to: last) / 2
    var half = series
    half.bars.removeAll { $0.time >= middle.start }
    printRows("first half", half)
    printRows("all", series)
  }

  static func printHeader() {
    print("| market | state | gain at the end | deviance, later half |\n|---|---|---|---|")
  }

  private static func printRows(_ name: String, _ series: BarSeries) {
    let rows = rows(series)
    guard let from = rows.first?.day, let to = rows.last?.day else { return }
    for (state, label) in names.enumerated() {
      var (plain, with, gain) = (0.0, 0.0, 0.0)
      for day in from + 3...to {
        gain = fit(rows.filter { $0.day < day && $0.day >= day - window }, state)
        guard day > (from + to) / 2 else { continue }
        for row in rows where row.day == day {
          plain += deviance(row, 0, state)
          with += deviance(row, gain, state)
        }
      }
      print(
        "| \(name) | \(label) | \(NumberText.fixed(gain, decimals: 3)) "
          + "| \(NumberText.fixed(100 * (with / plain - 1), decimals: 2)) % |")
    }
  }

  private static func amount(_ row: Row, _ side: Int, _ gain: Double, _ state: Int) -> Double {
    row.expected[side] * exp((side == 0 ? gain : -gain) * row.states[state])
  }

  /// The negative binomial's, as in the daily fit.
  private static func deviance(_ row: Row, _ gain: Double, _ state: Int) -> Double {
    (0..<2).reduce(0) { sum, side in
      let mean = amount(row, side, gain, state)
      return sum + 2 * ((row.reported[side] + 1) * log1p(mean) - row.reported[side] * log(mean))
    }
  }

  private static func fit(_ rows: [Row], _ state: Int) -> Double {
    var gain = 0.0
    for _ in 0..<25 {
      var slope = -gain / (spread * spread)
      var information = 1 / (spread * spread)
      for row in rows {
        for side in 0..<2 {
          let mean = amount(row, side, gain, state)
          let value = side == 0 ? row.states[state] : -row.states[state]
          // An hour counts for a tenth, as there.
          slope += 0.1 * value * (row.reported[side] - mean) / (1 + mean)
          information += 0.1 * value * value * mean / (1 + mean)
        }
      }
      gain += min(0.5, max(-0.5, slope / information))
    }
    return gain
  }

  private static func rows(_ series: BarSeries) -> [Row] {
    let backtest = InstrumentBacktest(
      series: series, margin: .builtIn(for: series.instrument), options: ScoringOptions())
    let hours = Hours(series, backtest.rows)
    let first = hours.all.first.map { $0.key / 24 } ?? 0
    return hours.all.indices.compactMap { index in
      let hour = hours.all[index]
      guard hour.key / 24 >= first + warmUp, hour.isWhole, hour.openInterest > 0,
        let states = hours.states(before: index)
      else { return nil }
      let unit = 1 / (hour.openInterest * ReportingLaw.unit)
      return Row(
        day: hour.key / 24, expected: hour.expected.map { $0 * unit + 1e-3 },
        reported: hour.reported.map { $0 * unit }, states: states)
    }
  }
}

/// A market's hours with what their states are made from.
private struct Hours {
  struct Hour {
    var key: Int
    var expected = [0.0, 0.0]
    var reported = [0.0, 0.0]
    var isWhole = true
    var bought = 0.0
    var volume = 0.0
    var accounts: Double?
    var funding: Double?
    var openInterest = 0.0
  }

  private(set) var all: [Hour] = []

  init(_ series: BarSeries, _ rows: [BarRow]) {
    let given = Dictionary(uniqueKeysWithValues: rows.map { ($0.time, $0) })
    var funding: Double?
    for bar in series.bars {
      let key = Int(bar.time.milliseconds / TimeSpan.hour.milliseconds)
      if all.last?.key != key { all.append(Hour(key: key)) }
      var hour = all.removeLast()
      funding = bar.fundingRate ?? funding
      hour.funding = funding
      if let ratio = bar.longShortRatio, ratio > 0 { hour.accounts = log(ratio) }
      hour.bought += bar.takerBuyVolume?.value ?? bar.volume.value / 2
      hour.volume += bar.volume.value
      hour.openInterest = bar.openInterest?.value ?? hour.openInterest
      if let row = given[bar.time], let long = row.longReported, let short = row.shortReported {
        hour.expected[0] += row.longExpected.value
        hour.expected[1] += row.shortExpected.value
        hour.reported[0] += long.value
        hour.reported[1] += short.value
      } else {
        hour.isWhole = false
      }
      all.append(hour)
    }
  }

  /// The last day's mean (the last week's for the last state) less the last month's, over the month's
  /// standard deviation by hour; at most three either way.
  func states(before index: Int) -> [Double]? {
    let month = all[max(0, index - 24 * 30)..<index]
    let week = month.suffix(24 * 7)
    let day = month.suffix(24)
    func score(_ value: (Hour) -> Double?, _ recent: ArraySlice<Hour>) -> Double? {
      let known = month.compactMap(value)
      let now = recent.compactMap(value)
      guard known.count > 24, !now.isEmpty else { return nil }
      let mean = known.reduce(0, +) / Double(known.count)
      let square = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(known.count)
      return square > 0
        ? min(3, max(-3, (now.reduce(0, +) / Double(now.count) - mean) / square.squareRoot())) : 0
    }
    func taken(_ hours: ArraySlice<Hour>) -> Double {
      hours.reduce(0) { $0 + $1.bought } / max(1e-9, hours.reduce(0) { $0 + $1.volume })
    }
    guard let accounts = score(\.accounts, day), let funding = score(\.funding, day) else {
      return nil
    }
    // Of a day the share varies by about a hundredth, of a week by half of that.
    let takers = [(day, 0.01), (week, 0.005)].map { hours, unit in
      min(3, max(-3, (taken(hours) - taken(month)) / unit))
    }
    return [accounts, funding] + takers
  }
}

import Glibc
import Market

/// Tests labels like forecasts: what came after the days on which one held, against all days on which
/// it could have held.
///
/// Windows of one, three and seven days. The range is a circular block bootstrap over days in blocks of
/// a week; the placebo moves the label's pattern along the calendar by every number of days that is
/// more than a week either way, which keeps its runs and breaks its bond with the price.
public struct LabelTest: Sendable {
  /// Fewer events, or fewer runs of days, have no figures.
  public static let fewestEvents = 10
  public static let fewestEpisodes = 3
  /// In days.
  public static let windows = [1, 3, 7]
  private static let blockLength = 7

  /// Calendar days from the first to the last; `nil` where one is missing.
  private let days: [LabelledDay?]
  private let resamples: Int
  private let seed: UInt64
  /// Log return and log volatility of the window that begins at each day's close, by its length.
  private let outcomes: [Int: [Outcome?]]

  private struct Outcome: Sendable {
    var change: Double
    var volatility: Double
  }

  /// - Parameters:
  ///   - days: in any order, none twice.
  ///   - resamples: of the bootstrap.
  public init(_ days: [LabelledDay], resamples: Int = 1_000, seed: UInt64 = 1) {
    let usable = days.filter {
      $0.low.value > 0 && $0.high >= $0.low && $0.close.value > 0 && $0.high.value.isFinite
    }
    var calendar: [LabelledDay?] = []
    if let first = usable.map(\.day).min(), let last = usable.map(\.day).max() {
      calendar = [LabelledDay?](repeating: nil, count: last.number - first.number + 1)
      for day in usable { calendar[day.day.number - first.number] = day }
    }
    self.days = calendar
    self.resamples = resamples
    self.seed = seed
    outcomes = Dictionary(
      uniqueKeysWithValues: LabelTest.windows.map { length in
        (length, calendar.indices.map { LabelTest.outcome(calendar, from: $0, days: length) })
      })
  }

  /// - Returns: `nil` where a day of the window is missing.
  ///
  /// Realised volatility is the root of the mean of the days' variances, each the mean of the squared
  /// return and of Parkinson's squared range, as the daily move is measured.
  private static func outcome(_ days: [LabelledDay?], from start: Int, days length: Int) -> Outcome?
  {
    guard start + length < days.count, let first = days[start] else { return nil }
    var before = first.close
    var variance = 0.0
    for index in start + 1...start + length {
      guard let day = days[index] else { return nil }
      let change = log(day.close / before)
      let range = log(day.high / day.low)
      variance += (change * change + range * range / (4 * M_LN2)) / 2
      before = day.close
    }
    let change = log(before / first.close)
    // A price that stood still has no logarithm of its volatility.
    guard variance > 0, change.isFinite else { return nil }
    return Outcome(change: change, volatility: log(variance / Double(length)) / 2)
  }

  /// All labels that any day could tell, in order of their names.
  public func records() -> [LabelRecord] {
    Set(days.flatMap { $0.map { Array($0.labels.keys) } ?? [] }).sorted().map(record)
  }

  public func record(of label: String) -> LabelRecord {
    let states = days.map { $0?.labels[label] }
    let held = states.count { $0 == true }
    let episodes = states.indices.count { index in
      states[index] == true && (index == 0 || states[index - 1] != true)
    }
    let hasFigures = episodes >= LabelTest.fewestEpisodes
    return LabelRecord(
      label: label, known: states.count { $0 != nil }, held: held, episodes: episodes,
      outcomes: LabelTest.windows.map { outcome(states, days: $0, hasFigures: hasFigures) })
  }

  private func outcome(_ states: [Bool?], days length: Int, hasFigures: Bool) -> LabelOutcome {
    let windows = outcomes[length] ?? []
    let events = zip(states, windows).count { $0 == true && $1 != nil }
    var outcome = LabelOutcome(hours: 24 * length, events: events)
    guard hasFigures, events >= LabelTest.fewestEvents else { return outcome }
    let differences = differences(states, windows)
    guard differences.count == 2 else { return outcome }
    outcome.excessReturn = differences[0].map {
      LabelEffect(
        difference: $0, placebo: placebo(states, windows.map { $0?.change }, against: $0.value))
    }
    outcome.excessVolatility = differences[1].map {
      LabelEffect(
        difference: $0, placebo: placebo(states, windows.map { $0?.volatility }, against: $0.value))
    }
    return outcome
  }

  // MARK: One label and window

  /// Mean of the labelled days less the mean of all that could be: of the return, and of the
  /// volatility.
  private func differences(_ states: [Bool?], _ windows: [Outcome?]) -> [Interval?] {
    var table: [Double] = []
    table.reserveCapacity(6 * states.count)
    for (held, window) in zip(states, windows) {
      guard let held, let window else {
        table += [0, 0, 0, 0, 0, 0]
        continue
      }
      let weight = held ? 1.0 : 0
      table += [
        1, window.change, window.volatility, weight, weight * window.change,
        weight * window.volatility,
      ]
    }
    let bootstrap = BlockBootstrap(
      days: states.count, blockLength: LabelTest.blockLength, resamples: resamples, seed: seed)
    return bootstrap.intervals(ofSums: table, lanes: 6) { sums in
      (1...2).map { lane in
        sums[0] > 0 && sums[3] > 0 ? sums[3 + lane] / sums[3] - sums[lane] / sums[0] : nil
      }
    }
  }

  /// Complexity: days times labelled days.
  private func placebo(_ states: [Bool?], _ values: [Double?], against observed: Double) -> Double {
    let count = states.count
    let nearest = LabelTest.blockLength + 1
    let base = zip(states, values).compactMap { $0 == nil ? nil : $1 }
    guard count > 2 * nearest, !base.isEmpty else { return 1 }
    let mean = base.reduce(0, +) / Double(base.count)
    let held = states.indices.filter { states[$0] == true }
    // Twice over, so that the calendar goes round.
    let amounts = (values + values).map { $0 ?? 0 }
    let known = (values + values).map { $0 == nil ? 0 : 1 }
    // The true dates count as one of them, so that the share is never nought.
    var asLarge = 1
    var tried = 1
    for shift in nearest...count - nearest {
      var sum = 0.0
      var events = 0
      for index in held {
        sum += amounts[index + shift]
        events += known[index + shift]
      }
      guard events > 0 else { continue }
      tried += 1
      if abs(sum / Double(events) - mean) >= abs(observed) { asLarge += 1 }
    }
    return Double(asLarge) / Double(tried)
  }
}

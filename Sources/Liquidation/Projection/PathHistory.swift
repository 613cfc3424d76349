import Glibc
import Market

/// Follows a market's price day by day and freezes, at each close, a projection of where it may go.
///
/// Every window that began at an earlier close is measured in the standard deviations that were forecast
/// at that close, so a projection uses nothing that was not known. Memory is bounded.
public struct PathHistory: Sendable, Codable {
  /// Days before the first projection.
  public static let fewestDays = 10
  /// Lengths at which windows are measured, in hours: the slots of the first day, then each day.
  static let horizons = [4, 8, 12, 16, 20, 24, 48, 72, 96, 120, 144, 168]
  /// Independent windows that the reference distribution is worth.
  static let referenceWindows = 40.0
  /// A day of which less is covered says nothing of its extremes.
  static let leastCoverage = 0.75

  /// A window that is not over.
  private struct OpenWindow: Sendable, Codable {
    let start: Day
    let close: Double
    /// By horizon.
    let sigmas: [Double]
    var low: Double
    var high: Double
  }

  private struct Close: Sendable, Codable {
    let day: Day
    let close: Price
  }

  private var volatility = VolatilityForecast()
  private var shapes = PathHistory.horizons.map { PathShape(hours: $0) }
  private var open: [OpenWindow] = []
  private var last: Close?
  /// Days whose range is known so far.
  public private(set) var days = 0

  public init() {}

  /// Takes a day in.
  ///
  /// Days come in order. One that is not after the last is passed over; one that is missing or largely
  /// so ends the windows that it is part of without measuring them.
  ///
  /// - Parameters:
  ///   - bars: the day's, in order of time: mark prices count where they are known.
  ///   - interval: the bars' length.
  /// - Complexity: linear in the bars.
  public mutating func endDay(_ day: Day, bars: some Sequence<Bar>, interval: TimeSpan) {
    if let last, day <= last.day { return }
    let follows = last.map { $0.day + 1 == day } ?? false
    guard
      let path = DayPath(
        day, bars: bars, interval: interval,
        before: follows ? last?.close : nil)
    else { return }
    if !follows || path.coverage < PathHistory.leastCoverage { open.removeAll() }
    last = Close(day: day, close: path.close)
    guard path.coverage >= PathHistory.leastCoverage else { return }
    measure(path)
    volatility.record(path)
    days += 1
    let sigmas = sigmas(after: day)
    open.append(
      OpenWindow(
        start: day, close: path.whole.last,
        sigmas: PathHistory.horizons.map { sigmas[$0 / DayPath.slotHours] },
        low: path.whole.last, high: path.whole.last))
  }

  /// What may come after the last day's close.
  ///
  /// - Returns: `nil` before the tenth day, and where the last day is largely missing.
  /// - Complexity: constant, about half a millisecond.
  public func projection() -> Projection? { projection(from: nil) }

  /// What may come from a moment of the day after the last, as that day has come so far: by what the last
  /// close knew, from where the price stands.
  ///
  /// - Parameters:
  ///   - day: the day that is not over.
  ///   - price: at the moment.
  /// - Returns: `nil` also where it is not the day after the last.
  public func projection(on day: Day, from price: Price) -> Projection? {
    last.map { $0.day + 1 == day } ?? false ? projection(from: price) : nil
  }

  private func projection(from price: Price?) -> Projection? {
    guard let last, days >= PathHistory.fewestDays, open.last?.start == last.day else { return nil }
    return Projection(
      close: price ?? last.close, sigmas: sigmas(after: last.day),
      horizons: PathHistory.horizons,
      shapes: zip(shapes, PathHistory.horizons).map { shape, hours in
        // Neighbouring windows of a week share six days.
        let independent = shape.weight * min(1, 24 / Double(hours))
        return shape.survival(
          own: independent / (independent + PathHistory.referenceWindows))
      }, windows: shapes.last?.windows ?? 0)
  }

  /// At each step from the close. A day's variance is spread evenly over its hours: what the hours of
  /// the day differ by is in the shapes, since all windows begin at the same one.
  private func sigmas(after day: Day) -> [Double] {
    var variance = 0.0
    var sigmas = [0.0]
    for ahead in 0..<Projection.steps / DayPath.slots {
      let daily = volatility.variance(of: day + 1 + ahead, ahead: ahead)
      for slot in 1...DayPath.slots {
        sigmas.append((variance + daily * Double(slot) / Double(DayPath.slots)).squareRoot())
      }
      variance += daily
    }
    return sigmas
  }

  private mutating func measure(_ path: DayPath) {
    for index in open.indices {
      let window = open[index]
      let age = window.start.distance(to: path.day)
      if age == 1 {
        for slot in 0..<DayPath.slots - 1 {
          guard let reached = path.reached[slot] else { continue }
          record(window, reached, at: slot)
        }
      }
      open[index].low = min(window.low, path.whole.low)
      open[index].high = max(window.high, path.whole.high)
      var whole = path.whole
      whole.low = open[index].low
      whole.high = open[index].high
      record(window, whole, at: DayPath.slots - 2 + age)
    }
    open.removeAll { $0.start.distance(to: path.day) >= 7 }
  }

  private mutating func record(_ window: OpenWindow, _ reached: DayPath.Reached, at place: Int) {
    guard place < shapes.count else { return }
    let sigma = window.sigmas[place]
    shapes[place].record(
      fall: max(0, window.close - reached.low) / sigma,
      rise: max(0, reached.high - window.close) / sigma,
      end: (reached.last - window.close) / sigma)
  }
}

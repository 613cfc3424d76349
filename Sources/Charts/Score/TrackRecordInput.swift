import Briefing
import Market

/// How a market's forecasts did so far: what the charts of its track record show.
public struct TrackRecordInput: Hashable, Sendable {
  /// The market's name for people.
  public var marketName: String
  /// Where the figures are from, longest wording first.
  public var sources: [String]
  /// The close of the last day.
  public var cutoff: Timestamp
  public var simulated: Bool
  /// Reach probabilities against what came, shortest horizon first; empty where none is over.
  public var calibration: [CalibrationSeries]
  /// One for each horizon and side that was ever scored: shortest first, longs before shorts.
  public var lifts: [LiftSeries]

  public init(
    marketName: String, sources: [String], cutoff: Timestamp, simulated: Bool,
    calibration: [CalibrationSeries], lifts: [LiftSeries]
  ) {
    self.marketName = marketName
    self.sources = sources
    self.cutoff = cutoff
    self.simulated = simulated
    self.calibration = calibration
    self.lifts = lifts
  }

  /// From the scorecards of a market's briefings; the running figures are those of the last card that
  /// holds them.
  ///
  /// - Parameter scorecards: in any order, a day once.
  public init(
    marketName: String, sources: [String], cutoff: Timestamp, simulated: Bool,
    scorecards: [(day: Day, scorecard: Scorecard)]
  ) {
    let cards = scorecards.sorted { $0.day < $1.day }
    let records = cards.last { !($0.scorecard.reach ?? []).isEmpty }?.scorecard.reach ?? []
    let horizons = Set(cards.flatMap { $0.scorecard.horizons.map(\.hours) }).sorted()
    self.init(
      marketName: marketName, sources: sources, cutoff: cutoff, simulated: simulated,
      calibration: records.sorted { $0.hours < $1.hours }.map(CalibrationSeries.init),
      lifts: horizons.flatMap { hours in
        Side.allCases.map { LiftSeries(hours: hours, side: $0, cards: cards) }
      })
  }

  /// From a market's briefings, the last of which gives name, sources and cut-off.
  ///
  /// - Parameter briefings: one market's, in any order.
  /// - Returns: `nil` without briefings.
  public init?(_ briefings: [Briefing]) {
    guard let last = briefings.max(by: { $0.date < $1.date }) else { return nil }
    self.init(
      marketName: last.marketName, sources: last.sourceWordings, cutoff: last.cutoff,
      simulated: last.simulated,
      scorecards: briefings.compactMap { briefing in
        briefing.scorecard.map { (briefing.date, $0) }
      })
  }
}

/// A figure, with its 95 % interval where there are enough days for one.
public struct ScoreFigure: Hashable, Sendable {
  public var value: Double
  public var low: Double?
  public var high: Double?

  public init(value: Double, low: Double?, high: Double?) {
    self.value = value
    self.low = low
    self.high = high
  }

  /// - Returns: `nil` where there is no finite figure; the interval only where it is whole and finite.
  init?(_ value: Double?, _ low: Double?, _ high: Double?) {
    guard let value, value.isFinite else { return nil }
    self.value = value
    if let low, let high, low.isFinite, high.isFinite, low <= high {
      (self.low, self.high) = (low, high)
    }
  }
}

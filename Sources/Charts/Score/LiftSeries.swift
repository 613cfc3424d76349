import Briefing
import Market

/// The running lift of the densest quarter for one horizon and side.
public struct LiftSeries: Hashable, Sendable {
  public struct Day: Hashable, Sendable {
    public var day: Market.Day
    public var windows: Int
    /// Over all windows up to this day.
    public var lift: ScoreFigure

    public init(day: Market.Day, windows: Int, lift: ScoreFigure) {
      self.day = day
      self.windows = windows
      self.lift = lift
    }
  }

  public struct Baseline: Hashable, Sendable {
    /// As in `Guides/Scoring.md`.
    public var name: String
    /// `nil` where it had nothing to say.
    public var lift: ScoreFigure?

    public init(name: String, lift: ScoreFigure?) {
      self.name = name
      self.lift = lift
    }
  }

  public var hours: Int
  public var side: Side
  /// Oldest first; days without a figure are left out. The last is where the book stands now.
  public var days: [Day]
  /// The same windows scored by rules that need no book, as of the last card that holds any.
  public var baselines: [Baseline]

  public init(hours: Int, side: Side, days: [Day], baselines: [Baseline]) {
    self.hours = hours
    self.side = side
    self.days = days
    self.baselines = baselines
  }

  /// - Parameter cards: oldest first.
  init(hours: Int, side: Side, cards: [(day: Market.Day, scorecard: Scorecard)]) {
    self.hours = hours
    self.side = side
    let scores = cards.compactMap { card -> (day: Market.Day, running: RunningScore)? in
      guard let horizon = card.scorecard.horizons.first(where: { $0.hours == hours }) else {
        return nil
      }
      return (card.day, horizon.score(side).running)
    }
    days = scores.compactMap { score in
      let running = score.running
      guard let lift = ScoreFigure(running.lift25, running.lift25Low, running.lift25High)
      else { return nil }
      return Day(day: score.day, windows: running.windows, lift: lift)
    }
    let rules = scores.last { !($0.running.baselines ?? []).isEmpty }?.running.baselines ?? []
    baselines = rules.map { rule in
      Baseline(
        name: rule.name, lift: ScoreFigure(rule.lift25, rule.lift25Low, rule.lift25High))
    }
  }

  /// The book's figure over all windows.
  var book: ScoreFigure? { days.last?.lift }
  var windows: Int { days.last?.windows ?? 0 }
}

import Glibc
import Market

/// The finding of the day in a few words. Only measured figures stand here: an estimate would need
/// its range.
public enum HeadlineWording {
  public static func headline(_ day: DayFigures) -> String {
    guard let change = day.change else { return first(day) }
    let size = Phrase.size(change)
    let held = day.openInterestChange
    return switch DayCharacter(day) {
    case .first: first(day)
    case .plunge: breakout("fall", "Price falls \(size)", .long, day, change, held)
    case .surge: breakout("rally", "Price rallies \(size)", .short, day, change, held)
    case .recovery:
      "Price recovers to \(price(day.close)) from a low of \(price(day.low))"
        + openInterest(held)
    case .fade:
      "Price spikes to \(price(day.high)), \(day.isOpen ? "comes back to" : "then closes at") \(price(day.close))"
        + openInterest(held)
    case .decline: decline(size, held, verb: strong(day) ? "falls" : "slips")
    case .advance: advance(size, held, verb: strong(day) ? "climbs" : "gains")
    case .twoWay:
      "Price swings between \(price(day.low)) and \(price(day.high)), "
        + (abs(held ?? 0) >= 0.02
          ? "open interest \((held ?? 0) > 0 ? "up" : "down") \(Phrase.size(held ?? 0))"
          : "\(day.isOpen ? "now" : "ending") \(Phrase.comparison(change))")
    case .quiet: quiet(day, held)
    }
  }

  private static func first(_ day: DayFigures) -> String {
    "Price at \(price(day.close)) with "
      + "\(Phrase.amount(day.openInterest.value, of: day.asset)) of open interest"
  }

  private static func breakout(
    _ noun: String, _ clause: String, _ side: Side, _ day: DayFigures, _ change: Double,
    _ held: Double?
  ) -> String {
    let swept = day.sweeps.zones(of: side).contains(where: \.through)
    let hit = day.sweeps.estimate(of: side).value > day.sweeps.estimate(of: side.opposite).value
    let verb = side == .long ? "swept" : "squeezed"
    let opening =
      swept && hit
      ? "\(Phrase.sentence(side.plural)) \(verb) in "
        + "\(Phrase.withArticle(Phrase.size(change))) \(noun)"
      : clause
    return opening + openInterest(held)
  }

  /// A move of more than an ordinary day's size.
  private static func strong(_ day: DayFigures) -> Bool {
    (day.moves(to: day.close).map(abs) ?? 0) >= 1.2
  }

  private static func decline(_ size: String, _ held: Double?, verb: String) -> String {
    let change = held ?? 0
    return switch change {
    case 0.01...: "Price \(verb) \(size) as open interest builds by \(Phrase.size(change))"
    case ...(-0.01): "Price and open interest both lower, by \(size) and \(Phrase.size(change))"
    default: "Price \(verb) \(size)" + openInterest(held)
    }
  }

  private static func advance(_ size: String, _ held: Double?, verb: String) -> String {
    let change = held ?? 0
    return switch change {
    case 0.01...: "Price \(verb) \(size) on \(Phrase.size(change)) more open interest"
    case ...(-0.01): "Price \(verb) \(size) while open interest shrinks by \(Phrase.size(change))"
    default: "Price \(verb) \(size)" + openInterest(held)
    }
  }

  private static func quiet(_ day: DayFigures, _ held: Double?) -> String {
    let range = Phrase.size(day.high / day.low - 1)
    // A day may be ordinary for its market without being quiet.
    let calm = log(day.high / day.low) < 0.8 * (day.previousSigma ?? day.sigma)
    if let held, abs(held) >= 0.02 {
      let verb = held > 0 ? "grows" : "shrinks"
      return "Open interest \(verb) \(Phrase.size(held)) "
        + (calm
          ? "while the price keeps to \(Phrase.withArticle(range)) range"
          : "as the price \(day.isOpen ? "stands" : "ends") \(Phrase.comparison(day.change ?? 0))")
    }
    let change = day.change ?? 0
    if !calm, abs(change) >= 0.01 {
      return "Price drifts \(Phrase.comparison(change)) in \(Phrase.withArticle(range)) range"
        + openInterest(held)
    }
    return
      "\(calm ? "Quiet" : "Sideways") day\(day.isOpen ? " so far," : "") in a range of \(range)"
      + openInterest(held)
  }

  /// `, open interest down 14.6 %`; what was not reported has not stood still.
  private static func openInterest(_ change: Double?) -> String {
    guard let change else { return ", open interest not reported" }
    if Phrase.isFlat(change) { return ", open interest unchanged" }
    return ", open interest \(change > 0 ? "up" : "down") \(Phrase.size(change))"
  }

  private static func price(_ price: Price) -> String { NumberText.price(price.value) }
}

import Liquidation
import Market

/// The three sentences under the headline: what happened, how the crowd stands, where the next
/// pools are.
public enum SummaryWording {
  public static func sentences(_ day: DayFigures) -> [String] {
    [happened(day), CrowdWording.sentence(day), pools(day)]
  }

  // MARK: What happened

  private static func happened(_ day: DayFigures) -> String {
    "\(day.asset) \(move(day)); \(openInterest(day)), and \(liquidated(day))."
  }

  private static func move(_ day: DayFigures) -> String {
    let close = NumberText.price(day.close.value)
    let low = NumberText.price(day.low.value)
    let high = NumberText.price(day.high.value)
    guard let change = day.change, let sigmas = day.sigmas(to: day.close) else {
      return "closed at \(close) after trading between \(low) and \(high)"
    }
    let size = Phrase.size(change)
    let ending = Phrase.isFlat(change) ? "unchanged on the day" : "\(Phrase.comparison(change))"
    return switch DayCharacter(day) {
    case .plunge:
      "fell \(size) to \(close), a move of \(Phrase.sigmas(sigmas)) as known the day before, with a low of \(low)"
    case .surge:
      "rose \(size) to \(close), a move of \(Phrase.sigmas(sigmas)) as known the day before, with a high of \(high)"
    case .recovery: "traded down to \(low) and came back to close at \(close), \(ending)"
    case .fade: "traded up to \(high) and fell back to close at \(close), \(ending)"
    case .decline: "lost \(size) to close at \(close), with a low of \(low)"
    case .advance: "gained \(size) to close at \(close), with a high of \(high)"
    case .twoWay, .quiet, .first:
      "traded between \(low) and \(high) and closed at \(close), \(ending)"
    }
  }

  private static func openInterest(_ day: DayFigures) -> String {
    let level =
      "\(Phrase.amount(day.openInterest.value, of: day.asset)) "
      + "(\(Phrase.usd(day.openInterestUSD.value)))"
    guard let change = day.openInterestChange else { return "open interest stood at \(level)" }
    if Phrase.isFlat(change) { return "open interest was unchanged at \(level)" }
    let verb =
      switch change {
      case 0.05...: "jumped"
      case 0.01...: "rose"
      case 0...: "edged up"
      case ...(-0.05): "dropped"
      case ...(-0.01): "fell"
      default: "edged down"
      }
    return "open interest \(verb) \(Phrase.size(change)) to \(level)"
  }

  private static func liquidated(_ day: DayFigures) -> String {
    let (long, short) = (day.sweeps.long, day.sweeps.short)
    if long.p90 < 0.5, short.p90 < 0.5 {
      return "the books show no liquidation on either side ($0)"
    }
    return "the books put liquidations at \(Phrase.usd(long)) of longs"
      + " and \(Phrase.usd(short)) of shorts"
  }

  // MARK: Where the next pools are

  private static func pools(_ day: DayFigures) -> String {
    let long = day.nextZone(of: .long)
    let short = day.nextZone(of: .short)
    return switch (long, short) {
    case (nil, nil):
      "No pool stands out from the map on either side of \(NumberText.price(day.close.value))."
    case (let long?, nil):
      "The next sizeable long pool is \(place(long)); no short pool stands out above "
        + "\(NumberText.price(day.close.value))."
    case (nil, let short?):
      "The next sizeable short pool is \(place(short)); no long pool stands out below "
        + "\(NumberText.price(day.close.value))."
    case (let long?, let short?):
      "The next sizeable long pool is \(place(long)); "
        + "the next short pool of size is \(place(short))."
    }
  }

  private static func place(_ zone: Zone) -> String {
    "\(Phrase.band(zone.low, zone.high)), \(ZoneWording.distance(zone)), with "
      + Phrase.usd(zone.usd)
  }
}

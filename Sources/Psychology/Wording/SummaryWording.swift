import Liquidation
import Market

/// The three sentences under the headline: what happened, what changed in the crowd, what to watch.
public enum SummaryWording {
  public static func sentences(_ day: DayFigures) -> [String] {
    Phrase.labelledOnce([happened(day), CrowdWording.sentence(day), WatchWording.sentence(day)])
  }

  private static func happened(_ day: DayFigures) -> String {
    "\(day.asset) \(move(day)); \(openInterest(day)), and \(liquidated(day))."
  }

  private static func move(_ day: DayFigures) -> String {
    let close = NumberText.price(day.close.value)
    let low = NumberText.price(day.low.value)
    let high = NumberText.price(day.high.value)
    guard let change = day.change, let moves = day.moves(to: day.close) else {
      return
        "\(day.isOpen ? "stands" : "closed") at \(close) after trading between \(low) and \(high)"
    }
    let size = Phrase.size(change)
    let ending =
      Phrase.isFlat(change)
      ? "unchanged \(day.isOpen ? "so far" : "on the day")" : "\(Phrase.comparison(change))"
    let swept = sweptClause(day)
    let (toClose, andClosed) =
      day.isOpen
      ? ("and stands at \(close)", "and stands at \(close)")
      : ("to close at \(close)", "and closed at \(close)")
    return switch DayCharacter(day) {
    case .plunge:
      "fell \(size) to \(close), \(Phrase.dailyMoves(moves)) \(span(day)), with a low of \(low)\(swept)"
    case .surge:
      "rose \(size) to \(close), \(Phrase.dailyMoves(moves)) \(span(day)), with a high of \(high)\(swept)"
    case .recovery: "traded down to \(low) and came back \(toClose), \(ending)\(swept)"
    case .fade: "traded up to \(high) and fell back \(toClose), \(ending)\(swept)"
    case .decline: "lost \(size) \(toClose), with a low of \(low)\(swept)"
    case .advance: "gained \(size) \(toClose), with a high of \(high)\(swept)"
    case .twoWay, .quiet, .first:
      "traded between \(low) and \(high) \(andClosed), \(ending)\(swept)"
    }
  }

  private static func span(_ day: DayFigures) -> String {
    day.isOpen ? "since yesterday\u{2019}s close" : "in one day"
  }

  /// `, through one long zone of yesterday’s map`
  private static func sweptClause(_ day: DayFigures) -> String {
    let parts = Side.allCases.compactMap { side in
      let count = day.sweeps.zones(of: side).count(where: \.through)
      return count == 0 ? nil : Phrase.count(count, "\(side.rawValue) zone")
    }
    return parts.isEmpty ? "" : ", through \(Phrase.list(parts)) of yesterday\u{2019}s map"
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
}

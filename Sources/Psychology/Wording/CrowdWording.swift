import Market

/// The summary's second sentence: who is under water, what changed since yesterday, who pays.
enum CrowdWording {
  /// A share that moved by this much in a day is the news of the sentence.
  private static let shift = 0.15
  /// One side is the trapped one where its share is this many times the other's.
  private static let dominance = 1.5
  private static let measure = "under water by more than a daily move"

  static func sentence(_ day: DayFigures) -> String {
    let text = moved(day) ?? standing(day)
    return Phrase.sentence(text) + funding(day) + "."
  }

  // MARK: A large move of the shares

  private static func moved(_ day: DayFigures) -> String? {
    guard let long = day.previousTrappedLongShare, let short = day.previousTrappedShortShare else {
      return nil
    }
    let changes = [
      (Side.long, day.trappedLongs.share.value - long),
      (Side.short, day.trappedShorts.share.value - short),
    ]
    guard let (side, change) = changes.max(by: { abs($0.1) < abs($1.1) }), abs(change) >= shift,
      let move = day.change, !Phrase.isFlat(move)
    else { return nil }
    let losing = move * side.sign < 0
    let share = Phrase.share(day.trapped(side).share)
    let rest = "\(since(side, day)), against \(other(side, day))"
    if change > 0 {
      // A share that rose while the price helped the side has no story that fits in a clause.
      guard losing else { return nil }
      return "the \(side == .long ? "fall" : "rise") caught \(side.plural) out: \(share) of them "
        + "are now \(measure), \(rest)"
    }
    // Fewer are trapped after a move against them only because many are gone.
    return losing
      ? "\(side.plural) were flushed out: \(share) of those left are \(measure), \(rest)"
      : "the \(side == .long ? "rise" : "fall") let \(side.plural) off the hook: \(share) of "
        + "them are still \(measure), \(rest)"
  }

  /// `up from 24.3 %`; empty on a first day.
  private static func since(_ side: Side, _ day: DayFigures) -> String {
    day.previousTrappedShare(side).map {
      Phrase.change(of: day.trapped(side).share.value, from: $0)
    } ?? ""
  }

  /// `14.7 % of shorts, up from 0.02 %`
  private static func other(_ side: Side, _ day: DayFigures) -> String {
    let share = day.trapped(side.opposite).share
    let change = since(side.opposite, day)
    return "\(Phrase.share(share)) of \(side.opposite.plural)"
      + (change.isEmpty || share.value < 0.005 ? "" : ", \(change)")
  }

  // MARK: Shares much as they were

  private static func standing(_ day: DayFigures) -> String {
    let longs = day.trappedLongs.share
    let shorts = day.trappedShorts.share
    if max(longs.value, shorts.value) < 0.01 {
      return "hardly anyone is deep in the red: \(Phrase.share(longs)) of longs and "
        + "\(Phrase.share(shorts)) of shorts are \(measure)"
    }
    if longs.value > dominance * shorts.value { return oneSided(.long, day) }
    if shorts.value > dominance * longs.value { return oneSided(.short, day) }
    return "both sides hold losers: \(both(.long, day)) and \(both(.short, day)) are \(measure)"
  }

  private static func both(_ side: Side, _ day: DayFigures) -> String {
    let change = since(side, day)
    return "\(Phrase.share(day.trapped(side).share)) of \(side.plural)"
      + (change.isEmpty ? "" : " (\(change))")
  }

  private static func oneSided(_ side: Side, _ day: DayFigures) -> String {
    let share = Phrase.share(day.trapped(side).share)
    let against = "against \(other(side, day))"
    guard let before = day.previousTrappedShare(side),
      let otherBefore = day.previousTrappedShare(side.opposite)
    else {
      return "\(side.plural) are the trapped side: \(share) of them are \(measure), \(against)"
    }
    let change = since(side, day)
    return before > dominance * otherBefore
      ? "\(share) of \(side.plural) are \(measure), \(change) a day earlier, \(against)"
      : "\(side.plural) are now the trapped side: \(share) of them are \(measure), \(change), "
        + against
  }

  // MARK: Who pays

  /// `; funding runs at +8.4 % a year, paid by longs, up from +5.1 %, the 43rd percentile …`
  private static func funding(_ day: DayFigures) -> String {
    guard let funding = day.funding else { return "" }
    guard let side = funding.paying else { return "; funding was last settled at zero" }
    let before = day.previousFunding.map(FundingWording.yearly)
    let rate = FundingWording.yearly(funding.annualised)
    var text = "; funding runs at \(rate) a year, paid by \(side.plural)"
    if let earlier = day.previousFunding, let before {
      text +=
        before == rate
        ? ", as a day earlier" : ", \(funding.annualised > earlier ? "up" : "down") from \(before)"
    }
    return text + (funding.rank.map { ": \(Phrase.percentile($0))" } ?? "")
  }
}

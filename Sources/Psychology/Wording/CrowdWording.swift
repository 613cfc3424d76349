import Market

/// The summary's second sentence: who is under water, what changed since yesterday, who pays.
enum CrowdWording {
  /// A share that moved by this much in a day is the news of the sentence.
  private static let shift = 0.15
  /// One side is the trapped one where its share is this many times the other's.
  private static let dominance = 1.5
  private static let measure = "under water by more than one daily sigma"

  static func sentence(_ day: DayFigures) -> String {
    let text = moved(day) ?? standing(day)
    return Phrase.sentence(text) + funding(day.funding) + "."
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
    let other = side.opposite
    let share = "\(Phrase.share(day.trapped(side).share))"
    let before = Phrase.share(day.previousTrappedShare(side) ?? 0)
    let against =
      "against \(Phrase.share(day.trapped(other).share)) of \(other.plural)\(from(other, day))"
    if change > 0 {
      // A share that rose while the price helped the side has no story that fits in a clause.
      guard losing else { return nil }
      return
        "the \(side == .long ? "fall" : "rise") caught \(side.plural) out: \(share) of them are "
        + "now \(measure), up from \(before), \(against)"
    }
    // Fewer are trapped after a move against them only because many are gone.
    return losing
      ? "\(side.plural) were flushed out: \(share) of those left are \(measure), down from "
        + "\(before), \(against)"
      : "the \(side == .long ? "rise" : "fall") let \(side.plural) off the hook: \(share) of "
        + "them are still \(measure), down from \(before), \(against)"
  }

  /// `, up from 0.05 %` where it moved.
  private static func from(_ side: Side, _ day: DayFigures) -> String {
    guard let before = day.previousTrappedShare(side) else { return "" }
    let now = day.trapped(side).share.value
    guard Phrase.share(now) != Phrase.share(before) else { return "" }
    return ", \(now > before ? "up" : "down") from \(Phrase.share(before))"
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
    return "both sides hold losers: \(Phrase.share(longs)) of longs and \(Phrase.share(shorts)) of "
      + "shorts are \(measure)"
  }

  private static func oneSided(_ side: Side, _ day: DayFigures) -> String {
    let share = day.trapped(side).share
    let other = day.trapped(side.opposite).share
    let tail = "against \(Phrase.share(other)) of \(side.opposite.plural)"
    guard let before = day.previousTrappedShare(side),
      let otherBefore = day.previousTrappedShare(side.opposite)
    else {
      return "\(side.plural) are the trapped side: \(Phrase.share(share)) of them are \(measure), "
        + tail
    }
    guard before > dominance * otherBefore else {
      return "\(side.plural) are now the trapped side: \(Phrase.share(share)) of them are "
        + "\(measure), \(tail)"
    }
    let change = share.value - before
    let trend =
      abs(change) < 0.02
      ? "with little change from \(Phrase.share(before)) a day earlier"
      : "\(change > 0 ? "up" : "down") from \(Phrase.share(before)) a day earlier"
    return "\(Phrase.share(share)) of \(side.plural) are \(measure), \(trend), \(tail)"
  }

  private static func funding(_ funding: FundingPosition?) -> String {
    guard let funding else { return "" }
    guard let side = funding.paying else { return "; funding was last settled at zero" }
    return "; \(side.plural) pay \(Phrase.size(funding.annualised)) a year in funding"
      + Phrase.trailing(funding.rank)
  }
}

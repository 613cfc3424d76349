import Glibc
import Market

/// Who is under water, and what it costs them.
public enum TrappedWording {
  public static func sentences(_ side: Side, _ day: DayFigures) -> [String] {
    Phrase.labelledOnce(all(side, day))
  }

  private static func all(_ side: Side, _ day: DayFigures) -> [String] {
    let trapped = day.trapped(side)
    guard trapped.share.p90 >= 0.000_05, let entry = trapped.meanEntry, let loss = trapped.loss
    else {
      return [nobody(side, day)]
    }
    var sentences = [opening(side, trapped, day)]
    if let standing = standing(trapped, before: day.previousTrappedShare(side)) {
      sentences.append(standing)
    }
    // What so few came in at and pay would be read as a figure of the side.
    guard trapped.share.value >= 0.005 else { return sentences + [underWater(side, trapped)] }
    sentences.append(cost(side, trapped, entry: entry, loss: loss))
    if let funding = trapped.fundingPaid, let sentence = fundingPaid(side, funding) {
      sentences.append(sentence)
    }
    sentences.append(underWater(side, trapped))
    return sentences
  }

  private static func nobody(_ side: Side, _ day: DayFigures) -> String {
    let trapped = day.trapped(side)
    let move = "a daily move (\(Phrase.size(day.sigma)))"
    let start =
      trapped.underWaterShare.p90 < 0.000_05
      ? "No \(side.plural) are under water at all, let alone by more than \(move)"
      : "No \(side.plural) are trapped: \(Phrase.share(trapped.underWaterShare)) of them are "
        + "under water, none by more than \(move)"
    guard let before = day.previousTrappedShare(side), before >= 0.000_5 else { return start + "." }
    return "\(start); a day earlier \(Phrase.share(before)) were."
  }

  private static func opening(_ side: Side, _ trapped: TrappedPositions, _ day: DayFigures)
    -> String
  {
    let share = Phrase.share(trapped.share)
    let size = "\(Phrase.usd(trapped.usd)) \(entered(side, day))"
    return switch trapped.share.value {
    case ..<0.03: "Few \(side.plural) are trapped: \(share) of them, \(size)."
    case ..<TrappedPositions.muchShare: "\(share) of \(side.plural) are trapped: \(size)."
    default:
      "\(Phrase.sentence(side.plural)) are badly offside: \(share) of them are trapped, \(size)."
    }
  }

  /// `bought above 55,923, more than a daily move (3.5 %) over the close`
  private static func entered(_ side: Side, _ day: DayFigures) -> String {
    let edge = NumberText.price((day.close * exp(side.sign * day.sigma)).value)
    let move = "more than a daily move (\(Phrase.size(day.sigma)))"
    return side == .long
      ? "bought above \(edge), \(move) over the close"
      : "sold below \(edge), \(move) under the close"
  }

  /// `That is up from 52.5 % a day earlier and the 54th percentile of the past 46 days.`
  private static func standing(_ trapped: TrappedPositions, before: Double?) -> String? {
    let parts = [
      before.map { "\(Phrase.change(of: trapped.share.value, from: $0)) a day earlier" },
      trapped.rank.map(Phrase.percentile),
    ].compactMap { $0 }
    return parts.isEmpty ? nil : "The share is \(Phrase.list(parts))."
  }

  private static func cost(
    _ side: Side, _ trapped: TrappedPositions, entry: Estimate, loss: Estimate
  ) -> String {
    let start =
      "They came in at \(Phrase.price(entry)) on average and are \(Phrase.usd(loss)) down"
    guard let distance = trapped.medianDistance else {
      return start + "; none of them has a liquidation price."
    }
    return start + "; a further \(side == .long ? "fall" : "rise") of \(Phrase.share(distance)) "
      + "would liquidate half of those that can be liquidated."
  }

  private static func fundingPaid(_ side: Side, _ funding: Estimate) -> String? {
    guard abs(funding.value) >= 0.5 else { return nil }
    return funding.value > 0
      ? "Since entry they have paid \(Phrase.usd(funding)) net in funding."
      : "Since entry they have been paid \(Phrase.usd(funding.negated)) net in funding."
  }

  private static func underWater(_ side: Side, _ trapped: TrappedPositions) -> String {
    "Counting every loss, however small, \(Phrase.share(trapped.underWaterShare)) of "
      + "\(side.plural) are under water."
  }
}

extension Estimate {
  /// The figure with its sign turned, and the ends of the range with it.
  var negated: Estimate { Estimate(value: -value, p10: -p90, p90: -p10) }
}

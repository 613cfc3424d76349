import Glibc
import Market

/// Who is under water, and what it costs them.
public enum TrappedWording {
  public static func sentences(_ side: Side, _ day: DayFigures) -> [String] {
    let trapped = day.trapped(side)
    guard trapped.share.p90 >= 0.000_05, let entry = trapped.meanEntry, let loss = trapped.loss
    else {
      return [nobody(side, day)]
    }
    var sentences = [opening(side, trapped, day)]
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
    let under = day.trapped(side).underWaterShare
    let start =
      "No \(side.plural) are under water by more than one daily sigma "
      + "(\(Phrase.size(day.sigma)))"
    return under.p90 < 0.000_05
      ? "\(start), and none by less."
      : "\(start); \(Phrase.share(under)) of them are by less."
  }

  private static func opening(_ side: Side, _ trapped: TrappedPositions, _ day: DayFigures)
    -> String
  {
    let share = Phrase.share(trapped.share)
    let place = standing(trapped, before: day.previousTrappedShare(side))
    let size = "\(Phrase.usd(trapped.usd)) \(entered(side, day))"
    return switch trapped.share.value {
    case ..<0.03: "Few \(side.plural) are trapped: \(share) of them\(place), or \(size)."
    case ..<0.25: "\(share) of \(side.plural) are trapped\(place): \(size)."
    default:
      "\(Phrase.sentence(side.plural)) are badly offside: \(share) of them are "
        + "trapped\(place), \(size)."
    }
  }

  /// `bought above 55,923, more than one daily sigma (3.5 %) over the close`
  private static func entered(_ side: Side, _ day: DayFigures) -> String {
    let edge = NumberText.price((day.close * exp(side.sign * day.sigma)).value)
    let sigma = "more than one daily sigma (\(Phrase.size(day.sigma)))"
    return side == .long
      ? "bought above \(edge), \(sigma) over the close"
      : "sold below \(edge), \(sigma) under the close"
  }

  /// `, the 54th percentile of the past 46 days and down from 52.5 % a day earlier`
  private static func standing(_ trapped: TrappedPositions, before: Double?) -> String {
    var parts: [String] = []
    if let rank = trapped.rank { parts.append(Phrase.percentile(rank)) }
    if let before {
      let now = trapped.share.value
      parts.append(
        Phrase.share(before) == Phrase.share(now)
          ? "no more and no less than a day earlier"
          : "\(now > before ? "up" : "down") from \(Phrase.share(before)) a day earlier")
    }
    return parts.isEmpty ? "" : ", " + Phrase.list(parts)
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
      + "would liquidate half of those that have a liquidation price."
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

import Market

/// What the crowd pays to hold its side.
public enum FundingWording {
  public static func sentences(_ funding: FundingPosition) -> [String] {
    [level(funding), streak(funding), cost(funding)]
  }

  private static func level(_ funding: FundingPosition) -> String {
    let hours = interval(funding.intervalHours)
    guard let side = funding.paying else {
      return "The last settlement was 0.0000\u{202F}%: neither side pays."
    }
    let rate = NumberText.percent(abs(funding.rate), decimals: 4)
    return "\(Phrase.sentence(side.plural)) pay \(side.opposite.plural) \(rate) per \(hours), "
      + "\(Phrase.size(funding.annualised)) a year\(percentile(funding))."
  }

  /// The rank is that of the signed rate, which has to be said where the rate is below zero.
  private static func percentile(_ funding: FundingPosition) -> String {
    guard let rank = funding.rank else { return "" }
    return "; the rate is \(Phrase.percentile(rank))"
      + (funding.rate < 0 ? ", counted from the most negative" : "")
  }

  private static func streak(_ funding: FundingPosition) -> String {
    let means =
      "the mean of the last 24 hours is \(signed(funding.mean24h)), that of "
      + (coversAWeek(funding) ? "seven days " : "all settlements so far ") + signed(funding.mean7d)
    guard funding.rate != 0 else { return Phrase.sentence(means) + "." }
    let sign = funding.rate > 0 ? "positive" : "negative"
    let run =
      switch funding.streak {
      case 1 where funding.settlements == 1: "It is the first settlement on record"
      case 1: "The rate has just turned \(sign)"
      case funding.settlements:
        "It has been \(sign) at each of the \(Phrase.word(funding.streak)) settlements on record"
      default: "It has been \(sign) for \(Phrase.word(funding.streak)) settlements in a row"
      }
    return "\(run); \(means)."
  }

  private static func cost(_ funding: FundingPosition) -> String {
    let amount = funding.cost7d.value
    let period = coversAWeek(funding) ? "Over seven days" : "Since the data begin"
    guard abs(amount) >= 0.5 else {
      return "\(period) the payments of the two sides cancelled out ($0 net)."
    }
    let payer: Side = amount > 0 ? .long : .short
    return "\(period) \(payer.plural) paid \(payer.opposite.plural) "
      + "\(Phrase.usd(abs(amount))) net."
  }

  /// Whether the settlements on record reach back seven days.
  private static func coversAWeek(_ funding: FundingPosition) -> Bool {
    Double(funding.settlements) * funding.intervalHours >= 7 * 24
  }

  private static func signed(_ rate: Double) -> String {
    NumberText.percent(rate, decimals: 4, signed: true)
  }

  private static func interval(_ hours: Double) -> String {
    hours == 1
      ? "hour"
      : NumberText.fixed(hours, decimals: hours == hours.rounded() ? 0 : 2) + " hours"
  }
}

import Market

/// What the crowd pays to hold its side.
public enum FundingWording {
  public static func sentences(_ funding: FundingPosition) -> [String] {
    [level(funding), streak(funding), cost(funding)] + venues(funding)
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

  /// The rank is that of the signed rate, so that is what is said of it.
  private static func percentile(_ funding: FundingPosition) -> String {
    guard let rank = funding.rank else { return "" }
    let signed = funding.rate < 0 ? "at \(rate(funding.rate)) " : ""
    return "; \(signed)the rate is \(Phrase.percentile(rank))"
  }

  private static func streak(_ funding: FundingPosition) -> String {
    let means =
      "the mean of the last 24 hours is \(rate(funding.mean24h)), that of "
      + (coversAWeek(funding) ? "seven days " : "all settlements so far ") + rate(funding.mean7d)
    guard funding.rate != 0 else { return Phrase.sentence(means) + "." }
    let sign = funding.rate > 0 ? "positive" : "negative"
    let run =
      switch funding.streak {
      case 1 where funding.settlements == 1: "It is the first settlement on record"
      case 1: "It has just turned \(sign)"
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

  // MARK: Venue by venue

  /// How far the venues are apart, where there are several.
  private static func venues(_ funding: FundingPosition) -> [String] {
    let sorted = funding.venues.sorted { $0.annualised < $1.annualised }
    guard let lowest = sorted.first, let highest = sorted.last, sorted.count > 1 else { return [] }
    let spread = (highest.annualised - lowest.annualised) * 100
    let count = Phrase.word(sorted.count)
    guard spread >= 0.05 else {
      return [
        "All \(count) \(places(sorted)) charge the same, \(yearly(highest.annualised)) a year."
      ]
    }
    let points = NumberText.fixed(spread, decimals: spread < 10 ? 1 : 0)
    return [
      "Over \(count) \(places(sorted)) it runs from \(yearly(lowest.annualised)) a year on "
        + "\(name(lowest, sorted))\(rank(lowest)) to \(yearly(highest.annualised)) on "
        + "\(name(highest, sorted))\(rank(highest)), \(points) points apart."
    ]
  }

  private static func places(_ all: [VenueFunding]) -> String {
    Set(all.map(\.instrument.venue)).count == all.count ? "venues" : "instruments"
  }

  /// The venue alone where it has but one instrument here.
  private static func name(_ venue: VenueFunding, _ all: [VenueFunding]) -> String {
    all.count { $0.instrument.venue == venue.instrument.venue } == 1
      ? venue.instrument.venue.name : "\(venue.instrument)"
  }

  private static func rank(_ venue: VenueFunding) -> String {
    venue.rank.map { " (\(Phrase.percentile($0)))" } ?? ""
  }

  /// `+8.4 %`, of a rate over a year.
  static func yearly(_ annualised: Double) -> String {
    NumberText.percent(annualised, decimals: 1, signed: true)
  }

  /// Whether the settlements on record reach back seven days.
  private static func coversAWeek(_ funding: FundingPosition) -> Bool {
    Double(funding.settlements) * funding.intervalHours >= 7 * 24
  }

  private static func rate(_ rate: Double) -> String {
    NumberText.percent(rate, decimals: 4, signed: true)
  }

  private static func interval(_ hours: Double) -> String {
    hours == 1
      ? "hour"
      : NumberText.fixed(hours, decimals: hours == hours.rounded() ? 0 : 2) + " hours"
  }
}

import Psychology

/// What a briefing said of its day in a word, so that the words can be tested like forecasts: each a
/// fixed rule on figures that the document publishes.
public struct PublishedLabel: Hashable, Sendable {
  /// The label's name in records, such as `squeeze`.
  public var name: String
  /// For readers.
  public var title: String
  /// When it holds; `nil` for a regime, which its table tells.
  public var rule: String?

  /// From this percentile of the accounts net long on the crowd is called long, and up to this short.
  static let crowdLong = 0.8
  static let crowdShort = 0.2
  /// Funding over a year from which longs pay a premium: a whole percentage above the 10.95 % of a
  /// market without one, so that rounding decides nothing.
  static let premium = 0.11

  /// Every label, those of the regime last.
  public static let all: [PublishedLabel] =
    [
      PublishedLabel(
        name: "trapped_longs", title: "Longs badly offside",
        rule: "a quarter of longs trapped or more"),
      PublishedLabel(
        name: "trapped_shorts", title: "Shorts badly offside",
        rule: "a quarter of shorts trapped or more"),
      PublishedLabel(
        name: "squeeze", title: "Squeeze pressure high", rule: "squeeze score of 50 or more"),
      PublishedLabel(
        name: "flush", title: "Flush pressure high", rule: "flush score of 50 or more"),
      PublishedLabel(
        name: "longs_pay", title: "Longs pay a premium",
        rule: "24-hour mean funding above 11\u{202F}% a year"),
      PublishedLabel(
        name: "shorts_pay", title: "Shorts pay", rule: "24-hour mean funding below zero"),
      PublishedLabel(
        name: "crowd_long", title: "Crowd long",
        rule: "accounts net long at their 80th percentile or above"),
      PublishedLabel(
        name: "crowd_short", title: "Crowd short",
        rule: "accounts net long at their 20th percentile or below"),
    ]
    + Regime.Label.allCases.map { label in
      PublishedLabel(
        name: "regime_" + label.rawValue,
        title: "Regime: " + RegimeWording.name(label))
    }
}

extension Briefing {
  /// By the label's name whether it held; a label that could not be told that day is not in it.
  public var labels: [String: Bool] {
    var labels = [
      "trapped_longs": reading.trappedLongs.share.value >= TrappedPositions.muchShare,
      "trapped_shorts": reading.trappedShorts.share.value >= TrappedPositions.muchShare,
      "squeeze": reading.squeeze.score >= Pressure.high,
      "flush": reading.flush.score >= Pressure.high,
    ]
    if let funding = reading.funding, funding.intervalHours > 0 {
      let yearly = funding.mean24h * 24 / funding.intervalHours * 365
      labels["longs_pay"] = yearly > PublishedLabel.premium
      labels["shorts_pay"] = yearly < 0
    }
    let accounts = reading.crowding?.gauges.first { $0.name == .longAccounts }
    if let percentile = accounts?.percentile90d {
      labels["crowd_long"] = percentile >= PublishedLabel.crowdLong
      labels["crowd_short"] = percentile <= PublishedLabel.crowdShort
    }
    if let regime = reading.regime {
      for label in Regime.Label.allCases {
        labels["regime_" + label.rawValue] = regime.label == label.rawValue
      }
    }
    return labels
  }
}

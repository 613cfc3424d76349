import Market

/// What kind of market the last week was, with the figures that say so.
public enum RegimeWording {
  /// The label in words.
  public static func name(_ label: Regime.Label) -> String {
    switch label {
    case .capitulation: "capitulation"
    case .shortSqueeze: "short squeeze"
    case .leveragedRally: "leveraged rally"
    case .disbelievedRally: "rally against the shorts"
    case .shortCovering: "short covering"
    case .shortsPressing: "shorts pressing"
    case .catchingTheFall: "buying the fall on credit"
    case .deleveraging: "deleveraging"
    case .coiling: "coiling"
    case .unwinding: "unwinding"
    case .trendingUp: "rise without new leverage"
    case .trendingDown: "fall without new leverage"
    case .balanced: "balance"
    }
  }

  public static func sentences(_ regime: Regime) -> [String] {
    let period = regime.days == 1 ? "one day" : "\(Phrase.word(regime.days)) days"
    let usual =
      regime.days == 1 ? "a usual day\u{2019}s" : "a usual \(Phrase.word(regime.days))-day"
    let size = NumberText.fixed(abs(regime.sigmas), decimals: 1)
    let price =
      Phrase.isFlat(regime.change)
      ? "the price is where it was"
      : "the price is \(Phrase.comparison(regime.change)), \(size) times \(usual) move,"
    let held =
      Phrase.isFlat(regime.openInterestChange)
      ? "open interest in coins unchanged"
      : "open interest in coins \(Phrase.comparison(regime.openInterestChange))"
    let funding = regime.funding.map { rate in
      "; funding of the last 24 hours runs at "
        + "\(NumberText.percent(rate, decimals: 1, signed: true)) a year"
    }
    return [
      "Regime: \(name(regime.label)). Over \(period) \(price) and \(held)"
        + "\(funding ?? ""). \(meaning(regime))"
    ]
  }

  private static func meaning(_ regime: Regime) -> String {
    switch regime.label {
    case .capitulation:
      "A day\u{2019}s fall of 2 daily moves or more took open interest with it: longs are leaving or being closed."
    case .shortSqueeze:
      "A day\u{2019}s rise of 2 daily moves or more took open interest with it: shorts are leaving or being closed."
    case .leveragedRally:
      "Both rise, open interest by more than 3\u{202F}%: new money buys on margin."
    case .disbelievedRally:
      "Both rise while shorts pay, open interest by more than 3\u{202F}%: the new positions lean against the move."
    case .shortCovering:
      "The price rises while open interest falls by more than 3\u{202F}%: the buying closes shorts."
    case .shortsPressing:
      "The price falls while open interest rises by more than 3\u{202F}%, and longs \(premium(regime))."
    case .catchingTheFall:
      "The price falls while open interest rises by more than 3\u{202F}%, and longs pay a premium to hold it."
    case .deleveraging:
      "Both fall, open interest by more than 3\u{202F}%: longs are reducing."
    case .coiling: "Open interest rises by more than 3\u{202F}% and the price goes nowhere."
    case .unwinding: "Open interest falls by more than 3\u{202F}% and the price goes nowhere."
    case .trendingUp: "The price rises while open interest moves by less than 3\u{202F}%."
    case .trendingDown: "The price falls while open interest moves by less than 3\u{202F}%."
    case .balanced:
      "Neither is a move: the price stays within 0.75 of what is usual, open interest within 3\u{202F}%."
    }
  }

  /// Below the rate without a premium longs may still pay; that must not be denied.
  private static func premium(_ regime: Regime) -> String {
    let neutral = NumberText.percent(Regime.neutralFunding, decimals: 1)
    return (regime.funding ?? 0) > 0
      ? "pay no more than the \(neutral) a year of a market without a premium"
      : "do not pay for it"
  }
}

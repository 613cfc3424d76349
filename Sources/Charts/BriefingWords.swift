import Briefing
import Glibc
import Market

/// Words that several charts take from a briefing.
extension Briefing {
  /// Venues and symbols, the longest wording first.
  public var sourceWordings: [String] {
    let names = instruments.map { "\($0.venue.name) \($0.symbol)" }
    guard let first = names.first else { return [] }
    guard names.count > 1 else { return [first] }
    return [
      names.joined(separator: ", "), "\(first) and \(names.count - 1) more",
      "\(names.count) instruments",
    ]
  }

  /// `BTC` of `BTCUSDT`: the first instrument's symbol without the currency it is quoted in, for
  /// axes; `coins` where that leaves nothing.
  var coinName: String {
    guard let symbol = instruments.first?.symbol else { return "coins" }
    for quote in ["USDT", "USDC", "USD_PERP", "USDM", "-USDT-SWAP", "-USD-SWAP", "USD"]
      .sorted(by: { $0.count > $1.count })
    where symbol.hasSuffix(quote) && symbol.count > quote.count {
      return String(symbol.dropLast(quote.count))
    }
    return "coins"
  }

  func frame(
    _ chart: String, titles: [String], subtitles: [String]
  ) -> ChartFrame {
    ChartFrame(
      kicker: "\(marketName) · \(chart)" + (isProvisional ? " · provisional" : ""), titles: titles,
      subtitles: subtitles,
      sources: sourceWordings, cutoff: cutoff, simulated: simulated)
  }

  /// How an alt text begins and ends.
  func altText(_ chart: String, _ sentences: [String]) -> String {
    let opening = "\(chart) of \(marketName)\(simulated ? " (simulated market)" : ""), "
    let moment = isProvisional ? "provisional, price" : "close"
    return opening
      + "\(date.longDescription), \(moment) \(PriceText.price(price.close.value)) USD. "
      + sentences.joined(separator: " ")
  }
}

/// `3.2 % below the close`
func distanceWords(_ distance: Double) -> String {
  NumberText.percent(abs(distance)) + (distance < 0 ? " below" : " above") + " the close"
}

/// A price to four significant digits, as levels are quoted: 65,841 as 65,840.
func roundedPrice(_ price: Double) -> Double {
  guard price > 0, price.isFinite else { return price }
  let unit = pow(10, floor(log10(price)) - 3)
  return (price / unit).rounded() * unit
}

/// `longs`
func plural(_ side: Side) -> String { side == .long ? "longs" : "shorts" }

/// `$1.2 M of longs`, `no longs`
func usdWords(_ usd: Double, _ side: Side) -> String {
  usd > 0 ? "\(NumberText.usd(usd)) of \(plural(side))" : "no \(plural(side))"
}

/// A probability as a whole percentage, `<1 %` and `>99 %` at its ends.
func chanceWords(_ chance: Double) -> String {
  if chance < 0.005 { return "<1\u{202F}%" }
  return chance > 0.995 ? ">99\u{202F}%" : NumberText.percent(chance, decimals: 0)
}

/// `lowest`, `7th`, `highest`: nothing is the 0th or the 100th.
func percentileWords(_ share: Double) -> String {
  if share <= 0 { return "lowest" }
  if share >= 1 { return "highest" }
  return NumberText.ordinal(min(99, max(1, Int((share * 100).rounded()))))
}

extension String {
  /// With its first letter as a capital.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
  /// The same within a sentence.
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}

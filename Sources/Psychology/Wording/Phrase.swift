import Glibc
import Market

/// The small phrases that sentences are put together from, one way of writing for each kind of
/// figure.
public enum Phrase {
  /// `$184 M (p10–p90 $120–250 M)`; without the range where its ends read like the figure.
  public static func usd(_ estimate: Estimate) -> String {
    ranged(usd(estimate.value), usd(estimate.p10), usd(estimate.p90), unit: "$")
  }

  /// `$184 M`, and `$0` for less than half a dollar.
  public static func usd(_ amount: Double) -> String {
    abs(amount) < 0.5 ? "$0" : NumberText.usd(amount)
  }

  /// `12.3 % (p10–p90 9.8–14.1 %)`
  public static func share(_ estimate: Estimate) -> String {
    ranged(share(estimate.value), share(estimate.p10), share(estimate.p90))
  }

  /// `12.3 %`, `0.04 %`, and `0 %` for nothing at all.
  public static func share(_ fraction: Double) -> String {
    let size = abs(fraction)
    if size < 0.000_05 { return "0\u{202F}%" }
    return NumberText.percent(fraction, decimals: size < 0.000_95 ? 2 : 1)
  }

  /// `62,140 (p10–p90 61,900–62,380)`
  public static func price(_ estimate: Estimate) -> String {
    ranged(
      NumberText.price(estimate.value), NumberText.price(estimate.p10),
      NumberText.price(estimate.p90))
  }

  /// `52,100–52,600`
  public static func band(_ low: Price, _ high: Price) -> String {
    let texts = (NumberText.price(low.value), NumberText.price(high.value))
    return texts.0 == texts.1 ? texts.0 : texts.0 + "–" + texts.1
  }

  /// `75,213 BTC`, with as many decimals as a small holding needs.
  public static func amount(_ base: Double, of asset: String) -> String {
    let decimals = abs(base) >= 100 ? 0 : abs(base) >= 1 ? 1 : 3
    return NumberText.fixed(base, decimals: decimals) + " " + asset
  }

  /// `1.3 daily sigma`
  public static func sigmas(_ count: Double) -> String {
    NumberText.fixed(abs(count), decimals: 1) + " daily sigma"
  }

  /// `the 97th percentile of the past 90 days`, `the highest of the past 46 days`
  public static func percentile(_ rank: HistoryRank) -> String {
    let period = "of the past \(rank.days) days"
    if rank.share >= 1 { return "the highest " + period }
    if rank.share <= 0 { return "the lowest " + period }
    let percent = min(99, max(1, Int((rank.share * 100).rounded())))
    return "the \(NumberText.ordinal(percent)) percentile " + period
  }

  /// `, the 97th percentile of the past 90 days`, or nothing without a rank.
  static func trailing(_ rank: HistoryRank?) -> String {
    rank.map { ", " + percentile($0) } ?? ""
  }

  /// `no zones`, `one zone`, `three zones`, `14 zones`
  public static func count(_ number: Int, _ noun: String) -> String {
    "\(word(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// `no`, `one` … `twelve`, `13`
  public static func word(_ number: Int) -> String {
    let words = [
      "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
      "eleven", "twelve",
    ]
    return words.indices.contains(number) ? words[number] : String(number)
  }

  /// `a`, `a and b`, `a, b and c`
  public static func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }

  /// A number with its article: `a 7.1 % fall` but `an 8.2 % fall` and `an 11.9 % fall`.
  public static func withArticle(_ number: String) -> String {
    let whole = number.prefix { $0.isNumber }
    let vowel = whole.first == "8" || whole == "11" || whole == "18"
    return (vowel ? "an " : "a ") + number
  }

  /// `7.1 % higher`, `0.4 % lower`, `unchanged`
  public static func comparison(_ change: Double, _ up: String = "higher", _ down: String = "lower")
    -> String
  {
    guard !isFlat(change) else { return "unchanged" }
    return size(change) + " " + (change > 0 ? up : down)
  }

  /// The size of a change without its sign: `7.1 %`.
  public static func size(_ change: Double) -> String { NumberText.percent(abs(change)) }

  /// True for a change that would read as 0.0 %.
  static func isFlat(_ change: Double) -> Bool { abs(change) < 0.000_5 }

  /// The first letter in upper case.
  public static func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  private static func ranged(_ value: String, _ low: String, _ high: String, unit: String = "")
    -> String
  {
    guard low != high else { return low == value ? value : value + " (p10–p90 \(low))" }
    let lowParts = low.split(separator: "\u{202F}", maxSplits: 1)
    let highParts = high.split(separator: "\u{202F}", maxSplits: 1)
    let sharesScale =
      lowParts.count == 2 && highParts.count == 2 && lowParts[1] == highParts[1]
    let start = sharesScale ? String(lowParts[0]) : low
    // A minus on either end needs the full writing to stay legible.
    let signed = low.contains("\u{2212}") || high.contains("\u{2212}")
    if signed { return value + " (p10–p90 \(low) to \(high))" }
    let end = sharesScale && high.hasPrefix(unit) ? String(high.dropFirst(unit.count)) : high
    return value + " (p10–p90 \(start)–\(end))"
  }
}

extension Side {
  /// `longs`, `shorts`
  var plural: String { self == .long ? "longs" : "shorts" }
  /// Where the side's pools stand, seen from the close.
  var poolDirection: String { self == .long ? "below" : "above" }
}

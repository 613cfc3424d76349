import Glibc
import Market

/// The small phrases that sentences are put together from, one way of writing for each kind of
/// figure.
public enum Phrase {
  /// `$184 M (p10–p90 $120–250 M)`; without the range where its ends read like the figure.
  public static func usd(_ estimate: Estimate) -> String {
    ranged(usd(estimate.value), usd(estimate.p10), usd(estimate.p90), unit: "$")
  }

  /// `$184 M`, whole dollars below a thousand, `under $1` for less than half of one, `$0` for none.
  public static func usd(_ amount: Double) -> String {
    let size = abs(amount)
    if size == 0 { return "$0" }
    if size < 0.5 { return "under $1" }
    guard size < 999.5 else { return NumberText.usd(amount) }
    return (amount < 0 ? "\u{2212}" : "") + "$" + NumberText.fixed(size, decimals: 0)
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

  /// `1.3 daily moves`
  public static func dailyMoves(_ count: Double) -> String {
    NumberText.fixed(abs(count), decimals: 1) + " daily moves"
  }

  /// A chance in whole per cent: `a 31 % chance`, `an 8 % chance`, `less than a 1 % chance`.
  public static func chance(_ probability: Double) -> String {
    if probability < 0.005 { return "less than a 1\u{202F}% chance" }
    if probability > 0.995 { return "more than a 99\u{202F}% chance" }
    return withArticle(NumberText.percent(probability, decimals: 0)) + " chance"
  }

  /// How a share compares with the one a day earlier: `up from 24.3 %`, `down from 53.8 %`, `little
  /// changed from 24.3 %`. Every sentence on a share uses it, so that no two disagree.
  public static func change(of share: Double, from before: Double) -> String {
    let was = Phrase.share(before)
    if Phrase.share(share) == Phrase.share(before) { return "unchanged from \(was)" }
    if abs(share - before) < min(0.02, 0.15 * max(share, before)) {
      return "little changed from \(was)"
    }
    return "\(share > before ? "up" : "down") from \(was)"
  }

  /// The sentences of one section with `p10–p90` said at its first range alone.
  public static func labelledOnce(_ sentences: [String]) -> [String] {
    var said = false
    return sentences.map { sentence in
      var parts = sentence.split(separator: rangeLabel, omittingEmptySubsequences: false)
      guard parts.count > 1 else { return sentence }
      let first = said ? "" : String(parts.removeFirst()) + rangeLabel
      said = true
      return first + parts.joined()
    }
  }

  private static let rangeLabel = "p10\u{2013}p90 "

  /// `the 97th percentile of the past 90 days`, `the highest of the past 46 days`
  public static func percentile(_ rank: HistoryRank) -> String {
    let period = "of the past \(rank.days) days"
    if rank.share >= 1 { return "the highest " + period }
    if rank.share <= 0 { return "the lowest " + period }
    let percent = min(99, max(1, Int((rank.share * 100).rounded())))
    return "the \(NumberText.ordinal(percent)) percentile " + period
  }

  /// `, the 97th percentile of the past 90 days`, or nothing without a rank.
  public static func trailing(_ rank: HistoryRank?) -> String {
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
  public static func isFlat(_ change: Double) -> Bool { abs(change) < 0.000_5 }

  /// The first letter in upper case.
  public static func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// The scale is said once where both ends share it, and the ends are never run together where
  /// they do not: `$30–64 k` must not be thirty dollars.
  private static func ranged(_ value: String, _ low: String, _ high: String, unit: String = "")
    -> String
  {
    guard low != high else { return low == value ? value : "\(value) (\(rangeLabel)\(low))" }
    let scales = (scale(low), scale(high))
    // A minus on either end needs the full writing to stay legible.
    let signed = low.contains("\u{2212}") || high.contains("\u{2212}")
    guard !signed, scales.0 == scales.1, high.hasPrefix(unit), low.hasPrefix(unit) else {
      return "\(value) (\(rangeLabel)\(low) to \(high))"
    }
    let start = low.dropLast(scales.0.count)
    return "\(value) (\(rangeLabel)\(start)–\(high.dropFirst(unit.count)))"
  }

  /// What follows the number: ` M`, ` %`, with its narrow space.
  private static func scale(_ text: String) -> Substring {
    text.firstIndex(of: "\u{202F}").map { text[$0...] } ?? ""
  }
}

extension Side {
  /// `longs`, `shorts`
  var plural: String { self == .long ? "longs" : "shorts" }
  /// Where the side's pools stand, seen from the close.
  var poolDirection: String { self == .long ? "below" : "above" }
}

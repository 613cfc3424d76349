import Market

/// Turns of phrase of the alerts' sentences and of the rules in words.
enum AlertWording {
  static func usd(_ amount: Double) -> String { NumberText.usd(amount) }

  /// `58,120 and 58,900`
  static func band(_ low: Price, _ high: Price) -> String {
    "\(NumberText.price(low.value)) and \(NumberText.price(high.value))"
  }

  static func range(_ zone: ZoneReport) -> String {
    "\(usd(zone.usdP10.value)) to \(usd(zone.usdP90.value))"
  }

  /// `1.4 % below`, `right at` where there is no distance left.
  static func away(_ distance: Double) -> String {
    guard distance != 0 else { return "right at" }
    return NumberText.percent(abs(distance), decimals: 1) + (distance < 0 ? " below" : " above")
  }

  /// A threshold as it was written: no more decimals than it has.
  static func percent(_ fraction: Double) -> String {
    NumberText.percent(fraction, decimals: decimals(fraction * 100), signed: false)
  }

  static func points(_ value: Double) -> String {
    NumberText.fixed(value, decimals: decimals(value))
  }

  static func ordinal(_ percentile: Double) -> String {
    NumberText.ordinal(min(99, max(1, Int(percentile.rounded()))))
  }

  /// `90 min`, `6 h`, `3 days`
  static func length(_ span: TimeSpan) -> String {
    let minutes = span.milliseconds / 60_000
    if minutes % 60 != 0 { return "\(minutes)\u{202F}min" }
    let hours = minutes / 60
    return hours % 24 == 0 && hours > 48 ? "\(hours / 24) days" : "\(hours)\u{202F}h"
  }

  /// Further zones that fire, behind the one that was named.
  static func others(_ count: Int, than word: String) -> String {
    switch count {
    case ...0: ""
    case 1: " Of two that fit it is the \(word)."
    default: " Of \(count + 1) that fit it is the \(word == "larger" ? "largest" : "likeliest")."
    }
  }

  private static func decimals(_ value: Double) -> Int {
    (0...1).first { decimals in
      let scaled = value * (decimals == 0 ? 1 : 10)
      return abs(scaled - scaled.rounded()) < 1e-6
    } ?? 2
  }
}

/// Numbers as briefings and charts write them, the same on every machine and in every locale.
public enum NumberText {
  /// `1,234.50`: fixed decimals, thousands grouped, halves rounded away from zero.
  ///
  /// - Parameter decimals: 0 to 12.
  public static func fixed(_ value: Double, decimals: Int, grouped: Bool = true) -> String {
    guard value.isFinite else { return "n/a" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (abs(value) * scale).rounded(.toNearestOrAwayFromZero)
    guard scaled < 9e18 else { return String(value) }
    let digits = UInt64(scaled)
    let divisor = UInt64(scale)
    var text = grouped ? group(digits / divisor) : String(digits / divisor)
    if decimals > 0 {
      let fraction = String(digits % divisor)
      text += "." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }
    return value < 0 && digits > 0 ? "\u{2212}" + text : text
  }

  /// `1 day`, `1,095 days`
  public static func count(_ number: Int, _ noun: String) -> String {
    fixed(Double(number), decimals: 0) + " " + noun + (number == 1 ? "" : "s")
  }

  /// `+1.2 %` and `−0.6 %` of a fraction such as 0.012; a sign only where `signed`.
  public static func percent(_ fraction: Double, decimals: Int = 1, signed: Bool = false) -> String
  {
    let text = fixed(fraction * 100, decimals: decimals)
    return (signed && fraction > 0 && !text.allSatisfy("0.,".contains) ? "+" : "") + text
      + "\u{202F}%"
  }

  /// `$1.24 B`, `$56.3 M`, `$870 k`, `$12`: three significant digits.
  public static func usd(_ amount: Double, signed: Bool = false) -> String {
    let sign = amount < 0 ? "\u{2212}" : signed && amount > 0 ? "+" : ""
    return sign + "$" + compact(abs(amount))
  }

  /// `1.24 B`, `56.3 M`, `870 k`: three significant digits and the scale's letter.
  public static func compact(_ amount: Double) -> String {
    for (scale, letter) in [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")]
    where abs(amount) >= scale * 0.9995 {
      return significant(amount / scale) + "\u{202F}" + letter
    }
    return significant(amount)
  }

  /// A price with as many decimals as traders quote: `63,940`, `1,834.5`, `0.08231`.
  public static func price(_ price: Double) -> String {
    switch abs(price) {
    case 10_000...: fixed(price, decimals: 0)
    case 1_000...: fixed(price, decimals: 1)
    case 10...: fixed(price, decimals: 2)
    case 1...: fixed(price, decimals: 3)
    case 0.1...: fixed(price, decimals: 4)
    case 0.01...: fixed(price, decimals: 5)
    default: fixed(price, decimals: decimalsOfTiny(price))
    }
  }

  /// Decimals that leave four digits of a price below a cent.
  private static func decimalsOfTiny(_ price: Double) -> Int {
    var decimals = 6
    var scaled = abs(price) * 1e6
    while scaled < 1_000, decimals < 12 {
      scaled *= 10
      decimals += 1
    }
    return decimals
  }

  /// `61st percentile`'s number: `61st`, `2nd`, `13th`.
  public static func ordinal(_ number: Int) -> String {
    switch (number % 10, number % 100) {
    case (_, 11...13): "\(number)th"
    case (1, _): "\(number)st"
    case (2, _): "\(number)nd"
    case (3, _): "\(number)rd"
    default: "\(number)th"
    }
  }

  private static func significant(_ value: Double) -> String {
    switch abs(value) {
    case 99.95...: fixed(value, decimals: 0)
    case 9.995...: fixed(value, decimals: 1)
    default: fixed(value, decimals: 2)
    }
  }

  private static func group(_ number: UInt64) -> String {
    let digits = Array(String(number))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }
}

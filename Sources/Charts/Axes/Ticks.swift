import Glibc
import Market

/// Round numbers to label an axis with.
struct Ticks: Hashable, Sendable {
  var values: [Double]
  /// What lies between neighbours.
  var step: Double

  /// Multiples of 1, 2 or 5 times a power of ten within a range.
  ///
  /// - Parameter most: no more than so many, at least 2.
  static func linear(_ low: Double, _ high: Double, most: Int) -> Ticks {
    guard high > low, low.isFinite, high.isFinite else {
      return Ticks(values: [low], step: abs(low))
    }
    var step = pow(10, floor(log10((high - low) / Double(max(most, 2)))))
    guard step > 0 else { return Ticks(values: [], step: 0) }
    let factors = [2, 2.5, 2]
    var turn = 0
    while count(low, high, step) > max(most, 2) {
      step *= factors[turn % 3]
      turn += 1
    }
    let first = (low / step - 1e-9).rounded(.up)
    let last = (high / step + 1e-9).rounded(.down)
    guard first <= last, abs(first) < 1e15, abs(last) < 1e15 else {
      return Ticks(values: [], step: step)
    }
    return Ticks(values: (Int(first)...Int(last)).map { Double($0) * step }, step: step)
  }

  private static func count(_ low: Double, _ high: Double, _ step: Double) -> Int {
    let steps = (high / step + 1e-9).rounded(.down) - (low / step - 1e-9).rounded(.up)
    return steps > 1e6 ? Int.max : Int(steps) + 1
  }

  /// Decimals that tell neighbours apart.
  var decimals: Int {
    guard step > 0 else { return 0 }
    return min(max(Int(ceil(-log10(step) - 1e-9)), 0), 300)
  }

  /// Prices, all with the same decimals.
  func priceLabel(_ value: Double) -> String { PriceText.fixed(value, decimals: decimals) }

  /// Amounts of dollars: `$0`, `$2.5 M`.
  func usdLabel(_ value: Double) -> String { "$" + amountLabel(value) }

  /// Amounts in one scale for the whole axis, with as many decimals as the step needs.
  func amountLabel(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    let largest = values.map(abs).max() ?? abs(value)
    let (scale, letter) =
      [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")].first { largest >= $0.0 } ?? (1, "")
    if scale == 1e3, largest < 1e4, step >= 1 { return NumberText.fixed(value, decimals: 0) }
    let scaled = Ticks(values: [], step: step / scale)
    return NumberText.fixed(value / scale, decimals: scaled.decimals)
      + (letter.isEmpty ? "" : "\u{202F}" + letter)
  }

  /// Fractions as percentages.
  func percentLabel(_ value: Double) -> String {
    NumberText.percent(value, decimals: Ticks(values: [], step: step * 100).decimals, signed: true)
  }
}

import Market

/// Turns of phrase that pages, tables and feeds share.
enum Wording {
  /// `5 August 2024, 24:00 UTC`; the close of a day is said as the day's.
  static func cutoff(_ time: Timestamp) -> String {
    guard time.timeOfDay.milliseconds == 0 else {
      return "\(time.day.longDescription), \(time.clockTime) UTC"
    }
    return "\((time.day - 1).longDescription), 24:00 UTC"
  }

  /// `24:00` of a close, `13:00` within a day.
  static func clock(_ time: Timestamp) -> String {
    time.timeOfDay.milliseconds == 0 ? "24:00" : time.clockTime
  }

  static func weekday(_ day: Day) -> String {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][day.weekday]
  }

  /// `58,120–58,900`
  static func band(_ low: Price, _ high: Price) -> String {
    NumberText.price(low.value) + "\u{2013}" + NumberText.price(high.value)
  }

  /// `$41.0 M–$62.1 M`
  static func usdRange(_ low: Double, _ high: Double) -> String {
    NumberText.usd(low) + "\u{2013}" + NumberText.usd(high)
  }

  static func change(_ fraction: Double?) -> String {
    fraction.map { NumberText.percent($0, decimals: 1, signed: true) } ?? "\u{2013}"
  }

  /// A chance in whole per cent, `<1 %` and `>99 %` at its ends: none is nought or certain.
  static func chance(_ probability: Double) -> String {
    if probability < 0.005 { return "<1\u{202F}%" }
    return probability > 0.995 ? ">99\u{202F}%" : NumberText.percent(probability, decimals: 0)
  }

  /// `92nd`, and `lowest` or `highest` where nothing in the period was below or above.
  static func percentile(_ share: Double?) -> String {
    guard let share else { return "\u{2013}" }
    if share <= 0 { return "lowest" }
    if share >= 1 { return "highest" }
    return NumberText.ordinal(min(99, max(1, Int((share * 100).rounded()))))
  }

  /// `92nd percentile of 90 days`, `lowest of 46 days`
  ///
  /// - Parameter days: how many are known; percentiles look back on 90 of them at most.
  static func percentile(_ share: Double, of days: Int) -> String {
    percentile(share) + (share > 0 && share < 1 ? " percentile" : "")
      + " of \(NumberText.count(min(90, days), "day"))"
  }

  /// `90-day percentile`, `Percentile so far`
  static func percentileTitle(of days: Int) -> String {
    days >= 90 ? "90-day percentile" : "Percentile so far"
  }

  /// `3 h`, `2.5 d`
  static func age(hours: Double) -> String {
    hours < 48
      ? NumberText.fixed(hours, decimals: 0) + "\u{202F}h"
      : NumberText.fixed(hours / 24, decimals: 1) + "\u{202F}d"
  }

  /// What the pool of a side is called: readers are told both what is liquidated and where it lies.
  static func pool(_ side: Side) -> String { side == .long ? "Longs, below" : "Shorts, above" }
}

import Market

/// Which of yesterday's zones the price went through, and what followed.
public enum SweepWording {
  public static func sentences(_ day: DayFigures) -> [String] {
    var sentences: [String] = []
    if day.sweeps.mapped > 0 {
      sentences += day.sweeps.zones.isEmpty ? [untouched(day)] : reached(day)
    }
    sentences.append(liquidated(day))
    if let after = aftermath(day.sweeps) { sentences.append(after) }
    return sentences
  }

  private static func untouched(_ day: DayFigures) -> String {
    let range = Phrase.band(day.low, day.high)
    return day.sweeps.mapped == 1
      ? "The one zone on yesterday's map was not reached: the day's range was \(range)."
      : "None of the \(Phrase.word(day.sweeps.mapped)) zones on yesterday's map was reached: "
        + "the day's range was \(range)."
  }

  private static func reached(_ day: DayFigures) -> [String] {
    Side.allCases.compactMap { side in
      let zones = day.sweeps.zones(of: side)
      guard !zones.isEmpty else { return nil }
      let swept = zones.filter(\.through)
      let entered = zones.count - swept.count
      let kind = "\(side.rawValue) zone"
      if swept.isEmpty {
        return "The price entered \(Phrase.count(entered, kind)) of yesterday's map without going "
          + "through: \(places(zones))."
      }
      let rest =
        entered == 0
        ? "" : " and entered \(Phrase.word(entered)) more without going through"
      return "The price went through \(Phrase.count(swept.count, kind)) of yesterday's map"
        + "\(rest): \(places(zones))."
    }
  }

  /// At most three, the largest, in order of time.
  private static func places(_ zones: [ZoneSweep]) -> String {
    let largest = Set(zones.sorted { $0.usd.value > $1.usd.value }.prefix(3))
    let texts = zones.filter { largest.contains($0) }.map { zone in
      "\(Phrase.band(zone.low, zone.high)) from \(zone.time.clockTime) UTC "
        + "with \(Phrase.usd(zone.usd))"
    }
    return (zones.count > 3 ? "the largest were " : "") + Phrase.list(texts)
  }

  private static func liquidated(_ day: DayFigures) -> String {
    let sweeps = day.sweeps
    let books: String
    if sweeps.long.p90 < 0.5, sweeps.short.p90 < 0.5 {
      books = "By the books nothing was liquidated ($0)"
    } else {
      books =
        "By the books \(Phrase.usd(sweeps.long)) of longs and \(Phrase.usd(sweeps.short)) of "
        + "shorts were liquidated"
    }
    guard let long = sweeps.reportedLong, let short = sweeps.reportedShort else {
      return books + "."
    }
    return "\(books); \(Phrase.usd(long.value)) and \(Phrase.usd(short.value)) were reported, "
      + "a lower bound."
  }

  /// What followed the entry into the largest zone reached.
  private static func aftermath(_ sweeps: DaySweeps) -> String? {
    guard let zone = sweeps.zones.max(by: { $0.usd.value < $1.usd.value }),
      let hour = zone.return1h
    else { return nil }
    let band = Phrase.band(zone.low, zone.high)
    let which = sweeps.zones.count == 1 ? band : "\(band), the largest of them,"
    let subject = "An hour after the price entered \(which)"
    let first = "\(subject) it stood \(Phrase.comparison(hour))"
    guard let later = zone.return4h else { return first + "." }
    return "\(first), and four hours after it \(Phrase.comparison(later))."
  }
}

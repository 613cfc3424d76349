import Market

/// Which of yesterday's zones the price went through, and what followed.
public enum SweepWording {
  public static func sentences(_ day: DayFigures) -> [String] {
    var sentences: [String] = []
    if day.sweeps.mapped > 0 {
      sentences += day.sweeps.zones.isEmpty ? [untouched(day)] : reached(day)
    }
    if let after = aftermath(day.sweeps) { sentences.append(after) }
    sentences += Side.allCases.compactMap { side in
      day.sweeps.records.first { $0.side == side }.map(record)
    }
    sentences.append(liquidated(day))
    return Phrase.labelledOnce(sentences)
  }

  private static func untouched(_ day: DayFigures) -> String {
    let range = Phrase.band(day.low, day.high)
    return day.sweeps.mapped == 1
      ? "The one zone on yesterday\u{2019}s map was not reached: the day\u{2019}s range was \(range)."
      : "None of the \(Phrase.word(day.sweeps.mapped)) zones on yesterday\u{2019}s map was reached: "
        + "the day\u{2019}s range was \(range)."
  }

  private static func reached(_ day: DayFigures) -> [String] {
    Side.allCases.compactMap { side in
      let zones = day.sweeps.zones(of: side)
      guard let first = zones.first else { return nil }
      let swept = zones.count(where: \.through)
      let entered = zones.count - swept
      let kind = "\(side.rawValue) zone"
      if zones.count == 1 {
        let place = "\(place(first)), from \(first.time.clockTime) UTC on"
        return swept == 1
          ? "The price went through one \(kind) of yesterday\u{2019}s map, \(place)."
          : "The price entered one \(kind) of yesterday\u{2019}s map, \(place), and did not go "
            + "through it."
      }
      let list = "\(zones.count > 3 ? "the largest were " : "")\(places(zones))"
      if swept == 0 {
        return "The price entered \(Phrase.count(entered, kind)) of yesterday\u{2019}s map without "
          + "going through any: \(list)."
      }
      let rest =
        entered == 0 ? "" : " and entered \(Phrase.word(entered)) more without going through"
      return "The price went through \(Phrase.count(swept, kind)) of yesterday\u{2019}s map"
        + "\(rest): \(list)."
    }
  }

  /// At most three, the largest, in order of time.
  private static func places(_ zones: [ZoneSweep]) -> String {
    let largest = Set(zones.sorted { $0.usd.value > $1.usd.value }.prefix(3))
    return Phrase.list(
      zones.filter { largest.contains($0) }.map { zone in
        "\(place(zone)) from \(zone.time.clockTime) UTC"
      })
  }

  /// `54,830–55,882, which held $121 M`
  private static func place(_ zone: ZoneSweep) -> String {
    "\(Phrase.band(zone.low, zone.high)) with \(Phrase.usd(zone.usd))"
  }

  private static func liquidated(_ day: DayFigures) -> String {
    let sweeps = day.sweeps
    let books: String
    if sweeps.long.p90 < 0.5, sweeps.short.p90 < 0.5 {
      books = "By the books nothing was liquidated in the day ($0)"
    } else {
      books =
        "By the books \(Phrase.usd(sweeps.long)) of longs and \(Phrase.usd(sweeps.short)) of "
        + "shorts were liquidated in the day"
    }
    guard let long = sweeps.reportedLong, let short = sweeps.reportedShort else {
      return books + "."
    }
    return "\(books); the venues reported \(Phrase.usd(long.value)) and "
      + "\(Phrase.usd(short.value)), a lower bound."
  }

  /// What followed the entry into the largest zone reached.
  private static func aftermath(_ sweeps: DaySweeps) -> String? {
    guard let zone = sweeps.zones.max(by: { $0.usd.value < $1.usd.value }),
      let hour = zone.return1h
    else { return nil }
    let subject =
      sweeps.zones.count == 1
      ? "An hour after it entered the price stood"
      : "An hour after it entered the largest of them, \(Phrase.band(zone.low, zone.high)), the price stood"
    let isStill = Phrase.isFlat(hour) && zone.return4h.map(Phrase.isFlat) ?? true
    let first = "\(subject) \(Phrase.comparison(hour))\(isStill ? " (0.0\u{202F}%)" : "")"
    guard let later = zone.return4h else { return first + "." }
    return "\(first), and four hours after \(Phrase.comparison(later))."
  }

  /// The earlier days on which a side's zones were swept, and whether they say anything.
  private static func record(_ record: SweepRecord) -> String {
    let zone = "\(record.side.rawValue) zone"
    let when =
      record.count == 1
      ? "On the one earlier day on which a \(zone) was swept the price stood"
      : "On the \(Phrase.word(record.count)) earlier days on which a \(zone) was swept the price stood"
    let change = Phrase.comparison(record.median)
    if record.count == 1 { return "\(when) \(change) 24 hours later." }
    let text = "\(when) \(change) 24 hours later in the median"
    guard let range = record.range else { return "\(text), too few to say more." }
    let low = NumberText.percent(range.lowerBound, decimals: 1, signed: true)
    let high = NumberText.percent(range.upperBound, decimals: 1, signed: true)
    let verdict =
      range.contains(0)
      ? "which says nothing of the direction"
      : range.lowerBound > 0 ? "mostly a rise" : "mostly a fall"
    return "\(text) (95\u{202F}% range \(low) to \(high)), \(verdict)."
  }
}

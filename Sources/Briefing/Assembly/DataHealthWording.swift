import Market
import Psychology

/// What a reader has to know about the data of a briefing.
struct DataHealthWording {
  let walks: [InstrumentWalk]
  let holdings: [CloseSurvey.Holdings]
  let health: DataHealth
  let start: Timestamp
  let cutoff: Timestamp

  var sentences: [String] {
    bars + [soFar] + seeded + history
  }

  /// The instruments that lack nothing in one sentence, the others one by one.
  private var bars: [String] {
    let whole = walks.filter { missing($0) == 0 }
    let counts = Set(whole.map { expected($0) })
    let all: [String]
    if whole.count > 1, whole.count == walks.count, let count = counts.first, counts.count == 1 {
      all = [
        "All \(Phrase.word(whole.count)) instruments have "
          + (count == 1 ? "the day\u{2019}s one bar." : "all \(count) bars of the day.")
      ]
    } else {
      all = whole.map { walk in
        expected(walk) == 1
          ? "\(walk.instrument) has the day\u{2019}s one bar."
          : "\(walk.instrument) has all \(expected(walk)) bars of the day."
      }
    }
    return all + walks.filter { missing($0) > 0 }.map(lacking)
  }

  private func expected(_ walk: InstrumentWalk) -> Int {
    Int((cutoff - start).milliseconds / max(1, walk.series.interval.milliseconds))
  }

  private func missing(_ walk: InstrumentWalk) -> Int {
    max(0, expected(walk) - walk.tape.bars.count)
  }

  private func lacking(_ walk: InstrumentWalk) -> String {
    if walk.tape.bars.isEmpty, walk.isCarried {
      return "\(walk.instrument) has no bar of the day; its books are carried along another "
        + "venue\u{2019}s prices."
    }
    let missing = missing(walk)
    return "\(walk.instrument) lacks \(missing) of the day\u{2019}s \(expected(walk)) bars; the "
      + "books bridge \(missing == 1 ? "it" : "them") in one step."
  }

  private var soFar: String {
    let faults = [
      health.gaps > 0 ? "\(Phrase.count(health.gaps, "observation")) missing" : nil,
      health.refused > 0 ? "\(Phrase.count(health.refused, "row")) refused" : nil,
      health.duplicates > 0 ? "\(Phrase.count(health.duplicates, "duplicate")) dropped" : nil,
    ].compactMap { $0 }
    return faults.isEmpty
      ? "Up to the cut-off the data show 0 gaps, 0 refused rows and 0 duplicates."
      : "Over all data up to the cut-off: \(Phrase.list(faults))."
  }

  /// How much of the books still rests on assumed entries.
  private var seeded: [String] {
    let parts = zip(walks, holdings).compactMap { walk, holdings -> (share: String, start: Day)? in
      guard let started = walk.ensemble.members.first?.start, holdings.seededShare >= 0.001 else {
        return nil
      }
      return ("\(Phrase.share(holdings.seededShare)) on \(walk.instrument)", started.day)
    }
    return Set(parts.map(\.start)).sorted().map { start in
      "Of the open interest \(Phrase.list(parts.filter { $0.start == start }.map(\.share))) was there "
        + "before the data begin on \(start.longDescription); its entries are assumed."
    }
  }

  private var history: [String] {
    guard health.daysOfHistory < HistoryRank.minimumDays else { return [] }
    let days = health.daysOfHistory
    let known =
      days == 0
      ? "This is the first full day of data"
      : "There \(days == 1 ? "is" : "are") "
        + "\(Phrase.count(days, "day")) of data before this one"
    return ["\(known); percentiles need \(HistoryRank.minimumDays) and are left out."]
  }
}

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
    walks.map(bars) + [soFar] + seeded + history
  }

  private func bars(_ walk: InstrumentWalk) -> String {
    let expected = Int((cutoff - start).milliseconds / max(1, walk.series.interval.milliseconds))
    let found = walk.tape.bars.count
    if found == 0, walk.isCarried {
      return "\(walk.instrument) has no bar of the day; its books are carried along another "
        + "venue\u{2019}s prices."
    }
    guard found < expected else {
      return expected == 1
        ? "\(walk.instrument) has the day\u{2019}s one bar."
        : "\(walk.instrument) has all \(expected) bars of the day."
    }
    let missing = expected - found
    return "\(walk.instrument) lacks \(missing) of the day's \(expected) bars; the books bridge "
      + "\(missing == 1 ? "it" : "them") in one step."
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
    zip(walks, holdings).compactMap { walk, holdings in
      guard let started = walk.ensemble.members.first?.start else { return nil }
      let share = holdings.seededShare
      guard share >= 0.001 else { return nil }
      return "\(Phrase.share(share)) of the open interest on \(walk.instrument) was there before "
        + "the data begin on \(started.day.longDescription), so its entries are assumed."
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

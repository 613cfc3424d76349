import Archive
import Liquidation
import Market
import Psychology

/// What was missing or wrong in the data behind a briefing.
struct HealthAssembly {
  let walks: [InstrumentWalk]
  /// In the walks' order.
  let holdings: [CloseSurvey.Holdings]
  /// Configured instruments without data.
  let absent: [Instrument]
  /// The instrument whose price is the market's.
  let reference: Instrument
  /// The days before.
  let ledger: DayLedger
  let record: DayRecord

  private var start: Timestamp { record.day.start }
  private var cutoff: Timestamp { record.cutoff }

  var report: DataHealth {
    let known = walks.flatMap { walk in
      walk.findings.filter { walk.isKnown($0, at: cutoff) }
    }
    let ofDay = known.filter { finding in
      finding.time.map { $0 >= start } ?? (finding.kind == .missing)
    }.filter { finding in
      // One that sums up more than a day's bars would tell of days to come.
      finding.count <= barsOfDay
    }
    let missing = absent.map { instrument in
      DataFinding(
        kind: .missing, time: start,
        message: "\(instrument) is configured, but there is no data of it: the map is without it.")
    }
    var findings = (missing + ofDay + walks.flatMap(ownFindings)).enumerated().map { $0 }
    findings.sort { a, b in
      let ranks = (a.element.kind.seriousness, b.element.kind.seriousness)
      return ranks.0 != ranks.1 ? ranks.0 < ranks.1 : a.offset < b.offset
    }
    let health = DataHealth(
      findings: findings.map(\.element), gaps: walks.reduce(0) { $0 + $1.missed },
      refused: walks.reduce(count(.refused, in: known)) { $0 + $1.past.refused },
      duplicates: walks.reduce(count(.duplicate, in: known)) { $0 + $1.past.duplicates },
      daysOfHistory: ledger.completeDays, missingInstruments: missingInstruments, sentences: [])
    var result = health
    result.sentences =
      DataHealthWording(
        walks: walks, holdings: holdings, health: health, start: start, cutoff: cutoff
      ).sentences
    return result
  }

  private var missingInstruments: [MissingInstrument]? {
    let missing = absent + walks.filter(isOffTheMap).map(\.instrument)
    guard !missing.isEmpty else { return nil }
    return missing.map { MissingInstrument(venue: $0.venue, symbol: $0.symbol) }
  }

  private func isOffTheMap(_ walk: InstrumentWalk) -> Bool {
    walk.reached == nil || walk.held.value <= 0
  }

  private var barsOfDay: Int {
    walks.map { Int(TimeSpan.day.milliseconds / max(1, $0.series.interval.milliseconds)) }.max()
      ?? 0
  }

  private func share(of walk: InstrumentWalk) -> String {
    Phrase.share(walk.held * walk.close / record.openInterestUSD)
  }

  private func count(_ kind: DataFinding.Kind, in findings: [DataFinding]) -> Int {
    findings.reduce(0) { $1.kind == kind ? $0 + $1.count : $0 }
  }

  /// What the walk itself came upon in the day.
  private func ownFindings(_ walk: InstrumentWalk) -> [DataFinding] {
    var findings: [DataFinding] = []
    if let reached = walk.reached, reached < cutoff {
      findings.append(
        DataFinding(
          kind: .missing, time: reached,
          message: "\(walk.instrument) has no bar after \(reached.day.shortDescription) "
            + "\(reached.clockTime) UTC; "
            + (walk.instrument == reference
              ? "its positions are shown as they stood then."
              : "its positions, \(share(of: walk)) of the open interest, are carried along "
                + "\(reference)\u{2019}s prices.")))
    }
    if isOffTheMap(walk) {
      findings.append(
        DataFinding(
          kind: .missing, time: start,
          message: "\(walk.instrument) has no open interest yet and is not on the map."))
    }
    if walk.tape.openInterestCarried > 0 {
      let count = walk.tape.openInterestCarried
      findings.append(
        DataFinding(
          kind: .gap, time: start, count: count,
          message: "\(walk.instrument) gives no open interest in "
            + "\(Phrase.count(count, "bar")) of the day; the last known was carried on."))
    }
    if LiquidationPrice.isAssumed(on: walk.instrument.venue) {
      findings.append(
        DataFinding(
          kind: .missing,
          message: "\(walk.instrument.venue.name) publishes no rule for its liquidation prices; an "
            + "assumed one stands in."))
    } else if walk.marginAssumed {
      findings.append(
        DataFinding(
          kind: .missing,
          message: "No margin table is configured for \(walk.instrument); a generic one stands in, "
            + "so its pools may stand some tenths of a per cent off."))
    }
    return findings
  }
}

extension DataFinding.Kind {
  /// The smaller, the more it bears on the figures.
  fileprivate var seriousness: Int {
    switch self {
    case .missing: 0
    case .refused: 1
    case .gap: 2
    case .disorder: 3
    case .duplicate: 4
    }
  }
}

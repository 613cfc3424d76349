import Archive
import Market

extension InstrumentWalk {
  /// What later days look back on of the data until a close that the walk has reached, as far as the
  /// memory does not hold it.
  func past(atCloseOf day: Day) -> InstrumentPast {
    let close = day.close
    var past = past
    past.firstBar = past.firstBar ?? takenIn.first?.time
    past.firstHeld = past.firstHeld ?? takenIn.first { $0.givesOpenInterest }?.time
    past.simulated = past.simulated || data.simulated
    past.inputs = inputs(atCloseOf: day)
    let known = findings.filter { isKnown($0, at: close) }
    // In one order, whatever part of the files they were found in.
    past.timeless = known.filter { $0.time == nil }.sorted {
      ($0.file ?? "", $0.kind.rawValue, $0.message) < ($1.file ?? "", $1.kind.rawValue, $1.message)
    }
    for finding in known where finding.time != nil {
      if finding.kind == .refused { past.refused += finding.count }
      if finding.kind == .duplicate { past.duplicates += finding.count }
    }
    past.wallets = wallets.filter {
      $0.time < close && $0.time + InstrumentWalk.walletAge >= close
    }
    past.bars = []
    if let oldest = past.wallets.first?.time {
      let first = takenIn.first?.time
      let earlier = self.past.bars.filter { bar in first.map { bar.time < $0 } ?? true }
      let recent = min(series.firstIndex(endingAfter: oldest), takenIn.endIndex)
      past.bars = earlier.filter { $0.time + series.interval > oldest } + takenIn[recent...]
    }
    return past
  }

  /// The files that reach into the 90 days before a day's close, by name; one that grows by the day as it
  /// was then, so that nothing that comes later changes what is said of the day.
  func inputs(atCloseOf day: Day) -> [InputFile] {
    let start = day.close - InstrumentPast.inputAge
    return past.inputs(with: data.inputs(atCloseOf: day, since: start)).filter { $0.last >= start }
  }

  /// Nothing that only later data show may be told: a finding without a time counts from the time
  /// at which its file begins.
  func isKnown(_ finding: DataFinding, at cutoff: Timestamp) -> Bool {
    if let time = finding.time { return time < cutoff }
    guard let file = inputs.first(where: { $0.file == finding.file }) else { return true }
    return file.first < cutoff
  }
}

extension InstrumentPast {
  /// How far back a briefing names the files behind it.
  static let inputAge = TimeSpan.days(90)
}

extension Bar {
  /// Whether the bar says that anything is held.
  var givesOpenInterest: Bool { (openInterest?.value ?? 0) > 0 }
}

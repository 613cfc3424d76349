import Archive
import Liquidation
import Market
import Psychology

/// What a walk remembers of an instrument from one day to the next.
struct InstrumentMemory: Sendable, Codable {
  var ensemble: BookEnsemble
  var settlements: [FundingSettlement] = []
  var lastBar: Bar?
  /// The price that the books were carried along to where the instrument's own data have a hole.
  var carriedClose: Price?
  /// The last known, with the price at which it was.
  var openInterest: Base?
  /// What was traded of late: how fast positions close by choice.
  var trailingVolume = TrailingVolume()
  /// Bars of the days before that were missing or gave no open interest.
  var missed = 0
  /// Of data that are no longer at hand.
  var past = InstrumentPast()
}

/// What is still looked back on of an instrument's data that end at a close, where a walk is taken up
/// with data that begin there.
struct InstrumentPast: Sendable, Codable {
  /// Start of the first bar, and of the first that gave open interest.
  var firstBar: Timestamp?
  var firstHeld: Timestamp?
  var simulated = false
  /// Files that begin before the close and reach into the 90 days before it, as they were then.
  var inputs: [InputFile] = []
  /// Findings without a time.
  var timeless: [DataFinding] = []
  /// Rows that findings with a time speak of.
  var refused = 0
  var duplicates = 0
  /// Looks at wallets that still count, and the bars since the oldest of them.
  var wallets: [WalletSnapshot] = []
  var bars: [Bar] = []

  /// The files behind a walk, by name.
  ///
  /// - Parameter files: of the data at hand.
  func inputs(with files: [InputFile]) -> [InputFile] {
    var known: [String: InputFile] = [:]
    for input in inputs { known[input.file] = input }
    // A file that both know was read whole the first time.
    let new = files.filter { known[$0.file]?.sha256 != $0.sha256 }
    let replaced = Set(new.map(\.file))
    return (inputs.filter { !replaced.contains($0.file) } + new).sorted { $0.file < $1.file }
  }

  /// Findings without a time, then those with one that a close did not know of yet.
  ///
  /// - Parameter close: at which the walk was taken up.
  func findings(with data: InstrumentData, since close: Timestamp?) -> [DataFinding] {
    let timed = data.findings.filter { finding in
      finding.time.map { time in close.map { time >= $0 } ?? true } ?? false
    }
    let others = data.findings.filter { finding in
      guard finding.time == nil else { return false }
      guard close != nil else { return true }
      // What a part of the data says of the whole, the whole has said better.
      return finding.file != nil
        && !timeless.contains { $0.kind == finding.kind && $0.file == finding.file }
    }
    return timeless + others + timed
  }
}

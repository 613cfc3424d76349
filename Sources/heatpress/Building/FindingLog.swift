import Archive
import Market

/// Tells what was wrong with the data: each kind's number, and the first of each in full.
enum FindingLog {
  private static let shownOfEachKind = 3

  static func tell(_ data: InstrumentData, in log: Log) {
    for kind in DataFinding.Kind.allCases {
      let findings = data.findings.filter { $0.kind == kind }
      for finding in findings.prefix(shownOfEachKind) {
        log.warning("\(data.series.instrument): \(words(finding))")
      }
      let rest = findings.count - shownOfEachKind
      if rest > 0 {
        log.warning("\(data.series.instrument): and \(rest) more of the kind '\(kind.rawValue)'.")
      }
    }
  }

  /// Coins of different kinds do not add up.
  static func tellMixture(_ market: String, _ instruments: [InstrumentData], in log: Log) {
    let assets = instruments.map(\.series.instrument.baseAsset)
    guard let first = assets.first, let other = assets.first(where: { $0 != first }) else { return }
    log.warning(
      "market '\(market)': \(first) and \(other) are different coins, and a briefing adds up the "
        + "coins of a market. Give each coin a market of its own.")
  }

  static func words(_ finding: DataFinding) -> String {
    var place = finding.file ?? ""
    if let row = finding.row { place += ", row \(row)" }
    return (place.isEmpty ? "" : place + ": ") + finding.message
  }
}

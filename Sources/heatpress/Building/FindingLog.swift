import Archive
import Market
import Site

/// Tells what was wrong with the data: each kind's number, and the first of each in full.
enum FindingLog {
  private static let shownOfEachKind = 3

  /// All that a market's data have to be told of.
  static func tell(_ sources: [ReadingRecord.Source], of market: String, in log: inout Remarks) {
    for source in sources { tell(source, in: &log) }
    tellMixture(market, sources.map(\.instrument), in: &log)
    tellAge(sources, in: &log)
  }

  private static func tell(_ source: ReadingRecord.Source, in log: inout Remarks) {
    for kind in DataFinding.Kind.allCases {
      let findings = source.findings.filter { $0.kind == kind }
      for finding in findings.prefix(shownOfEachKind) {
        log.warning("\(source.instrument): \(finding.words)")
      }
      let rest = findings.count - shownOfEachKind
      if rest > 0 {
        log.warning("\(source.instrument): and \(rest) more of the kind '\(kind.rawValue)'.")
      }
    }
  }

  /// Coins of different kinds do not add up.
  private static func tellMixture(
    _ market: String, _ instruments: [Instrument], in log: inout Remarks
  ) {
    let assets = instruments.map(\.baseAsset)
    guard let first = assets.first, let other = assets.first(where: { $0 != first }) else { return }
    log.warning(
      "market '\(market)': \(first) and \(other) are different coins, and a briefing adds up the "
        + "coins of a market. Give each coin a market of its own.")
  }

  /// Which instruments end before the newest one does.
  private static func tellAge(_ sources: [ReadingRecord.Source], in log: inout Remarks) {
    guard let newest = sources.compactMap(\.end).max() else { return }
    for source in sources {
      guard let end = source.end, newest - end > source.interval else { continue }
      log.warning(
        "\(source.instrument): its data end at \(end), \((newest - end).shortText) before those of "
          + "the market's newest; from there on its books are carried along another venue's prices."
      )
    }
  }
}

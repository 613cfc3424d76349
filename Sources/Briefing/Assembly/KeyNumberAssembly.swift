import Market
import Psychology

/// The table at the top of a briefing.
struct KeyNumberAssembly {
  let record: DayRecord
  /// The days before.
  let ledger: DayLedger
  let funding: FundingPosition?

  /// Those that are known, in the order of their declaration.
  var all: [KeyNumber] { KeyNumber.Name.allCases.compactMap(number) }

  private func number(_ name: KeyNumber.Name) -> KeyNumber? {
    guard let value = value(name, record) else { return nil }
    let isRate = name == .fundingRate || name == .fundingAnnualised
    func change(days: Int) -> Double? {
      guard let earlier = ledger.record(on: record.day - days),
        (earlier.complete && record.complete) || isLevel(name),
        let before = self.value(name, earlier)
      else { return nil }
      if isRate { return value - before }
      return before > 0 ? value / before - 1 : nil
    }
    // The reading ranks the rate among all settlements; the table must not say otherwise.
    let rank =
      isRate
      ? funding?.rank
      : record.isOpen && !isLevel(name)
        ? nil
        : HistoryRank(
          of: value, among: ledger.trailing(before: record.day) { self.value(name, $0) })
    return KeyNumber(
      name: name, value: value, change24h: change(days: 1), change7d: change(days: 7),
      percentile90d: rank?.share)
  }

  /// Figures of a moment, which a day cut short has as well; the others are sums over a day.
  private func isLevel(_ name: KeyNumber.Name) -> Bool {
    switch name {
    case .volumeUSD, .reportedLongLiquidationsUSD, .reportedShortLiquidationsUSD: false
    default: true
    }
  }

  private func value(_ name: KeyNumber.Name, _ record: DayRecord) -> Double? {
    switch name {
    case .price: record.close.value
    case .openInterestBase: record.openInterestIsKnown ? record.openInterest.value : nil
    case .openInterestUSD: record.openInterestIsKnown ? record.openInterestUSD.value : nil
    case .fundingRate: record.fundingRate
    case .fundingAnnualised: record.fundingAnnualised
    case .volumeUSD: record.volume.value
    case .reportedLongLiquidationsUSD: record.reportedLong?.value
    case .reportedShortLiquidationsUSD: record.reportedShort?.value
    case .longShortRatio: record.longShortRatio
    }
  }
}

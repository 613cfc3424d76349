import Liquidation
import Market
import Psychology

/// A day's figures as later days look back on them.
struct DayRecord: Sendable, Codable {
  var day: Day
  /// Nothing later was used: the day's close, or, of a day that is still open, how far it has come.
  var cutoff: Timestamp
  /// False where the data begin or end within the day: its close counts, its range does not.
  var complete: Bool
  var high: Price
  var low: Price
  var close: Price
  /// One-sided, over all instruments; carried on from before where the close's bar gives none.
  var openInterest: Base
  /// Whether every instrument's last bar gives open interest.
  var openInterestIsKnown: Bool
  var openInterestUSD: USD
  var volume: USD
  var fundingRate: Double?
  var fundingAnnualised: Double?
  var reportedLong: USD?
  var reportedShort: USD?
  var longShortRatio: Double?
  var topTraderRatio: Double?
  /// Share of the volume in which the buyer took the price, over all instruments that say so.
  var takerBuyShare: Double?
  /// Of the reading; `nil` for days that no published one looks back on.
  var trappedLongShare: Double?
  var trappedShortShare: Double?
  var squeezeScore: Double?
  var flushScore: Double?
}

extension DayRecord {
  /// Whether the day is not over at the cut-off.
  var isOpen: Bool { cutoff < day.close }

  /// What the venues published of the crowd at this close.
  func gauge(_ kind: Crowding.Gauge.Kind) -> Double? {
    switch kind {
    case .longAccounts: longShortRatio.flatMap(longShare)
    case .topTraderLongs: topTraderRatio.flatMap(longShare)
    case .takerBuys: takerBuyShare
    case .openInterestToVolume:
      // Of an open day the volume is not that of a day.
      openInterestIsKnown && volume.value > 0 && !isOpen ? openInterestUSD / volume : nil
    }
  }
}

/// The trailing days, as many as any figure looks back on.
struct DayLedger: Sendable, Codable {
  private(set) var records: [DayRecord] = []
  /// Complete days recorded so far, also those let go of since.
  private(set) var completeDays = 0

  /// Longer than the 90 days of the percentiles and than the memory of the volatility.
  static let kept = 128

  mutating func append(_ record: DayRecord) {
    records.append(record)
    if record.complete { completeDays += 1 }
    if records.count > DayLedger.kept { records.removeFirst(records.count - DayLedger.kept) }
  }

  func record(on day: Day) -> DayRecord? { records.last { $0.day == day } }

  /// Known at the last day recorded; a day's own range counts from the next call on.
  func sigma(with last: DayRecord? = nil) -> Double {
    Volatility.dailySigma(
      (records + (last.map { [$0] } ?? [])).filter(\.complete).map {
        DailyRange(high: $0.high, low: $0.low, close: $0.close)
      })
  }

  /// One figure of the complete days within 90 days before a day, oldest first, where it is known.
  func trailing(before day: Day, _ figure: (DayRecord) -> Double?) -> [Double] {
    records.filter { $0.complete && $0.day < day && $0.day >= day - 90 }.compactMap(figure)
  }

  /// A figure at each close of the trailing 90 days, the given record's last; where a day is
  /// missing the one before stands.
  func series(with last: DayRecord, _ figure: (DayRecord) -> Double) -> [Double] {
    let trailing = records.filter { $0.day > last.day - 90 } + [last]
    guard let first = trailing.first else { return [] }
    var values: [Double] = []
    var index = 0
    for day in first.day...last.day {
      while index + 1 < trailing.count, trailing[index + 1].day <= day { index += 1 }
      values.append(figure(trailing[index]))
    }
    return values
  }
}

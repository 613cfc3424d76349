import Archive
import Liquidation
import Market

/// Walks a market's days in order of time, through the books of all its instruments, and yields an
/// edition at each complete day's close.
///
/// Nothing after a close enters its edition. What a walk holds grows with the books and the
/// trailing window, not with the number of editions: each is handed out as it is made and
/// forgotten.
public struct MarketChronicle: Sendable {
  /// The market's id in the configuration, and its name for people.
  public let market: String
  public let name: String
  public let options: ChronicleOptions
  private let instruments: [InstrumentData]

  /// - Parameters:
  ///   - instruments: the first is the reference: its candles are shown, its price is the market's,
  ///     and a day is published when its bars reach the day's close. Where another one's do not,
  ///   the data health says so.
  /// - Throws: `ChronicleError` where there is nothing to walk, or no open interest in an
  ///   instrument.
  public init(
    market: String, name: String, instruments: [InstrumentData],
    options: ChronicleOptions = ChronicleOptions()
  ) throws(ChronicleError) {
    guard !instruments.isEmpty else { throw .noInstruments(market: market) }
    var seen: Set<Instrument> = []
    for data in instruments {
      let instrument = data.series.instrument
      guard seen.insert(instrument).inserted else { throw .sameInstrument(instrument) }
      guard !data.series.bars.isEmpty else { throw .noBars(instrument) }
      guard data.series.bars.contains(where: { ($0.openInterest?.value ?? 0) > 0 }) else {
        throw .noOpenInterest(instrument)
      }
    }
    self.market = market
    self.name = name
    self.instruments = instruments
    self.options = options
  }

  /// The days that can be published, ascending: those of which the reference instrument has the
  /// start and the close, from the first on which its open interest is known.
  public var days: [Day] {
    let series = instruments[0].series
    guard let first = series.bars.first,
      let held = series.bars.first(where: { ($0.openInterest?.value ?? 0) > 0 })
    else { return [] }
    return series.completeDays.filter { $0.start >= first.time && $0.close > held.time }
  }

  /// Walks all bars up to the last day asked for and publishes the days within the range.
  ///
  /// - Parameters:
  ///   - range: `nil` for every day that can be published.
  ///   - publish: called once for each edition, in order of time; its error ends the walk.
  /// - Complexity: linear in the bars; the reading of a day costs as much as some hundred bars and
  ///   is worked out for the days published and the 90 before.
  public func walk<Failure: Error>(
    days range: ClosedRange<Day>? = nil, publish: (Edition) throws(Failure) -> Void
  ) throws(Failure) {
    let published = days.filter { range?.contains($0) ?? true }
    guard let firstDay = published.first, let lastDay = published.last,
      let start = instruments[0].series.bars.first?.time
    else { return }
    var walk = ChronicleWalk(
      market: market, name: name, instruments: instruments, options: options, first: firstDay)
    let wanted = Set(published)
    let span = walk.columnSpan
    var time = start.floored(to: span)
    while time < lastDay.close {
      // A column ends with the day at the latest, whatever the length of the bars.
      time = min(time + span, time.day.close)
      walk.advance(to: time)
      if time.timeOfDay.milliseconds == 0 {
        let day = time.day - 1
        if let edition = walk.close(day, publish: wanted.contains(day)) { try publish(edition) }
      }
    }
  }
}

extension Timestamp {
  /// The last whole multiple of a span, counted from the day's start, that is not later.
  func floored(to span: TimeSpan) -> Timestamp {
    guard span.milliseconds > 0 else { return self }
    return day.start
      + TimeSpan(milliseconds: timeOfDay.milliseconds / span.milliseconds * span.milliseconds)
  }
}

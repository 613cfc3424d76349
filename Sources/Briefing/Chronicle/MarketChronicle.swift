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
  private let absent: [Instrument]

  /// - Parameters:
  ///   - instruments: the first that has a day whole is the day's reference: its candles are shown,
  ///     its price is the market's. Where another one's data end before, or have a hole, its books are
  ///     carried along the reference's prices and the data health says so.
  ///   - absent: configured instruments of which there is nothing to read; the data health names them.
  /// - Throws: `ChronicleError` where there is nothing to walk, or no open interest in any instrument;
  ///   one among several that has none is absent.
  public init(
    market: String, name: String, instruments: [InstrumentData], absent: [Instrument] = [],
    options: ChronicleOptions = ChronicleOptions()
  ) throws(ChronicleError) {
    guard !instruments.isEmpty else { throw .noInstruments(market: market) }
    var seen: Set<Instrument> = []
    var usable: [InstrumentData] = []
    var missing = absent
    var fault: ChronicleError?
    for data in instruments {
      let instrument = data.series.instrument
      guard seen.insert(instrument).inserted else { throw .sameInstrument(instrument) }
      let bars = data.series.bars
      if bars.contains(where: { ($0.openInterest?.value ?? 0) > 0 }) {
        usable.append(data)
      } else {
        fault = fault ?? (bars.isEmpty ? .noBars(instrument) : .noOpenInterest(instrument))
        missing.append(instrument)
      }
    }
    if usable.isEmpty, let fault { throw fault }
    self.market = market
    self.name = name
    self.instruments = usable
    self.absent = missing
    self.options = options
  }

  /// The days that can be published, ascending: those of which any instrument has the start and the
  /// close, from the first on which its open interest is known.
  public var days: [Day] { Set(instruments.flatMap { days(of: $0.series) }).sorted() }

  private func days(of series: BarSeries) -> [Day] {
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
      let start = instruments.compactMap(\.series.bars.first?.time).min()
    else { return }
    var walk = ChronicleWalk(
      market: market, name: name, instruments: instruments, absent: absent, options: options,
      first: firstDay)
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

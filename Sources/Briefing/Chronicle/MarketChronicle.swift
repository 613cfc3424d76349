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
  private let resumption: Resumption?

  /// Where a walk goes on, and with what.
  private struct Resumption: Sendable {
    var day: Day
    var servesFrom: Day
    /// In the order of the data.
    var instruments: [InstrumentMemory]
    var market: MarketMemory
  }

  /// - Parameters:
  ///   - instruments: the first that has a day whole is the day's reference: its candles are shown,
  ///     its price is the market's. Where another one's data end before, or have a hole, its books are
  ///     carried along the reference's prices and the data health says so.
  ///   - absent: configured instruments of which there is nothing to read; the data health names them.
  ///   - checkpoint: of a walk of the same instruments, in the same order, and with the same options.
  ///     Editions are those of a walk from the start, byte for byte. The data may then begin at its
  ///     close: every bar that ends after it has to be there, every look and finding from then on, and
  ///     what they hold of the time before is passed over. An instrument may have no bar any more.
  /// - Throws: `ChronicleError` where there is nothing to walk, or no open interest in any instrument;
  ///   one among several that has none is absent. `.checkpoint` where the checkpoint is of something
  ///   else.
  public init(
    market: String, name: String, instruments: [InstrumentData], absent: [Instrument] = [],
    options: ChronicleOptions = ChronicleOptions(), resuming checkpoint: WalkCheckpoint? = nil
  ) throws(ChronicleError) {
    guard !instruments.isEmpty else { throw .noInstruments(market: market) }
    let known = checkpoint?.identity.members.map(\.instrument) ?? []
    var seen: Set<Instrument> = []
    var usable: [InstrumentData] = []
    var missing = absent
    var fault: ChronicleError?
    for data in instruments {
      let instrument = data.series.instrument
      guard seen.insert(instrument).inserted else { throw .sameInstrument(instrument) }
      let bars = data.series.bars
      if known.contains(instrument) || bars.contains(where: \.givesOpenInterest) {
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
    do throws(CheckpointError) {
      resumption = try checkpoint.map { (checkpoint) throws(CheckpointError) in
        try checkpoint.identity.check(market: market, options: options, instruments: usable)
        let memory = try checkpoint.memory(margins: usable.map(\.margin))
        return Resumption(
          day: checkpoint.day, servesFrom: checkpoint.servesFrom, instruments: memory.instruments,
          market: memory.market)
      }
    } catch {
      throw .checkpoint(error)
    }
  }

  /// The days that can be published, ascending: those of which any instrument has the start and the
  /// close, from the first on which its open interest is known; where a walk is taken up, from the
  /// first that it serves.
  public var days: [Day] {
    let days = instruments.enumerated().flatMap { index, data in
      self.days(of: data.series, past: resumption?.instruments[index].past)
    }
    return Set(days).filter { day in resumption.map { day >= $0.servesFrom } ?? true }.sorted()
  }

  private func days(of series: BarSeries, past: InstrumentPast?) -> [Day] {
    guard let first = past?.firstBar ?? series.bars.first?.time,
      let held = past?.firstHeld ?? series.bars.first(where: \.givesOpenInterest)?.time
    else { return [] }
    return series.completeDays(since: first).filter { $0.close > held }
  }

  /// The day that the data end within, where there is a closed one before it: it can be published as
  /// provisional, as it stood at the last whole column.
  public struct OpenDay: Hashable, Sendable {
    public var day: Day
    /// The column's end.
    public var cutoff: Timestamp
  }

  /// `nil` where the data end with a day.
  public var openDay: OpenDay? {
    let span = ChronicleWalk.columnSpan(instruments)
    let ends = instruments.enumerated().compactMap { index, data -> Timestamp? in
      let (series, past) = (data.series, resumption?.instruments[index].past)
      guard let first = past?.firstBar ?? series.bars.first?.time,
        let held = past?.firstHeld ?? series.bars.first(where: \.givesOpenInterest)?.time,
        let end = series.bars.times.map({ $0 + series.interval })
          .last(where: { $0.floored(to: span) == $0 }),
        first <= end.day.start, held < end
      else { return nil }
      return end
    }
    guard let cutoff = ends.max(), cutoff > cutoff.day.start,
      resumption != nil || !days.isEmpty
    else { return nil }
    return OpenDay(day: cutoff.day, cutoff: cutoff)
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
    try walk(
      days: range, keep: { _ in false }, kept: { (_: WalkCheckpoint) throws(Failure) in },
      publish: publish)
  }

  /// The same, and hands out checkpoints on the way.
  ///
  /// - Parameters:
  ///   - isWanted: of which of these days an edition is made; all of them count as published.
  ///   - provisional: whether the open day is among those days, if the range has it. No checkpoint is
  ///     made of it.
  ///   - keep: whether a checkpoint is wanted at a day's close; asked of each day that is walked, in
  ///     order of time, whether it is published or not.
  ///   - kept: called with it, after the day's edition was published; its error ends the walk.
  public func walk<Failure: Error>(
    days range: ClosedRange<Day>? = nil, where isWanted: (Day) -> Bool = { _ in true },
    provisional: Bool = false, keep: (Day) -> Bool, kept: (WalkCheckpoint) throws(Failure) -> Void,
    publish: (Edition) throws(Failure) -> Void
  ) throws(Failure) {
    let published = days.filter { range?.contains($0) ?? true }
    let open =
      provisional
      ? openDay.flatMap { (range?.contains($0.day) ?? true) && isWanted($0.day) ? $0 : nil } : nil
    guard let firstDay = published.first ?? open?.day,
      let end = open?.cutoff ?? published.last?.close,
      let start = resumption?.day.close ?? instruments.compactMap(\.series.bars.first?.time).min()
    else { return }
    var walk = begin(first: firstDay)
    let wanted = Set(published.filter(isWanted))
    let span = walk.columnSpan
    var time = start.floored(to: span)
    while time < end {
      // A column ends with the day at the latest, whatever the length of the bars.
      time = min(time + span, time.day.close)
      walk.advance(to: time)
      if time.timeOfDay.milliseconds == 0 {
        let day = time.day - 1
        if let edition = walk.close(day, publish: wanted.contains(day)) { try publish(edition) }
        if keep(day), let checkpoint = walk.checkpoint(at: day) { try kept(checkpoint) }
      }
    }
    if let open, let edition = walk.provisional(open.day, at: open.cutoff) { try publish(edition) }
  }

  private func begin(first: Day) -> ChronicleWalk {
    guard let resumption else {
      return ChronicleWalk(
        market: market, name: name, instruments: instruments, absent: absent, options: options,
        first: first)
    }
    return ChronicleWalk(
      market: market, name: name, instruments: Array(zip(instruments, resumption.instruments)),
      absent: absent, options: options, memory: resumption.market, at: resumption.day.close,
      first: first)
  }
}

extension WalkCheckpoint.Identity {
  fileprivate func check(
    market: String, options: ChronicleOptions, instruments: [InstrumentData]
  ) throws(CheckpointError) {
    guard market == self.market else { throw .otherMarket(found: self.market, expected: market) }
    guard options == self.options else { throw .otherOptions }
    guard members == instruments.map({ Member($0.series) }) else {
      throw .otherInstruments(
        found: members.map(\.instrument), expected: instruments.map(\.series.instrument))
    }
  }
}

extension WalkCheckpoint.Identity.Member {
  init(_ series: BarSeries) {
    self.init(instrument: series.instrument, interval: series.interval)
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

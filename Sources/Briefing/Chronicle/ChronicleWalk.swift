import Archive
import Liquidation
import Market
import Psychology
import Scoring

/// A walk in progress: the instruments' books, the trailing days, and the map's last columns.
struct ChronicleWalk: Sendable {
  let market: String
  let name: String
  let options: ChronicleOptions
  /// Configured, and nowhere in the data.
  let absent: [Instrument]
  let columnSpan: TimeSpan
  private(set) var walks: [InstrumentWalk]
  private var memory: MarketMemory
  /// The maps of the last column that was drawn, which at a day's close is the close.
  private var drawn: [LiquidationProfile] = []
  private var drawnAt: Timestamp?

  /// - Parameter first: the first day that will be published.
  init(
    market: String, name: String, instruments: [InstrumentData], absent: [Instrument],
    options: ChronicleOptions, first: Day
  ) {
    self.market = market
    self.name = name
    self.absent = absent
    self.options = options
    let span = ChronicleWalk.columnSpan(instruments)
    columnSpan = span
    walks = instruments.enumerated().map { index, data in
      InstrumentWalk(data: data, options: options, stream: UInt64(index))
    }
    memory = MarketMemory(
      first: first, span: span, options: options, instruments: instruments.map(\.series))
  }

  /// Goes on from a close.
  ///
  /// - Parameters:
  ///   - instruments: each with what was remembered of it.
  ///   - first: the first day that will be published, not before the one that the memory serves from.
  init(
    market: String, name: String, instruments: [(data: InstrumentData, memory: InstrumentMemory)],
    absent: [Instrument], options: ChronicleOptions, memory: MarketMemory, at close: Timestamp,
    first: Day
  ) {
    self.market = market
    self.name = name
    self.absent = absent
    self.options = options
    columnSpan = ChronicleWalk.columnSpan(instruments.map(\.data))
    walks = instruments.map { InstrumentWalk(data: $0.data, memory: $0.memory, at: close) }
    self.memory = memory
    // Else a later walk would find less than an earlier one has kept.
    self.memory.first = min(memory.first, first)
  }

  static func columnSpan(_ instruments: [InstrumentData]) -> TimeSpan {
    max(TimeSpan.hour, instruments[0].series.interval)
  }

  /// All that the days after a close depend on, apart from what comes then.
  ///
  /// - Parameter day: which was just closed.
  /// - Returns: `nil` where it cannot be encoded.
  func checkpoint(at day: Day) -> WalkCheckpoint? {
    WalkCheckpoint(
      WalkCheckpoint.Identity(
        market: market, options: options,
        members: walks.map { WalkCheckpoint.Identity.Member($0.series) }, day: day,
        servesFrom: memory.servesFrom(day)),
      instruments: walks.map { $0.remembered(atCloseOf: day) }, market: memory)
  }

  private var reference: InstrumentWalk { walks[memory.referencePlace] }
  private var openInterest: Base { walks.reduce(.zero) { $0 + $1.held } }

  /// Takes in what ended up to the end of a column, and draws the column.
  mutating func advance(to time: Timestamp) {
    let before = reference.close
    let brought = walks.indices.map { walks[$0].advance(until: time) }
    memory.referencePlace =
      walks.indices.first { walks[$0].reached == time } ?? memory.referencePlace
    let bars = brought[memory.referencePlace]
    for index in walks.indices
    where index != memory.referencePlace && walks[index].hasHole(at: time) {
      walks[index].carry(along: bars, interval: reference.series.interval)
    }
    guard time > memory.firstColumn else { return }
    memory.strip.record(
      time: time - columnSpan, bars: bars, before: before.value,
      openInterest: openInterest.value)
    // Zones and all that has a range are made of a day's last column alone.
    let isClose = time.timeOfDay.milliseconds == 0
    drawn = walks.map { $0.profile(at: time, withRanges: isClose) }
    drawnAt = time
    memory.recorder.record(time: time, profiles: drawn)
  }

  /// Ends a day: works its figures out, and its edition where it is asked for.
  mutating func close(_ day: Day, publish: Bool) -> Edition? {
    defer { for index in walks.indices { walks[index].turnDay(at: day.close) } }
    for index in walks.indices { walks[index].endDay(day) }
    memory.referencePlace =
      walks.indices.first { walks[$0].hasWhole(day) } ?? memory.referencePlace
    memory.forecasts.close(day, bars: walks.map(\.tape.bars), reference: memory.referencePlace)
    memory.paths.endDay(day, bars: reference.tape.bars, interval: reference.series.interval)
    let projection = memory.paths.projection()
    defer { freeze(day, projection) }
    guard let finding = find(day, at: day.close, projection, publish: publish) else { return nil }
    let record = finding.record
    memory.swept.note(
      finding.map, sweptBy: reference.tape.bars, interval: reference.series.interval)
    memory.frozen =
      record.complete
      ? MarketMemory.FrozenZones(day: day, zones: finding.zones, reach: finding.reach) : nil
    memory.ledger.append(record)
    return finding.edition
  }

  /// The edition of a day that is still open, as it stands at a column's end.
  ///
  /// The walk stays as it is: nothing is frozen, scored or remembered of it.
  func provisional(_ day: Day, at cutoff: Timestamp) -> Edition? {
    var walk = self
    walk.memory.referencePlace =
      walks.indices.first { walks[$0].covers(day, until: cutoff) } ?? memory.referencePlace
    // The column was drawn without ranges.
    walk.drawnAt = nil
    let projection = memory.paths.projection(on: day, from: walk.reference.close)
    return walk.find(day, at: cutoff, projection, publish: true)?.edition
  }

  /// What a day comes to.
  private struct Finding {
    var record: DayRecord
    /// The map of the close before.
    var map: [Zone]
    var zones: [Zone]
    var reach: [FrozenZone]
    /// `nil` where it was not asked for.
    var edition: Edition?
  }

  /// Works out a day's figures as they stand at its cut-off, and its edition where it is asked for.
  ///
  /// - Returns: `nil` where the reference has not reached the cut-off, or nothing is held.
  private mutating func find(
    _ day: Day, at cutoff: Timestamp, _ projection: Projection?, publish: Bool
  ) -> Finding? {
    guard reference.reached == cutoff, openInterest.value > 0,
      var record = dayRecord(day, at: cutoff)
    else { return nil }
    let sigma = memory.ledger.sigma(with: record)
    let profiles = profiles(at: cutoff)
    let zones = ZoneFinder.zones(
      in: profiles, close: record.close, sigma: sigma, limitPerSide: options.zonesPerSide)
    let reach =
      projection.map { projection in
        zones.map { FrozenZone($0, projection, lengths: memory.forecasts.lengths) }
      } ?? []
    let map = memory.frozen.flatMap { $0.day == day - 1 ? $0.zones : nil } ?? []
    memory.swept.settle(reference.tape.bars, interval: reference.series.interval, close: cutoff)
    var edition: Edition?
    if day >= memory.firstReading {
      let survey = CloseSurvey(
        walks: walks, sigma: sigma, grid: LogPriceGrid(binBps: options.binBps),
        withEntries: publish)
      if let figures = figures(
        record, survey: survey, sigma: sigma, map: map, zones: zones, reach: reach)
      {
        record.trappedLongShare = figures.trappedLongs.share.value
        record.trappedShortShare = figures.trappedShorts.share.value
        record.squeezeScore = figures.squeeze.score
        record.flushScore = figures.flush.score
        record.fundingRate = figures.funding?.rate
        record.fundingAnnualised = figures.funding?.annualised
        if publish {
          edition = EditionAssembly(
            market: market, name: name, options: options, walks: walks, ledger: memory.ledger,
            record: record, figures: figures, survey: survey, profiles: profiles,
            strip: memory.strip, recorder: memory.recorder, forecasts: memory.forecasts,
            projection: projection, reach: reach, absent: absent,
            referencePlace: memory.referencePlace
          ).edition()
        }
      }
    }
    return Finding(record: record, map: map, zones: zones, reach: reach, edition: edition)
  }

  /// The maps at a close: those that were drawn, or made now.
  private mutating func profiles(at close: Timestamp) -> [LiquidationProfile] {
    if drawnAt != close {
      drawn = walks.map { $0.profile(at: close) }
      drawnAt = close
    }
    return drawn
  }

  /// Freezes the map of every instrument that has the whole day, and how far the price may go, whether
  /// the day is published or not: the record is that of all days. It comes last, so that no close
  /// scores its own forecast.
  private mutating func freeze(_ day: Day, _ projection: Projection?) {
    func isWhole(_ walk: InstrumentWalk) -> Bool { walk.hasWhole(day) && walk.held.value > 0 }
    for (index, walk) in walks.enumerated() where isWhole(walk) {
      let isDrawn = drawnAt == day.close
      memory.forecasts.freeze(
        isDrawn ? drawn[index] : walk.profile(at: day.close, withRanges: false), of: index,
        at: day)
    }
    guard isWhole(reference) else { return }
    let zones = memory.frozen.flatMap { $0.day == day ? $0.reach : nil } ?? []
    memory.forecasts.freeze(zones, close: reference.close, at: day) { depth, days in
      projection?.reachProbability(depth: depth, withinHours: Double(24 * days))
    }
  }

  private func dayRecord(_ day: Day, at cutoff: Timestamp) -> DayRecord? {
    let bars = reference.tape.bars
    guard let last = bars.last, let high = bars.map(\.high).max(), let low = bars.map(\.low).min()
    else { return nil }
    let firstTime = reference.firstBar
    return DayRecord(
      day: day, cutoff: cutoff,
      complete: cutoff == day.close && firstTime.map { $0 <= day.start } ?? false, high: high,
      low: low, close: last.close, openInterest: openInterest,
      openInterestIsKnown: walks.allSatisfy {
        // A venue that is down counts with what it held last; that it is aged is said elsewhere.
        $0.isCarried || $0.tape.bars.last?.openInterest != nil
      },
      openInterestUSD: walks.reduce(.zero) { $0 + $1.held * $1.close },
      volume: walks.reduce(.zero) { $0 + $1.tape.volume },
      reportedLong: sum(walks.map(\.tape.reportedLong)),
      reportedShort: sum(walks.map(\.tape.reportedShort)),
      longShortRatio: reference.tape.longShortRatio, topTraderRatio: reference.tape.topTraderRatio,
      takerBuyShare: takerBuyShare)
  }

  private var takerBuyShare: Double? {
    let volume = walks.reduce(0) { $0 + $1.tape.takerVolume.value }
    let buys = walks.reduce(0) { $0 + $1.tape.takerBuys.value }
    return volume > 0 ? buys / volume : nil
  }

  private func sum(_ amounts: [USD?]) -> USD? {
    let known = amounts.compactMap { $0 }
    return known.isEmpty ? nil : known.reduce(.zero, +)
  }

  private func figures(
    _ record: DayRecord, survey: CloseSurvey, sigma: Double, map: [Zone], zones: [Zone],
    reach: [FrozenZone]
  ) -> DayFigures? {
    let day = record.day
    let before = memory.ledger.record(on: day - 1)
    var funding = FundingPosition(
      instruments: walks.settlements(upTo: record.cutoff), cutoff: record.cutoff)
    funding?.venues = walks.compactMap {
      VenueFunding($0.instrument, settlements: $0.settlements, cutoff: record.cutoff)
    }
    let build = PositionBuild(
      closes: memory.ledger.series(with: record) { $0.close.value },
      openInterest: memory.ledger.series(with: record) { $0.openInterest.value })
    func pressure(_ tallies: [SideTally], _ score: (DayRecord) -> Double?) -> Pressure? {
      Pressure(
        members: tallies, close: record.close, openInterest: record.openInterestUSD,
        funding: funding, build: build, earlierScores: memory.ledger.trailing(before: day, score),
        before: before.flatMap { $0.complete ? score($0) : nil })
    }
    guard
      let trappedLongs = TrappedPositions(
        members: survey.longs,
        earlierShares: memory.ledger.trailing(before: day) { $0.trappedLongShare }),
      let trappedShorts = TrappedPositions(
        members: survey.shorts,
        earlierShares: memory.ledger.trailing(before: day) { $0.trappedShortShare }),
      let squeeze = pressure(survey.shorts, { $0.squeezeScore }),
      let flush = pressure(survey.longs, { $0.flushScore })
    else { return nil }
    return DayFigures(
      asset: reference.instrument.baseAsset, isOpen: record.isOpen,
      open: reference.tape.bars.first?.open ?? record.close, high: record.high, low: record.low,
      close: record.close, previousClose: before?.close, sigma: sigma,
      previousSigma: before == nil ? nil : memory.ledger.sigma(), openInterest: record.openInterest,
      openInterestUSD: record.openInterestUSD,
      previousOpenInterest: before.flatMap {
        $0.openInterestIsKnown && record.openInterestIsKnown ? $0.openInterest : nil
      },
      trappedLongs: trappedLongs, trappedShorts: trappedShorts,
      previousTrappedLongShare: before.flatMap { $0.complete ? $0.trappedLongShare : nil },
      previousTrappedShortShare: before.flatMap { $0.complete ? $0.trappedShortShare : nil },
      squeeze: squeeze, flush: flush,
      funding: funding, previousFunding: before?.fundingAnnualised, crowding: crowding(record),
      regime: Regime(
        closes: memory.ledger.series(with: record) { $0.close.value },
        openInterest: memory.ledger.series(with: record) { $0.openInterest.value },
        sigma: before == nil ? sigma : memory.ledger.sigma(),
        annualisedFunding: funding?.annualised24h),
      sweeps: sweeps(record, map), zones: zones,
      reach: Dictionary(
        zip(zones, reach).compactMap { zone, frozen in
          frozen.probabilities[1].map { (zone, $0) }
        }, uniquingKeysWith: { first, _ in first }))
  }

  private func crowding(_ record: DayRecord) -> Crowding? {
    let before = memory.ledger.record(on: record.day - 1)
    return Crowding(
      gauges: Crowding.Gauge.Kind.allCases.compactMap { kind in
        record.gauge(kind).map { value in
          Crowding.Gauge(
            kind: kind, value: value, before: before.flatMap { $0.gauge(kind) },
            earlier: memory.ledger.trailing(before: record.day) { $0.gauge(kind) })
        }
      })
  }

  private func sweeps(_ record: DayRecord, _ map: [Zone]) -> DaySweeps {
    func members(_ path: KeyPath<DayTape, [Double]>) -> Estimate {
      var sums = [Double](repeating: 0, count: reference.tape[keyPath: path].count)
      for walk in walks {
        for (index, value) in walk.tape[keyPath: path].enumerated() where index < sums.count {
          sums[index] += value
        }
      }
      return Estimate(members: sums)
    }
    return DaySweeps(
      zones: ZoneSweep.sweeps(
        of: map, by: reference.tape.bars, interval: reference.series.interval),
      mapped: map.count, long: members(\.longLiquidated), short: members(\.shortLiquidated),
      reportedLong: record.reportedLong, reportedShort: record.reportedShort,
      records: Side.allCases.compactMap(memory.swept.record))
  }
}

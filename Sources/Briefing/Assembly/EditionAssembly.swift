import Archive
import Liquidation
import Market
import Psychology
import Scoring

/// Puts a day's edition together from what stands at its close.
struct EditionAssembly {
  let market: String
  let name: String
  let options: ChronicleOptions
  let walks: [InstrumentWalk]
  /// The days before.
  let ledger: DayLedger
  let record: DayRecord
  let figures: DayFigures
  let survey: CloseSurvey
  let profiles: [LiquidationProfile]
  let strip: ColumnStrip
  let recorder: HeatmapRecorder
  let forecasts: ForecastLog
  let projection: Projection?
  /// One for each of the figures' zones; empty where no projection can be made.
  let reach: [FrozenZone]
  /// Configured instruments without data.
  let absent: [Instrument]
  /// The place of the walk whose price is the market's.
  let referencePlace: Int

  func edition() -> Edition {
    let ahead = projection.map { projection in
      let survivals = walks.map { $0.ensemble.survival(hourlyVolume: $0.trailingVolume.perHour) }
      return ProjectionAssembly(
        projection: projection, profiles: profiles, survivals: survivals,
        expected: zip(profiles, survivals).map {
          ExpectedLiquidation(of: $0, projection: projection, survival: $1)
        })
    }
    let zones = zones(ahead)
    var forecast = ahead?.report
    if let report = forecast {
      forecast?.sentences =
        ProjectionWording(
          projection: report, zones: zones, dailyMove: figures.sigma
        ).sentences
    }
    let map = HeatmapAssembly(
      strip: strip, recorder: recorder, close: record.close, options: options)
    let (heatmap, layers) = map.reportAndLayers()
    let briefing = Briefing(
      market: market, marketName: name, date: record.day, cutoff: record.cutoff,
      provisional: record.isOpen ? true : nil,
      simulated: walks.contains { $0.data.simulated || $0.past.simulated },
      headline: HeadlineWording.headline(figures), summary: SummaryWording.sentences(figures),
      price: price, sigma24h: figures.sigma,
      keyNumbers: KeyNumberAssembly(record: record, ledger: ledger, funding: figures.funding).all,
      instruments: instruments, heatmap: heatmap,
      profile: ProfileAssembly(profiles: profiles).report,
      zones: zones, projection: forecast, cascade: cascade,
      entries: survey.entries.report, history: history(candles: map.candles),
      reading: Reading(
        figures, whales: WhaleAssembly(walks: walks, close: record.cutoff).report),
      // No window ends within a day.
      scorecard: record.isOpen
        ? nil : ScorecardAssembly(log: forecasts, day: record.day).scorecard,
      dataHealth: HealthAssembly(
        walks: walks, holdings: survey.holdings, absent: absent,
        reference: walks[referencePlace].instrument, ledger: ledger, record: record
      ).report)
    return Edition(briefing: briefing, layers: layers)
  }

  private var cascade: CascadeReport? {
    // A week of whole days.
    let trailing = ledger.trailing(before: record.day) { $0.volume.value }
    let volumes =
      record.isOpen ? Array(trailing.suffix(7)) : trailing.suffix(6) + [record.volume.value]
    guard !volumes.isEmpty else { return nil }
    return CascadeAssembly(
      profiles: profiles, close: record.close, sigma: figures.sigma,
      dailyVolume: USD(volumes.reduce(0, +) / Double(volumes.count)),
      depth: DepthAssembly(
        books: walks.map { ($0.data.depth, $0.tape.volume) }, close: record.cutoff
      ).depth
    ).report
  }

  private func zones(_ ahead: ProjectionAssembly?) -> [ZoneReport] {
    figures.zones.enumerated().map { index, zone in
      var report = ZoneReport(zone)
      if reach.indices.contains(index) { report.reach = reach[index].report }
      report.expectedUSD = ahead?.expected(in: zone)
      return report
    }
  }

  private var price: PriceSummary {
    PriceSummary(
      open: figures.open, high: figures.high, low: figures.low, close: figures.close,
      change24h: figures.change,
      change7d: ledger.record(on: record.day - 7).map { figures.close / $0.close - 1 })
  }

  private var instruments: [InstrumentReport] {
    walks.enumerated().compactMap { index, walk in
      let holdings = survey.holdings[index]
      guard walk.held.value > 0, let oldest = holdings.oldestEntry else { return nil }
      let books = walk.ensemble.members
      func mean(_ figure: (PositionBook) -> Double) -> Double {
        books.reduce(0) { $0 + figure($1) } / Double(books.count)
      }
      return InstrumentReport(
        venue: walk.instrument.venue, symbol: walk.instrument.symbol, kind: walk.instrument.kind,
        close: walk.close, openInterestBase: walk.held, openInterestUSD: walk.held * walk.close,
        openInterestShare: (walk.held * walk.close / record.openInterestUSD).roundedToDigits(6),
        dataThrough: walk.reached ?? record.day.start,
        book: BookReport(
          longBase: Base(mean { $0.quantity(.long).value }),
          shortBase: Base(mean { $0.quantity(.short).value }),
          hedgedBase: Base(holdings.hedged),
          bins: books.map(\.occupiedBins).max() ?? 0, oldestEntry: oldest,
          seededShare: holdings.seededShare),
        // Older ones went into the books as well, and are named by the briefings of their time.
        inputs: walk.inputs(atCloseOf: record.day))
    }
  }

  private func history(candles: CandleReport) -> HistoryReport {
    let since = record.cutoff - .days(90)
    let funding = FundingSettlement.combined(
      walks.settlements(upTo: record.cutoff)
    )
    .filter { $0.time >= since }
    .map { FundingReport(time: $0.time, rate: $0.rate) }
    return HistoryReport(
      candles: candles,
      openInterestBase: strip.window.map { $0.openInterest.roundedToDigits(9) },
      funding: funding,
      dailyOpenInterestBase: ledger.series(with: record) {
        $0.openInterest.value.roundedToDigits(9)
      },
      dailyClose: ledger.series(with: record) { $0.close.value })
  }
}

import Market

@testable import Briefing
@testable import Charts

/// A briefing with something in every field, small enough to read its page whole.
enum TinyEdition {
  static let day = Day(number: 19_940)

  static func briefing(day: Day = TinyEdition.day, simulated: Bool = false) -> Briefing {
    Briefing(
      market: "btc", marketName: "Bitcoin", date: day, cutoff: day.close, simulated: simulated,
      headline: "Longs swept down to 49,000", summary: ["It fell.", "Longs hurt.", "Look below."],
      price: PriceSummary(
        open: Price(58_000), high: Price(58_500), low: Price(49_000), close: Price(54_000),
        change24h: -0.07, change7d: nil),
      sigma24h: 0.04,
      keyNumbers: [
        KeyNumber(
          name: .price, value: 54_000, change24h: -0.07, change7d: nil, percentile90d: 0.02),
        KeyNumber(
          name: .fundingRate, value: -0.00004, change24h: -0.0001, change7d: 0, percentile90d: 0.1),
      ],
      instruments: [
        InstrumentReport(
          venue: .binance, symbol: "BTCUSDT", kind: .linear, close: Price(54_000),
          openInterestBase: Base(80_000), openInterestUSD: USD(4.32e9),
          openInterestShare: 1, dataThrough: day.close,
          book: BookReport(
            longBase: Base(80_000), shortBase: Base(80_000), hedgedBase: Base(24_000), bins: 12,
            oldestEntry: (day - 30).start, seededShare: 0.25),
          inputs: [
            InputFile(
              file: "btc.csv", sha256: String(repeating: "0", count: 64), bytes: 4_096, rows: 24,
              first: day.start, last: day.close, gaps: 1, refused: 0)
          ])
      ], heatmap: heatmap(day), profile: profile, zones: zones,
      projection: projection, cascade: cascade, entries: entries,
      history: history(day), reading: reading(day), scorecard: scorecard(day),
      dataHealth: DataHealth(
        findings: [
          DataFinding(
            kind: .gap, file: "raw/btc.csv", row: 7, time: day.start, count: 2,
            message: "Two bars are missing; one step bridges them.")
        ], gaps: 1, refused: 0, duplicates: 0, daysOfHistory: 31, sentences: ["One gap."]))
  }

  /// One chart whose pictures are a few bytes that differ.
  static var charts: [RenderedChart] {
    [
      RenderedChart(
        name: "heatmap", title: "Pools thin out below", altText: "The map, in words.",
        variants: [ChartSize.wide, .narrow].map { size in
          RenderedChart.Variant(
            size: size, width: size.width, height: size.height,
            light: Array("light \(size)".utf8), dark: Array("dark \(size)".utf8))
        })
    ]
  }

  static let layer: [UInt8] = [0, 1, 128, 255, 3, 0]

  private static func heatmap(_ day: Day) -> HeatmapReport {
    HeatmapReport(
      columns: 3, rows: 2, firstTime: day.start, lastTime: day.close, lowestPrice: Price(50_000),
      highestPrice: Price(60_000), binBps: 911.6, floorUSD: USD(1e4), ceilingUSD: USD(1e8),
      totalUSD: USD(3e8),
      layers: [
        LayerReport(
          side: .long, band: .high, venue: .binance, usd: USD(3e8), file: "layer-long-high.png")
      ])
  }

  private static var projection: ProjectionReport {
    ProjectionReport(
      hours: [24, 168], sigma: [0.03, 0.08],
      fan: [0.05, 0.25, 0.75, 0.95].map { FanReport(probability: $0, price: [54_000, 54_100]) },
      reach: [0.5, 0.1].map {
        ReachLineReport(probability: $0, below: [52_000, 50_000], above: [56_000, 58_000])
      },
      survival: [SurvivalReport(side: .long, band: .high, share: [0.6, 0.1])],
      expected: [
        ExpectedReport(side: .long, hours: 24, usd: 2e7, usdP10: 1e7, usdP90: 3e7),
        ExpectedReport(side: .short, hours: 24, usd: 3e7, usdP10: 2e7, usdP90: 4e7),
      ], windows: 40, sentences: ["The forecast for the next 24 hours is 3 %."])
  }

  private static var cascade: CascadeReport {
    func curve(_ side: Side) -> CascadeCurve {
      CascadeCurve(
        side: side,
        points: [0.01, 0.02].map { shock in
          CascadePoint(
            shock: shock, finalPrice: 54_000 * (1 - side.sign * shock * 1.1),
            finalMove: shock * 1.1, usd: 1e7, usdP10: 5e6, usdP90: 2e7, amplification: 1.1)
        })
    }
    return CascadeReport(
      impact: ImpactReport(source: .squareRootLaw, movePer10M: 0.0006, movePer100M: 0.002),
      fall: curve(.long), rise: curve(.short),
      voids: [VoidReport(low: 54_000, high: 55_000, distance: 0, usd: 1e6)],
      sentences: ["A sudden fall of 1.0 % would end 1.1 % lower."])
  }

  private static var profile: ProfileReport {
    ProfileReport(
      lowestPrice: Price(50_000), binBps: 10,
      series: [
        ProfileSeries(
          venue: .binance, symbol: "BTCUSDT", side: .long, band: .high, usd: [100, 0, 300]),
        ProfileSeries(
          venue: .binance, symbol: "BTCUSDT", side: .long, band: .low, usd: [300, 0, 0]),
        ProfileSeries(
          venue: .binance, symbol: "BTCUSDT", side: .short, band: .low, usd: [0, 50, 0]),
      ],
      longP10: [200, 0, 150], longP90: [800, 0, 600], shortP10: [0, 25, 0], shortP90: [0, 75, 0])
  }

  private static var zones: [ZoneReport] {
    [
      ZoneReport(
        side: .long, low: Price(50_000), high: Price(50_500), peak: Price(50_200), usd: USD(1.5e8),
        usdP10: USD(1e8), usdP90: USD(2e8), distance: -0.065, sigmas: -1.6,
        bands: ["high": 1e8, "low": 5e7], venues: ["binance": 1.5e8], ageHours: 30,
        reach: ReachReport(h24: 0.2, h72: 0.4, h168: 0.6)),
      ZoneReport(
        side: .short, low: Price(57_000), high: Price(57_400), peak: Price(57_100), usd: USD(9e7),
        usdP10: USD(6e7), usdP90: USD(1.2e8), distance: 0.056, sigmas: 1.4, bands: ["medium": 9e7],
        venues: ["binance": 9e7], ageHours: 90),
    ]
  }

  private static var entries: EntryReport {
    EntryReport(
      lowestPrice: Price(50_000), binBps: 50, longBase: [1, 2], shortBase: [2, 1],
      seededLongBase: [0, 1], seededShortBase: [0, 0])
  }

  private static func history(_ day: Day) -> HistoryReport {
    HistoryReport(
      candles: CandleReport(
        firstTime: day.start, intervalSeconds: 28_800, open: [1, 1, 1], high: [1, 1, 1],
        low: [1, 1, 1], close: [1, 1, 1]), openInterestBase: [1, 1, 1],
      funding: [FundingReport(time: day.start, rate: -0.00004)],
      dailyOpenInterestBase: [90_000, 80_000], dailyClose: [58_000, 54_000])
  }

  private static func scorecard(_ day: Day) -> Scorecard {
    func score(_ running: RunningScore) -> SideScore {
      SideScore(
        cells: 40, events: 6, reportedUSD: 3e7, placedUSD: 2e7, share10: 0.12, share25: 0.4,
        lift10: 1.2, lift25: 1.6, running: running)
    }
    let none = SideScore(
      cells: 0, events: 0, reportedUSD: 1e6, placedUSD: 0,
      running: RunningScore(windows: 0))
    let rules = [
      BaselineScore(name: "mirrored", lift25: 1.11, lift25Low: 0.9, lift25High: 1.3),
      BaselineScore(name: "open_interest_rule", lift25: 1.21, lift25Low: 1.02, lift25High: 1.38),
    ]
    return Scorecard(
      chance10: 0.1, chance25: 0.25,
      horizons: [
        HorizonScore(
          hours: 24, frozen: day - 1,
          long: score(
            RunningScore(
              windows: 31, lift25: 1.31, lift25Low: 1.05, lift25High: 1.6, baselines: rules)),
          short: score(RunningScore(windows: 9, lift25: 0.8)),
          zones: [
            ZoneOutcome(
              side: .long, low: Price(56_000), high: Price(56_300), probability: 0.42,
              reached: day.start + .hours(5)),
            ZoneOutcome(
              side: .short, low: Price(61_000), high: Price(61_400), probability: 0.08),
          ]),
        HorizonScore(
          hours: 168, frozen: day - 7,
          long: score(
            RunningScore(windows: 24, lift25: 1.02, lift25Low: 0.7, lift25High: 1.4)),
          short: none),
      ],
      reach: [
        ReachRecord(
          hours: 24, windows: 21, brierSkill: 0.0298, brierSkillLow: 0.0031,
          brierSkillHigh: 0.0565,
          reliability: [
            ReliabilityReport(
              forecast: 0.0432, observed: 0.0412, observedLow: 0.015, observedHigh: 0.0704,
              levels: 443),
            ReliabilityReport(forecast: 0.9071, observed: 0.5, levels: 2),
          ]),
        ReachRecord(hours: 168, windows: 3, reliability: []),
      ], sentences: ["The densest quarter had its share."])
  }

  private static func whales(_ day: Day) -> WhaleReport {
    WhaleReport(
      venues: [.hyperliquid], looked: 25, wallets: 2, since: day.start,
      long: WhaleSide(positions: 1, quantityBase: 120, usd: 6.48e6, share: 0.012),
      short: WhaleSide(
        positions: 1, quantityBase: 505, usd: 2.727e7, share: 0.063, medianDistance: 0.24),
      largest: [
        WhalePosition(
          venue: .hyperliquid, wallet: "0x1234…abcd", side: .short, quantityBase: 505,
          usd: 2.727e7, entry: Price(51_200), liquidationPrice: Price(66_960), distance: 0.24),
        WhalePosition(
          venue: .hyperliquid, wallet: "0x5678…ef01", side: .long, quantityBase: 120, usd: 6.48e6,
          entry: Price(53_000)),
      ], sentences: ["Two wallets hold a position."])
  }

  private static func reading(_ day: Day) -> Reading {
    func figure(_ value: Double) -> Estimate {
      Estimate(value: value, p10: value * 0.5, p90: value * 1.5)
    }
    func trapped(_ side: Side) -> TrappedReport {
      TrappedReport(
        side: side, quantityBase: figure(9_000), usd: figure(4.9e8), share: figure(0.11),
        meanEntry: nil, loss: nil, medianDistance: nil, fundingPaid: nil, percentile90d: nil,
        underWaterShare: figure(0.5), sentences: ["Some \(side.rawValue)s are trapped."])
    }
    func pressure(_ side: Side) -> PressureReport {
      PressureReport(
        side: side, score: 40,
        parts: [ScorePart(name: "Pools", figure: "$90 M near", points: 40, maximum: 100)],
        nearUSD: figure(9e7), percentile90d: 0.7, sentences: ["The score is 40."])
    }
    return Reading(
      trappedLongs: trapped(.long), trappedShorts: trapped(.short), squeeze: pressure(.short),
      flush: pressure(.long),
      funding: FundingBias(
        rate: -0.00004, intervalHours: 8, annualised: -0.0438, mean24h: -0.00002, mean7d: 0.00003,
        percentile90d: 0.1, streak: 1, paying: .short, cost7dUSD: -1.2e6,
        venues: [
          VenueFundingReport(
            venue: .binance, symbol: "BTCUSDT", rate: -0.00004, intervalHours: 8,
            annualised: -0.0438, percentile90d: 0.1, usualLow: -0.05, usualHigh: 0.3,
            openInterestUSD: 4.32e9, cost7dUSD: -1.2e6),
          VenueFundingReport(
            venue: .okx, symbol: "BTC-USDT-SWAP", rate: 0.00002, intervalHours: 8,
            annualised: 0.0219, openInterestUSD: 1e9, cost7dUSD: 4e5),
        ], sentences: ["Shorts pay."]),
      crowding: CrowdingReport(
        gauges: [
          GaugeReport(name: .longAccounts, value: 0.68, change24h: 0.01, percentile90d: 0.9),
          GaugeReport(name: .openInterestToVolume, value: 0.21),
        ], gap: nil, sentences: ["68 % of accounts are net long."]),
      whales: whales(day),
      regime: RegimeReport(
        label: "deleveraging", name: "deleveraging", days: 7, change: -0.1, sigmas: -1.4,
        openInterestChange: -0.08, sentences: ["Regime: deleveraging."]),
      sweeps: SweepReport(
        zones: [
          SweptZone(
            side: .long, low: Price(56_000), high: Price(56_300), usd: 8e7,
            time: day.start + .hours(5), through: true, return1h: -0.02, return4h: nil)
        ], longUSD: figure(2e8), shortUSD: figure(1e7), reportedLongUSD: 1.1e8,
        reportedShortUSD: nil,
        records: [
          SweepRecordReport(
            side: .long, count: 8, median: 0.01, low: -0.02, high: 0.03, shareHigher: 0.625)
        ], sentences: ["One zone was swept."]))
  }
}

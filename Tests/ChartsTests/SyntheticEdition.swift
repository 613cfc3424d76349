import Briefing
import Glibc
import Market

@testable import Briefing

/// Whole editions from a synthetic market, ordinary ones and odd ones.
enum SyntheticEdition {
  static func make(_ options: SyntheticMarket.Options = .init()) -> Edition {
    let market = SyntheticMarket(options)
    let cutoff = Day(number: 19_940).close
    let first = cutoff - TimeSpan.hours(Int64(options.columns))
    let close = market.candles.last?.close ?? options.price
    let low = SyntheticMarket.bin(close * 0.65)
    let high = SyntheticMarket.bin(close * 1.45)
    let rows = high - low

    let keys = Side.allCases.flatMap { side in
      LeverageBand.allCases.map { SyntheticMarket.PoolKey(side: side, band: $0) }
    }
    let peak = market.columns.reduce(1_000.0) { peak, pools in
      pools.values.reduce(peak) { max($0, $1.values.max() ?? 0) }
    }
    let floor = peak / 5_000
    var layers: [LayerPixels] = []
    var reports: [LayerReport] = []
    for key in keys {
      let file = "layer-\(key.side.rawValue)-\(key.band.rawValue)-binance.png"
      var pixels = [UInt8](repeating: 0, count: rows * options.columns)
      for (column, pools) in market.columns.enumerated() {
        for (bin, usd) in pools[key] ?? [:] where bin >= low && bin < high {
          let level = 1 + (log(usd / floor) / log(peak / floor) * 254).rounded()
          pixels[(high - 1 - bin) * options.columns + column] = UInt8(min(max(level, 0), 255))
        }
      }
      layers.append(LayerPixels(file: file, pixels: pixels))
      let total = market.columns.last?[key]?.values.reduce(0, +) ?? 0
      reports.append(
        LayerReport(
          side: key.side, band: key.band, venue: .binance, usd: USD(total), file: file))
    }
    let last = market.columns.last ?? [:]
    let heatmap = HeatmapReport(
      columns: options.columns, rows: rows, firstTime: first, lastTime: cutoff,
      lowestPrice: Price(SyntheticMarket.edge(low)),
      highestPrice: Price(SyntheticMarket.edge(high)),
      binBps: SyntheticMarket.binBps, floorUSD: USD(floor), ceilingUSD: USD(peak),
      totalUSD: reports.reduce(USD(0)) { $0 + $1.usd }, layers: reports)
    return Edition(
      briefing: briefing(
        market, cutoff: cutoff, heatmap: heatmap,
        profile: profile(last, keys: keys, low: low, rows: rows), zones: zones(last, close: close)),
      layers: layers)
  }

  private static func profile(
    _ pools: [SyntheticMarket.PoolKey: [Int: Double]], keys: [SyntheticMarket.PoolKey], low: Int,
    rows: Int
  ) -> ProfileReport {
    let series = keys.map { key in
      ProfileSeries(
        venue: .binance, symbol: "BTCUSDT", side: key.side, band: key.band,
        usd: (0..<rows).map { pools[key]?[low + $0] ?? 0 })
    }
    let total = { (side: Side) in
      (0..<rows).map { row in
        series.reduce(0.0) { $0 + ($1.side == side ? $1.usd[row] : 0) }
      }
    }
    let (long, short) = (total(.long), total(.short))
    return ProfileReport(
      lowestPrice: Price(SyntheticMarket.edge(low)), binBps: SyntheticMarket.binBps,
      series: series, longP10: long.map { $0 * 0.72 }, longP90: long.map { $0 * 1.31 },
      shortP10: short.map { $0 * 0.7 }, shortP90: short.map { $0 * 1.28 })
  }

  private static func zones(
    _ pools: [SyntheticMarket.PoolKey: [Int: Double]], close: Double
  ) -> [ZoneReport] {
    Side.allCases.flatMap { side -> [ZoneReport] in
      var bins: [Int: Double] = [:]
      for (key, cells) in pools where key.side == side {
        for (bin, usd) in cells { bins[bin, default: 0] += usd }
      }
      var found: [ZoneReport] = []
      for (bin, _) in bins.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
        let (low, high) = (bin - 3, bin + 4)
        let near = SyntheticMarket.edge(side == .long ? high : low)
        let apart = found.allSatisfy {
          abs(log($0.peak.value / SyntheticMarket.edge(bin))) > 0.012
        }
        guard apart, found.count < 5 else { continue }
        let usd = (low..<high).reduce(0) { $0 + (bins[$1] ?? 0) }
        found.append(
          ZoneReport(
            side: side, low: Price(SyntheticMarket.edge(low)),
            high: Price(SyntheticMarket.edge(high)), peak: Price(SyntheticMarket.edge(bin)),
            usd: USD(usd), usdP10: USD(usd * 0.7), usdP90: USD(usd * 1.3),
            distance: near / close - 1, sigmas: (near / close - 1) / 0.03,
            bands: ["high": usd], venues: ["binance": usd], ageHours: 30))
      }
      return found.sorted { $0.usd > $1.usd }
    }
  }

  private static func briefing(
    _ market: SyntheticMarket, cutoff: Timestamp, heatmap: HeatmapReport, profile: ProfileReport,
    zones: [ZoneReport]
  ) -> Briefing {
    let options = market.options
    let close = market.candles.last?.close ?? options.price
    let interest = market.openInterest.last ?? 0
    var generator = market.generator
    var rate = 0.0001
    let funding = (0..<270).map { index in
      rate = rate * 0.9 + 0.00001 + (generator.uniform() - 0.5) * 0.00012
      return FundingReport(time: cutoff - TimeSpan.hours(Int64(8 * (270 - index))), rate: rate)
    }
    let last = funding.last?.rate ?? 0
    return Briefing(
      market: "btc", marketName: "Bitcoin", date: cutoff.day - 1, cutoff: cutoff, simulated: true,
      headline: "Longs flushed", summary: [],
      price: PriceSummary(
        open: Price(options.price), high: Price(close), low: Price(close), close: Price(close),
        change24h: -0.021, change7d: -0.084),
      sigma24h: 0.03, keyNumbers: [],
      instruments: [
        InstrumentReport(
          venue: .binance, symbol: "BTCUSDT", kind: .linear, close: Price(close),
          openInterestBase: Base(interest), openInterestUSD: USD(interest * close),
          openInterestShare: 1, dataThrough: cutoff,
          book: BookReport(
            longBase: Base(interest), shortBase: Base(interest), hedgedBase: Base(0), bins: 300,
            oldestEntry: cutoff, seededShare: 0.1), inputs: [])
      ],
      heatmap: heatmap, profile: profile, zones: zones, entries: entries(market),
      history: HistoryReport(
        candles: CandleReport(
          firstTime: heatmap.firstTime, intervalSeconds: 3_600, open: market.candles.map(\.open),
          high: market.candles.map(\.high), low: market.candles.map(\.low),
          close: market.candles.map(\.close)), openInterestBase: market.openInterest,
        funding: funding, dailyOpenInterestBase: [interest], dailyClose: [close]),
      reading: Reading(
        trappedLongs: trapped(.long, market, close), trappedShorts: trapped(.short, market, close),
        squeeze: pressure(.short), flush: pressure(.long),
        funding: FundingBias(
          rate: last, intervalHours: 8, annualised: last * 3 * 365, mean24h: last, mean7d: last,
          percentile90d: 0.4, streak: 3, paying: last > 0 ? .long : .short, cost7dUSD: 1e6,
          sentences: []),
        sweeps: SweepReport(
          zones: [], longUSD: RangedFigure(value: 0, p10: 0, p90: 0),
          shortUSD: RangedFigure(value: 0, p10: 0, p90: 0), sentences: [])),
      dataHealth: DataHealth(
        findings: [], gaps: 0, refused: 0, duplicates: 0, daysOfHistory: 60, sentences: []))
  }

  private static func entries(_ market: SyntheticMarket) -> EntryReport {
    let bps = 50.0
    let bin = { (price: Double) in Int((log(price) / (bps / 1e4)).rounded(.down)) }
    let low = market.cohorts.map { bin($0.entry) }.min() ?? bin(market.options.price)
    let high = market.cohorts.map { bin($0.entry) }.max() ?? low
    var sums: [[Double]] = Array(
      repeating: Array(repeating: 0, count: high - low + 1), count: 4)
    for cohort in market.cohorts {
      let place = bin(cohort.entry) - low
      sums[cohort.side == .long ? 0 : 1][place] += cohort.quantity
      if cohort.seeded { sums[cohort.side == .long ? 2 : 3][place] += cohort.quantity }
    }
    return EntryReport(
      lowestPrice: Price(exp(Double(low) * bps / 1e4)), binBps: bps, longBase: sums[0],
      shortBase: sums[1], seededLongBase: sums[2], seededShortBase: sums[3])
  }

  private static func trapped(
    _ side: Side, _ market: SyntheticMarket, _ close: Double
  ) -> TrappedReport {
    let own = market.cohorts.filter { $0.side == side }
    let under = own.filter { side == .long ? $0.entry > close : $0.entry < close }
    let all = own.reduce(0) { $0 + $1.quantity }
    let share = all > 0 ? under.reduce(0) { $0 + $1.quantity } / all : 0
    let figure = { (value: Double) in
      RangedFigure(value: value, p10: value * 0.9, p90: min(value * 1.1, 1))
    }
    return TrappedReport(
      side: side, quantityBase: figure(0.1), usd: figure(0.1), share: figure(share / 2),
      underWaterShare: figure(share), sentences: [])
  }

  private static func pressure(_ side: Side) -> PressureReport {
    PressureReport(
      side: side, score: 50, parts: [], nearUSD: RangedFigure(value: 1, p10: 1, p90: 1),
      sentences: [])
  }
}

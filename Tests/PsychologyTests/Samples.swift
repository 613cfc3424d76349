import Liquidation
import Market
import Psychology

/// Hand-made cohorts and days that the tests of this target share.
enum Samples {
  static func cohort(
    _ side: Side, entry: Double, quantity: Double, liquidation: Double? = nil,
    funding: Double = 0, hedged: Bool = false
  ) -> Cohort {
    Cohort(
      side: side, leverage: hedged ? 1 : 10, band: hedged ? nil : .medium,
      entryPrice: Price(entry), quantity: Base(quantity), fundingPaid: USD(funding),
      meanEntryTime: Timestamp(milliseconds: 0), liquidationPrice: liquidation.map { Price($0) },
      seededShare: 0)
  }

  static func tally(_ side: Side, _ cohorts: [Cohort], close: Double = 100, sigma: Double = 0.1)
    -> SideTally
  {
    var tally = SideTally(side: side, sigma: sigma)
    tally.add(cohorts, close: Price(close))
    return tally
  }

  static func zone(
    _ side: Side, _ low: Double, _ high: Double, usd: Double, close: Double = 100,
    sigma: Double = 0.03
  ) -> Zone {
    let distance = (side == .long ? high : low) / close - 1
    return Zone(
      side: side, low: Price(low), high: Price(high), peak: Price((low + high) / 2),
      usd: Estimate(value: usd, p10: usd * 0.7, p90: usd * 1.4), distance: distance,
      sigmas: distance / sigma, bands: [.medium: USD(usd)], venues: [.binance: USD(usd)],
      medianAge: .days(3), prominence: 0.5)
  }

  static func bar(
    _ hour: Int, open: Double, high: Double, low: Double, close: Double
  ) -> Bar {
    Bar(
      time: Timestamp(milliseconds: 0) + .hours(Int64(hour)), open: Price(open),
      high: Price(high), low: Price(low), close: Price(close), volume: Base(1))
  }

  static func settlements(
    _ rates: [Double], hours: Int64 = 8, end: Timestamp = end, usd: Double = 1_000_000
  ) -> [FundingSettlement] {
    rates.enumerated().map { index, rate in
      FundingSettlement(
        time: end - .hours(hours * Int64(rates.count - index)), rate: rate,
        openInterest: USD(usd))
    }
  }

  static let end = Day(number: 19_000).close
}

/// What a day is made of in the wording's tests; each field has a dull default.
struct DaySample {
  var previousClose: Double? = 60_000
  var open = 60_000.0
  var high = 60_300.0
  var low = 59_700.0
  var close = 60_060.0
  var sigma = 0.03
  var openInterest = 80_000.0
  var previousOpenInterest: Double? = 80_080
  var longs: [Cohort] = [Samples.cohort(.long, entry: 59_000, quantity: 10, liquidation: 30_000)]
  var shorts: [Cohort] = [Samples.cohort(.short, entry: 61_000, quantity: 10, liquidation: 90_000)]
  var previousLongShare: Double? = 0
  var previousShortShare: Double? = 0
  var funding: [Double] = [0.0001, 0.0001, 0.0001]
  var zones: [Zone] = []
  var swept: [ZoneSweep] = []
  var mapped = 0
  var longUSD = Estimate(value: 0, p10: 0, p90: 0)
  var shortUSD = Estimate(value: 0, p10: 0, p90: 0)
  var reported: (Double, Double)?
  var history: [Double] = []
  /// The chance that each zone is touched within a day.
  var reach: [Double] = []
  var records: [SweepRecord] = []
  var previousScore: Double?
  var previousFunding: Double?

  var figures: DayFigures? {
    let price = Price(close)
    let longTallies = [longs, longs].map {
      Samples.tally(.long, $0, close: close, sigma: sigma)
    }
    let shortTallies = [shorts, shorts].map {
      Samples.tally(.short, $0, close: close, sigma: sigma)
    }
    let usd = Base(openInterest) * price
    let position = FundingPosition(
      instruments: [Samples.settlements(funding)], cutoff: Samples.end)
    let build = PositionBuild(
      closes: [previousClose ?? close, close],
      openInterest: [previousOpenInterest ?? openInterest, openInterest])
    guard let trappedLongs = TrappedPositions(members: longTallies, earlierShares: history),
      let trappedShorts = TrappedPositions(members: shortTallies, earlierShares: history),
      let squeeze = Pressure(
        members: shortTallies, close: price, openInterest: usd, funding: position, build: build,
        earlierScores: history, before: previousScore),
      let flush = Pressure(
        members: longTallies, close: price, openInterest: usd, funding: position, build: build,
        earlierScores: history, before: previousScore)
    else { return nil }
    return DayFigures(
      asset: "BTC", open: Price(open), high: Price(high), low: Price(low), close: price,
      previousClose: previousClose.map { Price($0) }, sigma: sigma,
      previousSigma: previousClose == nil ? nil : sigma, openInterest: Base(openInterest),
      openInterestUSD: usd, previousOpenInterest: previousOpenInterest.map { Base($0) },
      trappedLongs: trappedLongs, trappedShorts: trappedShorts,
      previousTrappedLongShare: previousLongShare, previousTrappedShortShare: previousShortShare,
      squeeze: squeeze, flush: flush, funding: position, previousFunding: previousFunding,
      sweeps: DaySweeps(
        zones: swept, mapped: mapped, long: longUSD, short: shortUSD,
        reportedLong: reported.map { USD($0.0) }, reportedShort: reported.map { USD($0.1) },
        records: records),
      zones: zones,
      reach: Dictionary(zip(zones, reach), uniquingKeysWith: { first, _ in first }))
  }

  /// Everything that is said of the day.
  var sentences: [String] {
    guard let day = figures else { return [] }
    return SummaryWording.sentences(day) + TrappedWording.sentences(.long, day)
      + TrappedWording.sentences(.short, day) + PressureWording.sentences(.long, day)
      + PressureWording.sentences(.short, day) + SweepWording.sentences(day)
      + (day.funding.map(FundingWording.sentences) ?? [])
  }
}

import Liquidation
import Market
import Psychology

extension Reading {
  /// The document's form of a day's figures, with the sentences made from them.
  init(_ day: DayFigures, whales: WhaleReport?) {
    self.init(
      trappedLongs: TrappedReport(
        day.trappedLongs, sentences: TrappedWording.sentences(.long, day)),
      trappedShorts: TrappedReport(
        day.trappedShorts, sentences: TrappedWording.sentences(.short, day)),
      squeeze: PressureReport(day.squeeze, sentences: PressureWording.sentences(.short, day)),
      flush: PressureReport(day.flush, sentences: PressureWording.sentences(.long, day)),
      funding: day.funding.map(FundingBias.init),
      crowding: day.crowding.map(CrowdingReport.init), whales: whales,
      regime: day.regime.map(RegimeReport.init),
      sweeps: SweepReport(day.sweeps, sentences: SweepWording.sentences(day)))
  }
}

extension TrappedReport {
  init(_ trapped: TrappedPositions, sentences: [String]) {
    self.init(
      side: trapped.side, quantityBase: trapped.quantity, usd: trapped.usd, share: trapped.share,
      meanEntry: trapped.meanEntry, loss: trapped.loss, medianDistance: trapped.medianDistance,
      fundingPaid: trapped.fundingPaid, percentile90d: trapped.rank?.share,
      underWaterShare: trapped.underWaterShare, sentences: sentences)
  }
}

extension PressureReport {
  init(_ pressure: Pressure, sentences: [String]) {
    self.init(
      side: pressure.side, score: pressure.score,
      parts: pressure.parts.map { part in
        ScorePart(
          name: PressureWording.name(of: part, side: pressure.side),
          figure: PressureWording.figure(of: part, in: pressure), points: part.points,
          maximum: part.kind.maximum)
      }, nearUSD: pressure.near, percentile90d: pressure.rank?.share, sentences: sentences)
  }
}

extension FundingBias {
  init(_ funding: FundingPosition) {
    self.init(
      rate: funding.rate, intervalHours: funding.intervalHours, annualised: funding.annualised,
      mean24h: funding.mean24h, mean7d: funding.mean7d, percentile90d: funding.rank?.share,
      streak: funding.streak, paying: funding.paying, cost7dUSD: funding.cost7d.value,
      venues: funding.venues.map(VenueFundingReport.init),
      sentences: FundingWording.sentences(funding))
  }
}

extension VenueFundingReport {
  init(_ funding: VenueFunding) {
    self.init(
      venue: funding.instrument.venue, symbol: funding.instrument.symbol, rate: funding.rate,
      intervalHours: funding.intervalHours, annualised: funding.annualised.roundedToDigits(6),
      percentile90d: funding.rank?.share, usualLow: funding.usual?.low.roundedToDigits(6),
      usualHigh: funding.usual?.high.roundedToDigits(6),
      openInterestUSD: funding.openInterest.value.roundedToCents,
      cost7dUSD: funding.cost7d.value.roundedToCents)
  }
}

extension CrowdingReport {
  init(_ crowding: Crowding) {
    self.init(
      gauges: crowding.gauges.map { gauge in
        GaugeReport(
          name: GaugeReport.Name(gauge.kind), value: gauge.value.roundedToDigits(6),
          change24h: gauge.before.map { (gauge.value - $0).roundedToDigits(6) },
          percentile90d: gauge.rank?.share)
      }, gap: crowding.gap?.roundedToDigits(6), sentences: CrowdingWording.sentences(crowding))
  }
}

extension GaugeReport.Name {
  fileprivate init(_ kind: Crowding.Gauge.Kind) {
    switch kind {
    case .longAccounts: self = .longAccounts
    case .topTraderLongs: self = .topTraderLongs
    case .takerBuys: self = .takerBuys
    case .openInterestToVolume: self = .openInterestToVolume
    }
  }
}

extension RegimeReport {
  init(_ regime: Regime) {
    self.init(
      label: regime.label.rawValue, name: RegimeWording.name(regime.label), days: regime.days,
      change: regime.change.roundedToDigits(6), sigmas: regime.sigmas.roundedToDigits(6),
      openInterestChange: regime.openInterestChange.roundedToDigits(6),
      fundingAnnualised: regime.funding?.roundedToDigits(6),
      sentences: RegimeWording.sentences(regime))
  }
}

extension SweepReport {
  init(_ sweeps: DaySweeps, sentences: [String]) {
    self.init(
      zones: sweeps.zones.map(SweptZone.init), longUSD: sweeps.long, shortUSD: sweeps.short,
      reportedLongUSD: sweeps.reportedLong?.value, reportedShortUSD: sweeps.reportedShort?.value,
      records: sweeps.records.map(SweepRecordReport.init), sentences: sentences)
  }
}

extension SweepRecordReport {
  init(_ record: SweepRecord) {
    self.init(
      side: record.side, count: record.count, median: record.median.roundedToDigits(6),
      low: record.range?.lowerBound.roundedToDigits(6),
      high: record.range?.upperBound.roundedToDigits(6),
      shareHigher: record.shareHigher.roundedToDigits(6))
  }
}

extension SweptZone {
  init(_ sweep: ZoneSweep) {
    self.init(
      side: sweep.side, low: sweep.low, high: sweep.high, usd: sweep.usd.value, time: sweep.time,
      through: sweep.through, return1h: sweep.return1h, return4h: sweep.return4h)
  }
}

extension ZoneReport {
  init(_ zone: Zone) {
    self.init(
      side: zone.side, low: zone.low, high: zone.high, peak: zone.peak, usd: USD(zone.usd.value),
      usdP10: USD(zone.usd.p10), usdP90: USD(zone.usd.p90), distance: zone.distance,
      sigmas: zone.sigmas,
      bands: Dictionary(uniqueKeysWithValues: zone.bands.map { ($0.rawValue, $1.value) }),
      venues: Dictionary(uniqueKeysWithValues: zone.venues.map { ($0.rawValue, $1.value) }),
      ageHours: zone.medianAge.hours)
  }
}

import Briefing
import Market

/// The CSV files beside a briefing, for people who build on its numbers.
enum CSV {
  /// One row a zone, in the document's order.
  static func zones(_ briefing: Briefing) -> String {
    let bands = LeverageBand.allCases
    let venues = Array(Set(briefing.zones.flatMap(\.venues.keys))).sorted()
    var text = "side,low,high,peak,usd,usd_p10,usd_p90,distance,sigmas,age_hours"
    for band in bands { text += ",usd_\(band.rawValue)" }
    for venue in venues { text += ",usd_\(venue)" }
    text += ",reach_h24,reach_h72,reach_h168,expected_usd_h24,expected_usd_h72,expected_usd_h168\n"
    for zone in briefing.zones {
      let numbers = [
        zone.low.value, zone.high.value, zone.peak.value, zone.usd.value, zone.usdP10.value,
        zone.usdP90.value, zone.distance, zone.sigmas, zone.ageHours,
      ]
      let parts =
        bands.map { zone.bands[$0.rawValue] ?? 0 } + venues.map { zone.venues[$0] ?? 0 }
      let ahead = [zone.reach, zone.expectedUSD].flatMap { report in
        report.map { [number($0.h24), number($0.h72), number($0.h168)] } ?? ["", "", ""]
      }
      text += row([zone.side.rawValue] + (numbers + parts).map(number) + ahead)
    }
    return text
  }

  /// The map at the close: one row for each instrument, side, leverage band and price bin that holds
  /// anything.
  ///
  /// The document knows the range of a side's total in a bin, not of each part of it: a row's
  /// `usd_p10` and `usd_p90` are the bin's, times the row's share of the bin.
  static func profile(_ briefing: Briefing) -> String {
    let profile = briefing.profile
    let bins = profile.series.map(\.usd.count).max() ?? 0
    let edges = PriceEdges(lowest: profile.lowestPrice, binBps: profile.binBps, count: bins)
    var text = "venue,symbol,side,band,low,high,usd,usd_p10,usd_p90\n"
    for series in profile.series {
      let (p10, p90) =
        series.side == .long
        ? (profile.longP10, profile.longP90) : (profile.shortP10, profile.shortP90)
      let totals = sideTotals(profile, series.side, bins: bins)
      for (bin, usd) in series.usd.enumerated() where usd > 0 {
        let share = usd / totals[bin]
        text += row([
          series.venue.rawValue, series.symbol, series.side.rawValue, series.band.rawValue,
          number(edges[bin]), number(edges[bin + 1]), number(usd),
          bin < p10.count ? number(cents(p10[bin] * share)) : "",
          bin < p90.count ? number(cents(p90[bin] * share)) : "",
        ])
      }
    }
    return text
  }

  private static func sideTotals(_ profile: ProfileReport, _ side: Side, bins: Int) -> [Double] {
    var totals = [Double](repeating: 0, count: bins)
    for series in profile.series where series.side == side {
      for (bin, usd) in series.usd.enumerated() { totals[bin] += usd }
    }
    return totals
  }

  /// The shortest decimal that reads back as the same number.
  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }

  private static func cents(_ usd: Double) -> Double { (usd * 100).rounded() / 100 }

  /// Fields with commas, quotes or line ends are quoted, as RFC 4180 says.
  private static func row(_ fields: [String]) -> String {
    fields.map { field in
      guard field.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return field }
      return "\""
        + field.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"") + "\""
    }.joined(separator: ",") + "\n"
  }
}

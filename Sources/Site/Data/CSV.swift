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
  static func profile(_ briefing: Briefing) -> [UInt8] {
    let profile = briefing.profile
    let bins = profile.series.map(\.usd.count).max() ?? 0
    let edges = PriceEdges(lowest: profile.lowestPrice, binBps: profile.binBps, count: bins)
    let prices = (0..<bins).map { bin in
      var prices: [UInt8] = []
      append(edges[bin], to: &prices)
      append(edges[bin + 1], to: &prices)
      return prices
    }
    var text = Array("venue,symbol,side,band,low,high,usd,usd_p10,usd_p90\n".utf8)
    for series in profile.series {
      let (p10, p90) =
        series.side == .long
        ? (profile.longP10, profile.longP90) : (profile.shortP10, profile.shortP90)
      let totals = sideTotals(profile, series.side, bins: bins)
      let begin = Array(
        [
          series.venue.rawValue, quoted(series.symbol), series.side.rawValue,
          series.band.rawValue,
        ].joined(separator: ",").utf8)
      // A row a bin, some thousand of them: put together from bytes.
      for (bin, usd) in series.usd.enumerated() where usd > 0 {
        let share = usd / totals[bin]
        text += begin
        text += prices[bin]
        append(usd, to: &text)
        for range in [p10, p90] {
          if bin < range.count {
            append(cents(range[bin] * share), to: &text)
          } else {
            text.append(comma)
          }
        }
        text.append(UInt8(ascii: "\n"))
      }
    }
    return text
  }

  private static let comma = UInt8(ascii: ",")

  /// Without the sign of a nought.
  private static func append(_ value: Double, to text: inout [UInt8]) {
    text.append(comma)
    text.append(shortest: value + 0)
  }

  private static func sideTotals(_ profile: ProfileReport, _ side: Side, bins: Int) -> [Double] {
    var totals = [Double](repeating: 0, count: bins)
    for series in profile.series where series.side == side {
      for (bin, usd) in series.usd.enumerated() { totals[bin] += usd }
    }
    return totals
  }

  /// The shortest decimal that reads back as the same number; a nought without a sign.
  private static func number(_ value: Double) -> String {
    var text: [UInt8] = []
    text.append(shortest: value + 0)
    return String(decoding: text, as: UTF8.self)
  }

  private static func cents(_ usd: Double) -> Double { (usd * 100).rounded() / 100 }

  private static func row(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",") + "\n"
  }

  /// Fields with commas, quotes or line ends are quoted, as RFC 4180 says.
  private static func quoted(_ field: String) -> String {
    guard field.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return field }
    return "\""
      + field.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}

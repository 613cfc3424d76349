import Briefing
import Market

/// The venues' last rates over a year, with the range that is usual on each.
struct VenueFundingData: Sendable {
  struct Row: Sendable {
    /// Longest wording first.
    var names: [String]
    var annualised: Double
    /// The 10th and the 90th percentile of its settlements; absent with fewer than ten.
    var usual: (low: Double, high: Double)?
    /// Of the last rate among them, 0 to 1.
    var percentile: Double?
    /// `+0.0100 % per 8 h`
    var rate: String
  }

  /// In the order of the instruments.
  let rows: [Row]
  /// Weighed by open interest; `nil` where the briefing has none.
  let together: Double?

  /// - Returns: `nil` for fewer than two.
  /// - Throws: `ChartError.impossible` for a rate that is not finite.
  init?(_ briefing: Briefing) throws(ChartError) {
    guard let funding = briefing.reading.funding, let venues = funding.venues, venues.count > 1
    else { return nil }
    for venue in venues {
      for value in [venue.rate, venue.annualised, venue.usualLow ?? 0, venue.usualHigh ?? 0]
      where !value.isFinite {
        throw .impossible(name: "a venue's funding rate", found: value)
      }
    }
    together = funding.annualised.isFinite ? funding.annualised : nil
    rows = venues.map { venue in
      let isAlone = venues.count { $0.venue == venue.venue } == 1
      let hours = venue.intervalHours
      let interval = NumberText.fixed(hours, decimals: hours == hours.rounded() ? 0 : 1)
      return Row(
        names: isAlone
          ? [venue.venue.name] : ["\(venue.venue.name) \(venue.symbol)", venue.symbol],
        annualised: venue.annualised,
        usual: venue.usualLow.flatMap { low in venue.usualHigh.map { (low, $0) } },
        percentile: venue.percentile90d,
        rate: NumberText.percent(venue.rate, decimals: 4, signed: true)
          + " per \(interval)\u{00A0}h")
    }
  }
}

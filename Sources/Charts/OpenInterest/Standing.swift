import Briefing
import Market

/// Where a figure of the day stands among those of the trailing 90 days.
struct Standing: Hashable, Sendable {
  /// Longest wording first.
  var names: [String]
  var value: String
  /// Share of the days below, 0 to 1.
  var percentile: Double

  /// Those that are known, open interest first.
  static func all(of briefing: Briefing) -> [Standing] {
    let numbers = briefing.keyNumbers.compactMap { number -> Standing? in
      guard let percentile = number.percentile90d, (0...1).contains(percentile),
        let (names, value) = words(number, coin: briefing.coinName)
      else { return nil }
      return Standing(names: names, value: value, percentile: percentile)
    }
    // Beside the crowd's accounts stand the large traders' positions.
    let large = briefing.reading.crowding?.gauges.first { $0.name == .topTraderLongs }
    guard let large, let percentile = large.percentile90d, (0...1).contains(percentile) else {
      return numbers
    }
    return numbers + [
      Standing(
        names: ["Top traders\u{2019} positions long", "Top long"],
        value: NumberText.percent(large.value, decimals: 0), percentile: percentile)
    ]
  }

  private static func words(
    _ number: KeyNumber, coin: String
  ) -> (names: [String], value: String)? {
    let value = number.value
    return switch number.name {
    // Open interest in dollars says what coins and price say, and the two rates are one.
    case .price, .openInterestUSD, .fundingRate: nil
    case .openInterestBase:
      (["Open interest, \(coin)", "Open interest"], NumberText.compact(value))
    case .longShortRatio:
      (["Long accounts per short", "Long/short"], NumberText.fixed(value, decimals: 2))
    case .fundingAnnualised:
      (["Funding, annualised", "Funding"], NumberText.percent(value, signed: true))
    case .volumeUSD: (["Volume, 24\u{00A0}h", "Volume"], NumberText.usd(value))
    case .reportedLongLiquidationsUSD:
      (["Longs liquidated, reported", "Long liq."], NumberText.usd(value))
    case .reportedShortLiquidationsUSD:
      (["Shorts liquidated, reported", "Short liq."], NumberText.usd(value))
    }
  }

  /// `7th`
  var rank: String { percentileWords(percentile) }
}

import Briefing
import Market

/// Open interest and price over the columns of the heatmap.
struct OpenInterestData: Sendable {
  let first: Timestamp
  let interval: TimeSpan
  let interest: [Double]
  let price: [Double]
  /// The price at which the first column began.
  let firstOpen: Double?
  let coin: String

  /// - Throws: `ChartError.seriesLength` where open interest and candles differ in length,
  ///   `.impossible` for figures that no market can have.
  init(_ briefing: Briefing) throws(ChartError) {
    let candles = briefing.history.candles
    let interest = briefing.history.openInterestBase
    guard candles.close.count == interest.count else {
      throw .seriesLength(
        name: "open_interest_base", found: interest.count, expected: candles.close.count)
    }
    guard (1...31 * 86_400).contains(candles.intervalSeconds) else {
      throw .impossible(name: "the candles' interval", found: Double(candles.intervalSeconds))
    }
    for value in interest where !(value >= 0 && value.isFinite) {
      throw .impossible(name: "open interest", found: value)
    }
    for value in candles.close { try requirePositive(value, "a candle's close") }
    first = candles.firstTime
    interval = .seconds(Int64(candles.intervalSeconds))
    self.interest = interest
    price = candles.close
    firstOpen = candles.open.first
    coin = briefing.coinName
  }

  /// When a column's value stood: its end.
  func time(_ column: Int) -> Timestamp {
    first + TimeSpan(milliseconds: interval.milliseconds * Int64(column + 1))
  }

  var last: Timestamp {
    first + TimeSpan(milliseconds: interval.milliseconds * Int64(interest.count))
  }

  var interestChange: Double? {
    guard let from = interest.first, let to = interest.last, from > 0 else { return nil }
    return to / from - 1
  }

  var priceChange: Double? {
    guard let from = firstOpen, let to = price.last, from > 0 else { return nil }
    return to / from - 1
  }

  /// `7 days`, `20 hours`
  var span: String {
    let hours = (last - first).hours
    let (count, unit) = hours >= 47 ? ((hours / 24).rounded(), "day") : (hours.rounded(), "hour")
    return "\(Int(count))\u{00A0}\(unit)\(count == 1 ? "" : "s")"
  }
}

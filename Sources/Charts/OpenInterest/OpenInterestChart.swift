import Briefing
import Market

/// Open interest with the price, and beneath how crowded the day was.
struct OpenInterestChart {
  let briefing: Briefing
  let data: OpenInterestData
  let standings: [Standing]

  init(_ briefing: Briefing) throws(ChartError) {
    self.briefing = briefing
    data = try OpenInterestData(briefing)
    standings = Standing.all(of: briefing)
  }

  var titles: [String] {
    guard let interest = data.interestChange, let price = data.priceChange else {
      return ["No open interest in the data"]
    }
    let joint = (interest < 0) == (price < 0) ? "and" : "while"
    return dayTitles + [
      "Open interest \(moved(interest)) over \(data.span) \(joint) the price \(moved(price))",
      "Open interest \(moved(interest)), price \(moved(price))",
    ]
  }

  /// A day that changed open interest more than the others is the finding.
  private var dayTitles: [String] {
    let change = briefing.keyNumbers.first { $0.name == .openInterestBase }?.change24h
    guard let change, abs(change) >= OpenInterestChart.greatChange,
      let price = briefing.price.change24h
    else { return [] }
    let joint = (change < 0) == (price < 0) ? "and" : "while"
    return [
      "Open interest \(moved(change)) in a day \(joint) the price \(moved(price))",
      "In a day open interest \(moved(change))",
    ]
  }

  /// From this change of a day on, the fortnight comes second.
  private static let greatChange = 0.05

  private func moved(_ change: Double) -> String {
    let words = NumberText.percent(abs(change))
    if abs(change) < 0.0005 { return "did not move" }
    return (change < 0 ? "fell " : "rose ") + words
  }

  var altText: String {
    var sentences = [titles[0] + "."]
    if let last = data.interest.last {
      sentences.append("Open interest is \(NumberText.compact(last)) \(data.coin) at the cut-off.")
    }
    if !standings.isEmpty {
      let words = standings.map { "\($0.names[0].lowercasedFirst) \($0.value), \($0.rank)" }
      sentences.append(
        "Percentile among the past \(days) days: \(words.joined(separator: "; ")).")
    }
    return briefing.altText("Open interest, price and crowding", sentences)
  }

  private var days: Int { min(max(briefing.dataHealth.daysOfHistory, 1), 90) }

  func scene(_ design: DesignSystem, _ typesetter: Typesetter) -> Scene {
    var scene = Scene(design, typesetter)
    let standing = standings.isEmpty ? "" : "; where the day\u{2019}s figures stand"
    let room = briefing.frame(
      "Open interest and crowding", titles: titles,
      subtitles: [
        "Open interest in \(data.coin), price in USD" + standing,
        "Open interest and price" + standing, "Open interest and price",
      ]
    ).add(to: &scene)
    let strip = StandingStrip(standings, days: days)
    OpenInterestLayout(data, strip: strip, room: room, scene: scene).add(to: &scene)
    return scene
  }
}

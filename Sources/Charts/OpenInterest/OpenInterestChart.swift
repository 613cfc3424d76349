import Briefing
import Market

/// Open interest with the price, and funding beneath.
struct OpenInterestChart {
  let briefing: Briefing
  let data: OpenInterestData

  init(_ briefing: Briefing) throws(ChartError) {
    self.briefing = briefing
    data = try OpenInterestData(briefing)
  }

  var titles: [String] {
    guard let interest = data.interestChange, let price = data.priceChange else {
      return ["No open interest in the data"]
    }
    let joint = (interest < 0) == (price < 0) ? "and" : "while"
    return [
      "Open interest \(moved(interest)) over \(data.span) \(joint) the price \(moved(price))",
      "Open interest \(moved(interest)), price \(moved(price))",
    ]
  }

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
    if let mean = data.meanFunding, let last = data.funding.last {
      let hours = hours
      sentences.append(
        "Funding averaged \(rate(mean)) per \(hours) (\(NumberText.percent(data.annualised(mean), signed: true)) a year), last \(rate(last.rate)): \(last.rate >= 0 ? "longs pay shorts" : "shorts pay longs")."
      )
    } else {
      sentences.append("No funding was settled in the time shown.")
    }
    return briefing.altText("Open interest, price and funding", sentences)
  }

  private func rate(_ rate: Double) -> String {
    NumberText.percent(rate, decimals: 4, signed: true)
  }

  private var hours: String {
    NumberText.fixed(
      data.fundingHours, decimals: data.fundingHours == data.fundingHours.rounded() ? 0 : 1)
      + "\u{00A0}h"
  }

  func scene(_ design: DesignSystem, _ typesetter: Typesetter) -> Scene {
    var scene = Scene(design, typesetter)
    let funding =
      data.funding.isEmpty
      ? "No funding settled in this time"
      : "Funding per \(hours): red where longs pay, green where shorts pay"
    let room = briefing.frame(
      "Open interest and funding", titles: titles,
      subtitles: [
        "Open interest in \(data.coin), price in USD. \(funding)", funding,
        "Open interest, price and funding",
      ]
    ).add(to: &scene)
    OpenInterestLayout(data, room: room, scene: scene, hours: hours).add(to: &scene)
    return scene
  }
}

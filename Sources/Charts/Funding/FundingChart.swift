import Briefing
import Market

/// What the crowd paid to hold its side: every settlement of 90 days against what was usual in them.
struct FundingChart {
  let briefing: Briefing
  let data: FundingData

  init(_ briefing: Briefing) throws(ChartError) {
    self.briefing = briefing
    data = try FundingData(briefing)
  }

  private func rate(_ rate: Double, signed: Bool = true) -> String {
    NumberText.percent(rate, decimals: 4, signed: signed)
  }

  private var percentile: String? {
    data.percentile.map { share in
      percentileWords(share) + (share > 0 && share < 1 ? "\u{00A0}percentile" : "")
    }
  }

  var titles: [String] {
    guard let last = data.points.last else { return ["No funding was settled in 90 days"] }
    guard last.rate != 0 else { return ["Funding is zero: neither side pays"] }
    let payer = last.rate > 0 ? "Longs pay" : "Shorts pay"
    let size = "\(rate(abs(last.rate), signed: false)) per \(data.interval)"
    // A rank is that of the signed rate: where shorts pay, the sign is said.
    let annual = data.annualised(last.rate)
    let year = "\(NumberText.percent(annual)) a year"
    return [
      "\(payer) \(size), \(year)" + (percentile.map { ": the \($0) of \(data.days) days" } ?? ""),
      "\(payer) \(size), \(year)", "\(payer) \(size)",
    ]
  }

  var altText: String {
    var sentences = [titles[0] + "."]
    if let usual = data.usual {
      sentences.append(
        "Eight in ten of the \(data.points.count) settlements lay between \(rate(usual.low)) and \(rate(usual.high)), the median is \(rate(usual.median))."
      )
    }
    if let week = data.weekly.last {
      sentences.append("The mean of the last week is \(rate(week.rate)).")
    }
    let shorts = data.points.count { $0.rate < 0 }
    if !data.points.isEmpty {
      sentences.append(
        shorts == 0 ? "Shorts paid at none of them." : "Shorts paid at \(shorts) of them.")
    }
    return briefing.altText("Funding", sentences)
  }

  func scene(_ design: DesignSystem, _ typesetter: Typesetter) -> Scene {
    var scene = Scene(design, typesetter)
    let venues = briefing.instruments.count > 1 ? ", over venues by open interest" : ""
    let room = briefing.frame(
      "Funding", titles: titles,
      subtitles: [
        "Settled rate per \(data.interval)\(venues): red where longs pay, green where shorts pay",
        "Rate per \(data.interval): red where longs pay, green where shorts pay",
        "Funding per \(data.interval)",
      ]
    ).add(to: &scene)
    guard !data.points.isEmpty else {
      scene.text(
        "No funding to show", design.label, .muted, x: room.midX, middle: room.midY, .middle)
      return scene
    }
    FundingLayout(data, room: room, scene: scene).add(to: &scene)
    return scene
  }
}

import Briefing
import Market

/// What each venue charges its crowd, beside what is usual there.
struct VenueFundingChart {
  let briefing: Briefing
  let data: VenueFundingData

  /// - Returns: `nil` where fewer than two instruments publish funding.
  init?(_ briefing: Briefing) throws(ChartError) {
    guard let data = try VenueFundingData(briefing) else { return nil }
    self.briefing = briefing
    self.data = data
  }

  private func yearly(_ rate: Double) -> String {
    NumberText.percent(rate, decimals: 1, signed: true)
  }

  var titles: [String] {
    guard let low = data.rows.min(by: { $0.annualised < $1.annualised }),
      let high = data.rows.max(by: { $0.annualised < $1.annualised })
    else { return ["No venue settled funding"] }
    guard yearly(low.annualised) != yearly(high.annualised) else {
      return ["All \(data.rows.count) charge \(yearly(high.annualised)) a year"]
    }
    let ends = (
      "\(yearly(low.annualised)) a year on \(low.names[0])",
      "\(yearly(high.annualised)) on \(high.names[0])"
    )
    return [
      "Funding runs from \(ends.0) to \(ends.1)", "From \(ends.0) to \(ends.1)",
      "\(yearly(low.annualised)) to \(yearly(high.annualised)) a year",
    ]
  }

  var altText: String {
    let rows = data.rows.map { row in
      let usual = row.usual.map { ", usually \(yearly($0.low)) to \(yearly($0.high))" } ?? ""
      let rank = row.percentile.map { ", \(percentileWords($0))" } ?? ""
      return "\(row.names[0]) \(yearly(row.annualised)) a year\(rank)\(usual)"
    }
    return briefing.altText(
      "Funding by venue",
      [titles[0] + ".", rows.joined(separator: "; ") + ".", together].compactMap { $0 })
  }

  private var together: String? {
    data.together.map { "Weighed by open interest it is \(yearly($0)) a year." }
  }

  func scene(_ design: DesignSystem, _ typesetter: Typesetter) -> Scene {
    var scene = Scene(design, typesetter)
    let room = briefing.frame(
      "Funding by venue", titles: titles,
      subtitles: [
        "Last settled rate over a year: red where longs pay, green where shorts pay",
        "Last settled rate over a year",
      ]
    ).add(to: &scene)
    VenueFundingLayout(data, room: room, scene: scene).add(to: &scene)
    return scene
  }
}

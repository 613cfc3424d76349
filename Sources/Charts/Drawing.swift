import Briefing

/// A chart that knows what it says and can lay itself out in any size.
struct Drawing: Sendable {
  var name: String
  var title: String
  var altText: String
  var sizes: [ChartSize] = [.wide, .narrow]
  var scene: @Sendable (DesignSystem, Typesetter) -> Scene

  init(
    _ name: String, titles: [String], altText: String,
    scene: @escaping @Sendable (DesignSystem, Typesetter) -> Scene
  ) {
    self.name = name
    self.title = titles.first ?? ""
    self.altText = altText
    self.scene = scene
  }

  init(_ input: HeatmapChartInput) throws(ChartError) {
    try input.validate()
    let chart = HeatmapChart(input)
    self.init("heatmap", titles: chart.titles, altText: chart.altText, scene: chart.scene)
  }

  /// Every chart of a briefing, in its order.
  static func all(of edition: Edition) throws(ChartError) -> [Drawing] {
    let briefing = edition.briefing
    let input = try HeatmapChartInput(edition)
    var heatmap = try Drawing(input)
    heatmap.altText = briefing.altText("Liquidation heatmap", [heatmap.altText])
    let profile = try ProfileChart(briefing)
    let interest = try OpenInterestChart(briefing)
    let funding = try FundingChart(briefing)
    let entries = try EntriesChart(briefing)
    var drawings = [
      heatmap,
      Drawing(
        "profile", titles: profile.titles, altText: profile.altText, scene: profile.scene),
      Drawing(
        "open-interest", titles: interest.titles, altText: interest.altText, scene: interest.scene),
      Drawing("funding", titles: funding.titles, altText: funding.altText, scene: funding.scene),
      Drawing("entries", titles: entries.titles, altText: entries.altText, scene: entries.scene),
    ]
    if let venues = try VenueFundingChart(briefing) {
      drawings.append(
        Drawing(
          "funding-venues", titles: venues.titles, altText: venues.altText, scene: venues.scene))
    }
    if let report = briefing.cascade {
      let cascade = try CascadeChart(briefing, report)
      drawings.append(
        Drawing(
          "cascade", titles: cascade.titles, altText: cascade.altText, scene: cascade.scene))
    }
    let card = CardChart(briefing, input)
    var drawing = Drawing(
      "card", titles: card.titles, altText: card.altText, scene: card.scene)
    drawing.sizes = [.card]
    return drawings + [drawing]
  }

  /// Every chart of a track record, in its order.
  static func all(of input: TrackRecordInput) throws(ChartError) -> [Drawing] {
    try input.validate()
    let reliability = ReliabilityChart(input: input)
    let lift = LiftChart(input: input)
    let running = RunningLiftChart(input: input)
    return [
      Drawing(
        "reliability", titles: reliability.titles, altText: reliability.altText,
        scene: reliability.scene),
      Drawing("lift", titles: lift.titles, altText: lift.altText, scene: lift.scene),
      Drawing(
        "running-lift", titles: running.titles, altText: running.altText, scene: running.scene),
    ]
  }
}

import Briefing

/// A chart that knows what it says and can lay itself out in any size.
struct Drawing {
  var name: String
  var title: String
  var altText: String
  var scene: (DesignSystem, Typesetter) -> Scene

  init(
    _ name: String, titles: [String], altText: String,
    scene: @escaping (DesignSystem, Typesetter) -> Scene
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
    var heatmap = try Drawing(try HeatmapChartInput(edition))
    heatmap.altText = briefing.altText("Liquidation heatmap", [heatmap.altText])
    let profile = try ProfileChart(briefing)
    let interest = try OpenInterestChart(briefing)
    let entries = try EntriesChart(briefing)
    var drawings = [
      heatmap,
      Drawing(
        "profile", titles: profile.titles, altText: profile.altText, scene: profile.scene),
      Drawing(
        "open-interest", titles: interest.titles, altText: interest.altText, scene: interest.scene),
      Drawing("entries", titles: entries.titles, altText: entries.altText, scene: entries.scene),
    ]
    if let report = briefing.cascade {
      let cascade = try CascadeChart(briefing, report)
      drawings.append(
        Drawing(
          "cascade", titles: cascade.titles, altText: cascade.altText, scene: cascade.scene))
    }
    return drawings
  }
}

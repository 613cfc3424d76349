import Briefing
import Market

/// The picture that stands for a briefing where it is shared: market, day, headline, the heatmap small,
/// three figures.
struct CardChart {
  let briefing: Briefing
  private let heatmap: HeatmapChart

  init(_ briefing: Briefing, _ input: HeatmapChartInput) {
    self.briefing = briefing
    var input = input
    // Room for the largest pool of each side.
    input.zones = Side.allCases.compactMap { side in
      let own = HeatmapChart(input).shownZones.filter { $0.side == side }
      return own.max { HeatmapChart.weight($0) < HeatmapChart.weight($1) }
    }
    heatmap = HeatmapChart(input)
  }

  /// A figure of the day.
  private struct Figure {
    var name: String
    var value: String
    /// What makes it more than a number, longest wording first.
    var details: [String]
  }

  var titles: [String] {
    briefing.headline.isEmpty ? heatmap.titles : [briefing.headline] + heatmap.titles
  }

  var altText: String {
    let figures = figures.map { figure in
      ([figure.name.lowercasedFirst, figure.value].joined(separator: " "))
        + (figure.details.first.map { " (\($0))" } ?? "")
    }
    return briefing.altText(
      "Briefing", ["\(titles[0]).", figures.joined(separator: ", ").capitalizedFirst + "."])
  }

  private var figures: [Figure] {
    let price = Figure(
      name: "Price, USD", value: PriceText.price(briefing.price.close.value),
      details: change(briefing.price.change24h))
    // Coins, as the headline above them: in dollars the price would move the change.
    let others = [
      (KeyNumber.Name.openInterestBase, "Open interest, \(briefing.coinName)"),
      (.fundingAnnualised, "Funding, a year"),
      (.volumeUSD, briefing.isProvisional ? "Volume so far" : "Volume, 24\u{00A0}h"),
    ].compactMap { name, words -> Figure? in
      guard let number = briefing.keyNumbers.first(where: { $0.name == name }) else { return nil }
      guard name == .fundingAnnualised else {
        let amount = NumberText.compact(number.value)
        return Figure(
          name: words, value: name == .volumeUSD ? "$" + amount : amount,
          details: change(number.change24h))
      }
      let rank = number.percentile90d.map { share in
        percentileWords(share)
          + (share > 0 && share < 1
            ? " percentile" : " of \(min(90, briefing.dataHealth.daysOfHistory)) days")
      }
      return Figure(
        name: words, value: NumberText.percent(number.value, signed: true),
        details: rank.map { [$0] } ?? [])
    }
    return [price] + others.prefix(2)
  }

  private func change(_ change: Double?) -> [String] {
    guard let change else { return [] }
    let words = NumberText.percent(change, signed: true)
    return [
      briefing.isProvisional ? "\(words) since the last close" : "\(words) in 24\u{00A0}h", words,
    ]
  }

  func scene(_ design: DesignSystem, _ typesetter: Typesetter) -> Scene {
    var scene = Scene(design, typesetter)
    let (left, right) = (design.margin, design.width - design.margin)
    let brand = scene.text(
      "Heatpress", design.kicker, .ink, x: right, baseline: design.margin + 20, .end)
    var kickerRight = brand.left - 24
    let badges = [
      briefing.simulated ? "SIMULATED MARKET" : nil, briefing.isProvisional ? "PROVISIONAL" : nil,
    ].compactMap { $0 }
    if !badges.isEmpty {
      let badge = scene.textMark(
        badges.joined(separator: " · "), design.footer, .ground, x: kickerRight - 14,
        baseline: design.margin + 19, .end)
      scene.box(badge.box.inset(-12, -6), .warning)
      scene.add(.text(badge))
      kickerRight = badge.box.left - 36
    }
    let kicker = typesetter.fitted(
      [
        "\(briefing.marketName) · \(briefing.date.longDescription)",
        "\(briefing.marketName) · \(briefing.date.shortDescription)",
      ], design.kicker, width: kickerRight - left)
    scene.text(
      kicker.first ?? "", design.kicker, .muted, x: left, baseline: design.margin + 20)
    var top = design.margin + 34
    for line in typesetter.fitted(titles, design.title, width: right - left, lines: 2) {
      top += (Double(design.title.size) * 1.16).rounded()
      scene.text(line, design.title, .ink, x: left, baseline: top)
    }
    top += 30
    let column = addFigures(to: &scene, right: right, top: top)
    heatmap.addPlot(
      to: &scene,
      HeatmapLayout(
        heatmap.input,
        room: Box(
          left: left, top: top, right: column - 44, bottom: design.height - design.margin + 22),
        legendHeight: 0, scene: scene))
    return scene
  }

  /// - Returns: where the column begins.
  private func addFigures(to scene: inout Scene, right: Double, top: Double) -> Double {
    let design = scene.design
    let value = TextStyle(weight: .semibold, size: 46)
    let most = 330.0
    let width = figures.reduce(210) { widest, figure in
      max(
        widest, scene.typesetter.width(figure.name, design.label),
        min(scene.typesetter.width(figure.value, value), most))
    }
    let left = right - width
    let step = min((design.height - design.margin - top + 8) / 3, 150)
    for (row, figure) in figures.enumerated() {
      let y = top + Double(row) * step
      scene.rule(y: y, from: left, to: right, row == 0 ? .ink : .grid)
      scene.text(figure.name, design.label, .muted, x: left, baseline: y + 34)
      scene.text(
        scene.typesetter.shortened(figure.value, value, width: width), value, .ink, x: left,
        baseline: y + 82)
      let detail = scene.typesetter.fitted(figure.details, design.label, width: width)
      if let words = detail.first {
        scene.text(words, design.label, .muted, x: left, baseline: y + 114)
      }
    }
    return left
  }
}

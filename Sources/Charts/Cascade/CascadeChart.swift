import Briefing
import Market

/// What a sudden move would set off: what forced closes add to it, and what is liquidated on the way.
struct CascadeChart {
  let briefing: Briefing
  let data: CascadeData

  init(_ briefing: Briefing, _ report: CascadeReport) throws(ChartError) {
    self.briefing = briefing
    data = try CascadeData(report, close: briefing.price.close.value)
  }

  /// The shock that titles speak of: the usual 5 %, or a round one that the curves reach.
  private var shock: Double {
    [0.05, 0.03, 0.02, 0.01].first { $0 <= data.largestShock } ?? data.largestShock
  }

  private func move(_ side: Side, _ size: Double) -> String {
    NumberText.percent(-side.sign * size, signed: true)
  }

  private func noun(_ side: Side) -> String { side == .long ? "fall" : "rise" }

  /// `a 5 % fall would end at −6.9 %`
  private func outcome(_ side: Side) -> String? {
    guard let point = data.outcome(side, shock: shock) else { return nil }
    let size = NumberText.percent(shock, decimals: shock * 100 == (shock * 100).rounded() ? 0 : 1)
    return "a \(size) \(noun(side)) would end at \(move(side, point.move))"
  }

  /// `a fall of 3.5 % or more would run away`
  private func runaway(_ side: Side) -> String? {
    data.runaway[side].map {
      "a \(noun(side)) of \(NumberText.percent($0)) or more would run away"
    }
  }

  var titles: [String] {
    let outcomes = Side.allCases.compactMap(outcome)
    let runaways = Side.allCases.compactMap(runaway)
    guard !outcomes.isEmpty else { return ["No cascade could be worked out"] }
    let mixed = Side.allCases.compactMap { runaway($0) ?? outcome($0) }
    var titles = [mixed.joined(separator: ", ")]
    if runaways.count == 2 {
      let shocks = Side.allCases.compactMap { side in data.runaway[side].map { move(side, $0) } }
      titles.append("Moves run away from \(shocks.joined(separator: " and from "))")
    }
    if let first = runaways.first { titles.append(first) }
    return (titles + [outcomes[0]]).map(\.capitalizedFirst)
  }

  var altText: String {
    var sentences: [String] = []
    for side in Side.allCases {
      guard let outcome = outcome(side), let point = data.outcome(side, shock: shock) else {
        continue
      }
      let usd =
        "\(usdWords(point.usd, side)) (\(NumberText.usd(point.p10)) to \(NumberText.usd(point.p90)))"
      let range =
        " (\(move(side, point.moveP10)) to \(move(side, point.moveP90)))"
      sentences.append(
        outcome.capitalizedFirst + range + " and force out \(usd).")
      if let runaway = runaway(side) {
        sentences.append(runaway.capitalizedFirst + ".")
      } else {
        sentences.append(
          "No \(noun(side)) up to \(NumberText.percent(data.largestShock, decimals: 0)) would more than double itself."
        )
      }
    }
    for void in data.voids.prefix(2) {
      sentences.append(
        "Little stands between \(PriceText.price(void.low)) and \(PriceText.price(void.high)), \(void.distance == 0 ? "next to the close" : distanceWords(void.distance))."
      )
    }
    if sentences.isEmpty { sentences = [titles[0] + "."] }
    return briefing.altText("Cascade curve", sentences)
  }

  func scene(_ design: DesignSystem, _ typesetter: Typesetter) -> Scene {
    var scene = Scene(design, typesetter)
    let law =
      data.impact.source == .recordedDepth
      ? "recorded order books" : "the square-root law"
    let impact =
      "impact by \(law), \(NumberText.percent(data.impact.movePer10M, decimals: 2)) per $10\u{202F}M"
    let room = briefing.frame(
      "Cascade curve", titles: titles,
      subtitles: [
        "What closing the positions it crosses by force would add to a sudden move; \(impact)",
        "What forced closes would add to a sudden move; \(impact)",
        "What forced closes would add to a sudden move",
      ]
    ).add(to: &scene)
    guard !data.isEmpty else {
      scene.text(
        "No pools to cross", design.label, .muted, x: room.midX, middle: room.midY, .middle)
      return scene
    }
    CascadeLayout(data, room: room, scene: scene).add(to: &scene)
    return scene
  }
}

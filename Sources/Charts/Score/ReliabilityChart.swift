import Market

/// Reach probabilities against how often the level was reached, a panel a horizon.
struct ReliabilityChart {
  let input: TrackRecordInput

  private var judged: [CalibrationSeries] {
    input.calibration.filter {
      $0.windows >= TrackRecordInput.fewestWindows && $0.levels > 0
    }
  }

  /// How far forecast and outcome lie apart, in points, over all levels.
  private func gap(_ series: CalibrationSeries) -> Double {
    series.bins.reduce(0) { $0 + Double($1.levels) * abs($1.forecast - $1.observed.value) }
      / Double(max(series.levels, 1))
  }

  private func points(_ series: CalibrationSeries) -> String {
    NumberText.fixed(gap(series) * 100, decimals: 1)
  }

  var titles: [String] {
    guard let first = judged.first else {
      let windows = input.calibration.map(\.windows).max() ?? 0
      return [
        windows > 0
          ? "Too few forecasts of reach are over to judge: \(windows) of \(TrackRecordInput.fewestWindows) windows"
          : "No forecast of reach is over yet"
      ]
    }
    let parts = judged.dropFirst().map { "\(points($0)) at \(horizonName($0.hours))" }
    return [
      (["Chances of reach were off by \(points(first)) points at \(horizonName(first.hours))"]
        + parts)
        .joined(separator: ", "),
      "Off by \(points(first)) points at \(horizonName(first.hours))",
    ]
  }

  var altText: String {
    var sentences = [titles[0] + "."]
    for series in input.calibration where series.levels > 0 {
      let bins = series.bins.map { bin in
        "of \(bin.levels) levels at \(chanceWords(bin.forecast)) \(NumberText.percent(bin.observed.value, decimals: 0)) were reached"
      }
      let skill = series.skill.map { ", Brier skill \($0.words)" } ?? ""
      sentences.append(
        "\(horizonName(series.hours)), \(series.windows) windows\(skill): \(bins.joined(separator: "; "))."
      )
    }
    return input.altText("Reliability", sentences)
  }

  func scene(_ design: DesignSystem, _ typesetter: Typesetter) -> Scene {
    var scene = Scene(design, typesetter)
    let room = input.frame(
      "Chances of reach", titles: titles,
      subtitles: [
        "How often levels were reached (with 95 % interval) against the chance given; on the dashed line a forecast is right. Bars: levels",
        "How often levels were reached, with 95 % interval, against the chance given. Bars: levels",
        "Reached against the chance given; bars: levels",
      ]
    ).add(to: &scene)
    let series =
      input.calibration.isEmpty
      ? [24, 72, 168].map { CalibrationSeries(hours: $0, windows: 0, skill: nil, bins: []) }
      : Array(input.calibration.prefix(4))
    let columns = design.isNarrow ? min(series.count, 2) : series.count
    let rows = (series.count + columns - 1) / columns
    let labels = scene.typesetter.width("100\u{202F}%", design.footer)
    let grid = PanelGrid(
      rows: rows, columns: columns,
      room: Box(
        left: room.left + labels + 12, top: room.top, right: room.right - labels / 2 + 4,
        bottom: room.bottom),
      gap: (labels + (design.isNarrow ? 20 : 40), design.space))
    for (place, one) in series.enumerated() {
      ReliabilityPanel(one, room: grid[place], design: design)
        .add(to: &scene, labelled: place % columns == 0)
    }
    if series.count < rows * columns {
      ReliabilityPanel.addKey(to: &scene, in: grid[series.count])
    }
    return scene
  }
}

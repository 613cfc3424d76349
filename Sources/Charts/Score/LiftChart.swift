import Market

/// The lift of the densest quarter with its interval: the book's first, then those of rules that need
/// no book; a panel a horizon.
struct LiftChart {
  let input: TrackRecordInput

  /// Every rule that any horizon was scored against, in the order given.
  private var rules: [String] {
    var names: [String] = []
    for baseline in input.lifts.flatMap(\.baselines) where !names.contains(baseline.name) {
      names.append(baseline.name)
    }
    return names
  }

  private var horizons: [Int] { Set(input.lifts.map(\.hours)).sorted() }

  private func series(_ hours: Int, _ side: Side) -> LiftSeries? {
    input.lifts.first { $0.hours == hours && $0.side == side }
  }

  private var scored: [LiftSeries] { input.lifts.filter { $0.book != nil } }

  var titles: [String] {
    guard let hours = scored.map(\.hours).min() else { return ["No window is scored yet"] }
    let own = Side.allCases.compactMap { side in
      scored.first { $0.hours == hours && $0.side == side }
    }
    let full = own.compactMap { one in one.book.map { "\(plural(one.side)) \($0.words)" } }
    let short = own.compactMap { one in
      one.book.map { "\(plural(one.side)) \(NumberText.fixed($0.value, decimals: 2))" }
    }
    return [
      "Densest quarter against chance at \(horizonName(hours)): " + full.joined(separator: ", "),
      "Lift at \(horizonName(hours)): " + full.joined(separator: ", "),
      "Lift at \(horizonName(hours)): " + short.joined(separator: ", "),
    ]
  }

  var altText: String {
    var sentences = [titles[0] + "."]
    for one in scored {
      guard let book = one.book else { continue }
      let best = one.baselines.filter { $0.lift != nil }
        .max { ($0.lift?.value ?? 0) < ($1.lift?.value ?? 0) }
      let rival =
        best.flatMap { rule in
          rule.lift.map { ", best rule without a book: \(baselineName(rule.name)) \($0.words)" }
        } ?? ""
      sentences.append(
        "\(horizonName(one.hours)), \(plural(one.side)): \(book.words) over \(one.windows) windows\(rival)."
      )
    }
    return input.altText("Lift of the densest quarter", sentences)
  }

  func scene(_ design: DesignSystem, _ typesetter: Typesetter) -> Scene {
    var scene = Scene(design, typesetter)
    let room = input.frame(
      "Where it happens", titles: titles,
      subtitles: [
        "Share of liquidations in the densest quarter of the cells crossed, over chance (1), with 95 % interval",
        "Share of liquidations in the densest quarter, over chance, with 95 % interval",
        "Densest quarter over chance",
      ]
    ).add(to: &scene)
    guard !scored.isEmpty else {
      scene.text(
        "Nothing is scored before a first window has closed", design.label, .muted, x: room.midX,
        middle: room.midY, .middle)
      return scene
    }
    LiftLayout(
      rows: ["Heatpress"] + rules.map(baselineName), horizons: horizons, room: room, scene: scene,
      figure: figure, windows: windows, reach: reach
    ).add(to: &scene)
    return scene
  }

  /// The figure of a row, the book's being the first.
  private func figure(row: Int, hours: Int, side: Side) -> ScoreFigure? {
    guard let series = series(hours, side) else { return nil }
    if row == 0 { return series.book }
    let name = rules[row - 1]
    return series.baselines.first { $0.name == name }?.lift
  }

  private func windows(_ hours: Int) -> Int {
    Side.allCases.compactMap { series(hours, $0)?.windows }.max() ?? 0
  }

  /// Where the axis ends: four, all of it in the densest quarter, is the most there can be.
  private var reach: Double {
    let figures = input.lifts.flatMap { [$0.book] + $0.baselines.map(\.lift) }.compactMap { $0 }
    return min(max(figures.reduce(1.5) { max($0, $1.value, $1.high ?? 0) } * 1.05, 1.6), 4.1)
  }
}

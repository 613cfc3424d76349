import Market

/// The lift of the densest quarter over all windows so far, day by day: a panel for each horizon and
/// side, chance as a line through all.
struct RunningLiftChart {
  let input: TrackRecordInput

  private var horizons: [Int] { Set(input.lifts.map(\.hours)).sorted() }
  private var scored: [LiftSeries] { input.lifts.filter { !$0.days.isEmpty } }

  /// Days from the first that was scored to the last.
  private var days: ClosedRange<Day>? {
    let all = scored.flatMap { $0.days.map(\.day) }
    guard let first = all.min(), let last = all.max() else { return nil }
    return first...last
  }

  var titles: [String] {
    guard let days, let hours = scored.map(\.hours).min() else {
      return ["No window is scored yet"]
    }
    let own = Side.allCases.compactMap { side in
      scored.first { $0.hours == hours && $0.side == side }
    }
    let words = own.compactMap { one in
      one.book.map { "\(plural(one.side)) at \(NumberText.fixed($0.value, decimals: 2))" }
    }
    let count = days.lowerBound.distance(to: days.upperBound) + 1
    return [
      "After \(count) day\(count == 1 ? "" : "s") \(words.joined(separator: " and ")) times chance within \(horizonName(hours))",
      "\(words.joined(separator: ", ")) times chance at \(horizonName(hours))",
      words.joined(separator: ", "),
    ]
  }

  var altText: String {
    var sentences = [titles[0] + "."]
    for one in scored {
      guard let last = one.days.last else { continue }
      let verdict =
        last.lift.low.map { low in
          low > 1
            ? "better than chance"
            : (last.lift.high ?? 1) < 1 ? "worse than chance" : "not told from chance"
        } ?? "too few windows for an interval"
      sentences.append(
        "\(horizonName(one.hours)), \(plural(one.side)): \(last.lift.words) over \(last.windows) windows, \(verdict)."
      )
    }
    return input.altText("Running lift", sentences)
  }

  func scene(_ design: DesignSystem, _ typesetter: Typesetter) -> Scene {
    var scene = Scene(design, typesetter)
    let room = input.frame(
      "Score so far", titles: titles,
      subtitles: [
        "Lift of the densest quarter over all windows up to each day, with 95 % interval; 1 is chance",
        "Lift over all windows so far, with 95 % interval; 1 is chance",
        "Lift over all windows so far",
      ]
    ).add(to: &scene)
    guard let days else {
      scene.text(
        "Nothing is scored before a first window has closed", design.label, .muted, x: room.midX,
        middle: room.midY, .middle)
      return scene
    }
    let labels = scene.typesetter.width("0.0", design.footer) + 14
    let across = design.isNarrow ? 2 : horizons.count
    let down = design.isNarrow ? horizons.count : 2
    let endLabels = scene.typesetter.width("0.00", design.strong) + 14
    let grid = PanelGrid(
      rows: down, columns: across,
      room: Box(
        left: room.left + labels, top: room.top + 30, right: room.right,
        bottom: room.bottom - 40), gap: (design.isNarrow ? 24 : 40, 54))
    let ceiling = ceiling
    for (row, hours) in horizons.enumerated() {
      for (column, side) in [Side.short, .long].enumerated() {
        let (x, y) = design.isNarrow ? (column, row) : (row, column)
        var panel = grid[y, x]
        panel.right -= endLabels
        RunningLiftPanel(
          series: input.lifts.first { $0.hours == hours && $0.side == side }, hours: hours,
          side: side, panel: panel, days: days, ceiling: ceiling
        ).add(to: &scene, labelled: x == 0, dated: y == down - 1)
      }
    }
    return scene
  }

  /// The first days rest on a window or two and may lie anywhere: they do not stretch the axis.
  private var ceiling: Double {
    let most = scored.reduce(1.6) { most, one in
      one.days.filter { $0.windows >= 5 }.reduce(most) { max($0, $1.lift.value, $1.lift.high ?? 0) }
    }
    return min(most * 1.04, 4)
  }
}

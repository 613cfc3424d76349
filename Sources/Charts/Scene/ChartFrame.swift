import Market

/// What every chart says around its plot: what it is, what it found, in which unit, from where, up
/// to when.
struct ChartFrame: Hashable, Sendable {
  /// `Bitcoin · Liquidation heatmap`
  var kicker: String
  /// The finding, longest wording first.
  var titles: [String]
  /// What is drawn and in which unit, longest wording first.
  var subtitles: [String]
  /// Where the data is from, longest wording first.
  var sources: [String]
  var cutoff: Timestamp
  var simulated: Bool

  /// Draws it.
  ///
  /// - Returns: what is left for the plot, its axes and its legend.
  func add(to scene: inout Scene) -> Box {
    let design = scene.design
    let typesetter = scene.typesetter
    let left = design.margin
    let right = design.width - design.margin
    var top = design.margin - 8

    var kickerRight = right
    if simulated {
      let badge = scene.textMark(
        "SIMULATED MARKET", design.kicker, .ground, x: right - 12, baseline: top + 24, .end)
      scene.box(badge.box.inset(-12, -6), .warning)
      scene.add(.text(badge))
      kickerRight = badge.box.left - 30
    }
    scene.text(
      typesetter.shortened(kicker, design.kicker, width: kickerRight - left), design.kicker,
      .muted, x: left, baseline: top + 24)
    top += 24 + design.gap

    let titleLines = typesetter.fitted(
      titles, design.title, width: right - left, lines: design.isNarrow ? 3 : 1)
    for line in titleLines {
      top += (Double(design.title.size) * (design.isNarrow ? 1.18 : design.leading)).rounded()
      scene.text(line, design.title, .ink, x: left, baseline: top)
    }
    top += 8
    let subtitleLines = typesetter.fitted(
      subtitles, design.subtitle, width: right - left, lines: design.isNarrow ? 2 : 1)
    for line in subtitleLines {
      top += (Double(design.subtitle.size) * design.leading).rounded()
      scene.text(line, design.subtitle, .muted, x: left, baseline: top)
    }

    let bottom = addFooter(to: &scene, left: left, right: right)
    return Box(left: left, top: top + design.space, right: right, bottom: bottom)
  }

  private func addFooter(to scene: inout Scene, left: Double, right: Double) -> Double {
    let design = scene.design
    let baseline = design.height - design.margin + 14
    let mark = scene.text(
      "Heatpress", TextStyle(weight: .semibold, size: design.footer.size), .muted, x: right,
      baseline: baseline, .end)
    let cutoff = ChartFrame.words(for: cutoff)
    var wordings = sources.flatMap { source in
      ["Source: \(source) · data up to \(cutoff)", "\(source) · to \(cutoff)"]
    }
    wordings.append("Data to \(cutoff)")
    let line = scene.typesetter.fitted(
      wordings, design.footer, width: mark.left - 24 - left)
    scene.text(line.first ?? "", design.footer, .muted, x: left, baseline: baseline)
    let rule = mark.top - 12
    scene.rule(y: rule, from: left, to: right, .grid)
    return rule - 14
  }

  /// `5 Aug 2024, 24:00 UTC`: a day's close belongs to the day that closed.
  static func words(for cutoff: Timestamp) -> String {
    let atClose = cutoff.timeOfDay.milliseconds == 0
    let day = atClose ? cutoff.day - 1 : cutoff.day
    let clock = atClose ? "24:00" : cutoff.clockTime
    return "\(day.shortDescription)\u{00A0}\(day.calendar.year), \(clock)\u{00A0}UTC"
  }

  /// `5 Aug 24:00`, for an axis.
  static func shortWords(for cutoff: Timestamp) -> String {
    let atClose = cutoff.timeOfDay.milliseconds == 0
    let day = atClose ? cutoff.day - 1 : cutoff.day
    return "\(day.shortDescription) \(atClose ? "24:00" : cutoff.clockTime)"
  }
}

import Briefing
import Glibc
import Market

/// The map at the close: pools by price, stacked by leverage, and how they add up away from it.
struct ProfileChart {
  let briefing: Briefing
  let wide: ProfileData
  let narrow: ProfileData

  init(_ briefing: Briefing) throws(ChartError) {
    self.briefing = briefing
    wide = try ProfileData(briefing, bars: 96)
    narrow = try ProfileData(briefing, bars: 80)
  }

  /// Dollars that a move of this share of the close would force out: of the document's own bins, the
  /// one that the move ends in by the part of it that is crossed.
  private func within(_ share: Double, _ side: Side) -> Double {
    let report = briefing.profile
    guard report.binBps > 0, report.lowestPrice.value > 0 else { return 0 }
    let step = report.binBps / 1e4
    let end = wide.close * (1 + (side == .long ? -share : share))
    let place = log(end / report.lowestPrice.value) / step
    return report.series.reduce(0) { sum, series in
      guard series.side == side else { return sum }
      return series.usd.enumerated().reduce(sum) { sum, bin in
        let above = Double(bin.offset + 1) - place
        let crossed = side == .long ? above : 1 - above
        return sum + bin.element * min(1, max(0, crossed))
      }
    }
  }

  var titles: [String] {
    let (short, long) = (within(0.05, .short), within(0.05, .long))
    guard short > 0 || long > 0 else {
      let (all, below) = (wide.totals[.short] ?? 0, wide.totals[.long] ?? 0)
      guard all > 0 || below > 0 else { return ["Nothing could be liquidated at any price"] }
      return [
        "No pools within 5\u{202F}% of the close: \(usdWords(all, .short)) and \(usdWords(below, .long)) lie further away",
        "No pools within 5\u{202F}% of the close",
      ]
    }
    return [
      "A 5\u{202F}% rise would force out \(usdWords(short, .short)), a 5\u{202F}% fall \(usdWords(long, .long))",
      "Within 5\u{202F}%: \(usdWords(short, .short)) above, \(usdWords(long, .long)) below",
    ]
  }

  var altText: String {
    var sentences = [titles[0] + "."]
    for side in [Side.short, .long] {
      let total = wide.totals[side] ?? 0
      let bands = LeverageBand.allCases.map { band in
        briefing.profile.series.reduce(0.0) { sum, series in
          series.side == side && series.band == band ? sum + series.usd.reduce(0, +) : sum
        }
      }
      guard total > 0 else { continue }
      let words = zip(LeverageBand.allCases, bands).map { band, usd in
        "\(NumberText.percent(usd / total, decimals: 0)) at leverage \(band.rangeDescription)"
      }
      sentences.append(
        "\(side == .short ? "Shorts above the close" : "Longs below the close") hold \(NumberText.usd(total)) at any price: \(words.joined(separator: ", "))."
      )
    }
    return briefing.altText("Liquidation profile", sentences)
  }

  func scene(_ design: DesignSystem, _ typesetter: Typesetter) -> Scene {
    let data = design.isNarrow ? narrow : wide
    var scene = Scene(design, typesetter)
    let unit = NumberText.percent(data.binBps * Double(data.merged) / 1e4, decimals: 2)
    let room = briefing.frame(
      "Liquidation profile at the close", titles: titles,
      subtitles: [
        "Estimated forced closes by price, USD per \(unit) of price, stacked by leverage. Shorts above, longs below",
        "USD per \(unit) of price, by leverage. Shorts above, longs below",
      ]
    ).add(to: &scene)
    let layout = ProfileLayout(data, zones: zones, room: room, scene: scene)
    guard data.bins.contains(where: { $0.total(.long) > 0 || $0.total(.short) > 0 }) else {
      scene.text(
        "No pools to show", design.label, .muted, x: layout.plot.midX,
        middle: layout.plot.top + 60, .middle)
      layout.addAxes(to: &scene)
      return scene
    }
    layout.addGrid(to: &scene)
    layout.addBars(to: &scene)
    layout.addCurves(to: &scene)
    layout.addAxes(to: &scene)
    layout.addZones(to: &scene)
    ProfileLegend(data).add(to: &scene, in: layout.legend)
    return scene
  }

  private var zones: [HeatmapChartInput.Zone] { briefing.zones.map(HeatmapChartInput.Zone.init) }
}

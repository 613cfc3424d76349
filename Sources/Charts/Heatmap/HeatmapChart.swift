import Glibc
import Market

/// Pools by price and time, with the candles that ran through them.
struct HeatmapChart {
  let input: HeatmapChartInput

  init(_ input: HeatmapChartInput) { self.input = input }

  /// The finding, longest wording first.
  var titles: [String] { reachTitles ?? poolTitles }

  /// The pools that most is expected of within a day, where chances of reach are known.
  private var reachTitles: [String]? {
    let likely = [Side.short, .long].compactMap { side in
      shownZones.filter { $0.side == side && ($0.reach24h ?? 0) > 0 }
        .max { HeatmapChart.weight($0) < HeatmapChart.weight($1) }
    }
    // That nothing will be reached is no finding: then the pools themselves are.
    guard input.projection != nil, likely.contains(where: { ($0.reach24h ?? 0) >= 0.005 }) else {
      return nil
    }
    let chances = likely.map { chanceWords($0.reach24h ?? 0) }
    let pools = likely.map { "\(NumberText.usd($0.usd)) of \(plural($0.side))" }
    let places = zip(pools, likely).map { "\($0) at \(nearEdge(of: $1))" }
    let full = zip(chances, places).map { "\($0) for \($1)" }
    let short = zip(chances, pools).map { "\($0) for \($1)" }
    return [
      "Chance of reach in 24\u{00A0}h: " + full.joined(separator: ", "),
      "Reach in 24\u{00A0}h: " + full.joined(separator: ", "),
      "Chance of reach in 24\u{00A0}h: " + short.joined(separator: ", "),
      "In 24\u{00A0}h: " + short.joined(separator: ", "),
      "\(chances[0]) in 24\u{00A0}h: \(pools[0])",
    ]
  }

  /// How much a zone matters: what is likely before what is large and out of reach.
  static func weight(_ zone: HeatmapChartInput.Zone) -> Double {
    zone.usd * max(zone.reach24h ?? 1, 0.005)
  }

  private var poolTitles: [String] {
    let largest = [Side.short, .long].compactMap { side in
      shownZones.filter { $0.side == side }.max { $0.usd < $1.usd }
    }
    guard let first = largest.first else { return totalTitles }
    let long = largest.map { zone in
      "\(NumberText.usd(zone.usd)) of \(plural(zone.side)) at \(nearEdge(of: zone)) (\(NumberText.percent(zone.distance, signed: true)))"
    }
    let short = largest.map { zone in
      "\(NumberText.usd(zone.usd)) of \(plural(zone.side)) \(NumberText.percent(zone.distance, signed: true))"
    }
    return [
      "Largest pools: " + long.joined(separator: ", "), long.joined(separator: ", "),
      short.joined(separator: ", "),
      "\(NumberText.usd(first.usd)) of \(plural(first.side)) \(distanceWords(first.distance))",
    ]
  }

  /// Zones within the prices that are drawn.
  var shownZones: [HeatmapChartInput.Zone] {
    guard let low = input.priceEdges.first, let high = input.priceEdges.last else { return [] }
    return input.zones.filter { $0.high > low && $0.low < high }
  }

  private var totalTitles: [String] {
    let (long, short) = (input.longTotalUSD, input.shortTotalUSD)
    guard long > 0 || short > 0 else { return ["No liquidation pools stand out"] }
    return [
      "\(usdWords(short, .short)) above the price, \(usdWords(long, .long)) below",
      "\(usdWords(short, .short)), \(usdWords(long, .long))",
    ]
  }

  private func nearEdge(of zone: HeatmapChartInput.Zone) -> String {
    // Not rounded any further than in the tables: that could name a price outside the zone.
    PriceText.price(zone.side == .long ? zone.high : zone.low)
  }

  var altText: String {
    var sentences = [
      "Liquidation pools by price and time: \(usdWords(input.longTotalUSD, .long)) below the price and \(usdWords(input.shortTotalUSD, .short)) above it at the cut-off."
    ]
    for side in [Side.short, .long] {
      let largest = input.zones.filter { $0.side == side }.sorted { $0.usd > $1.usd }.prefix(3)
      guard !largest.isEmpty else { continue }
      let words = largest.map { zone in
        "\(NumberText.usd(zone.usd)) at \(PriceText.price(zone.low)) to \(PriceText.price(zone.high)), \(distanceWords(zone.distance))"
          + (zone.reach24h.map { ", \(chanceWords($0)) likely to be reached in 24\u{00A0}h" } ?? "")
      }
      sentences.append("Largest \(side.rawValue) pools: \(words.joined(separator: "; ")).")
    }
    if let first = input.candles.first {
      let change = input.close / first.open - 1
      sentences.append(
        "Over the time shown the price went from \(PriceText.price(first.open)) to \(PriceText.price(input.close)) (\(NumberText.percent(change, signed: true)))."
      )
    }
    if let projection = input.projection { sentences += HeatmapFan(projection: projection).altText }
    return sentences.joined(separator: " ")
  }

  func scene(_ design: DesignSystem, _ typesetter: Typesetter) -> Scene {
    var scene = Scene(design, typesetter)
    let legendHeight = HeatmapLegend.height(design, projected: input.projection != nil)
    // Unit and peak depend on how many rows a cell holds, so the plot's height is settled first, with
    // figures that are as wide as any.
    var measured = Scene(design, typesetter)
    let room = frame(unit: "0.88 %", peak: 88.8e6, candle: "88 h").add(to: &measured)
    let layout = HeatmapLayout(input, room: room, legendHeight: legendHeight, scene: scene)
    let cells = HeatmapCells(
      input, plotWidth: layout.past.width, plotHeight: layout.past.height)
    _ = frame(
      unit: unit(mergedRows: cells.mergedRows), peak: cells.peakUSD,
      candle: duration(columns: layout.columnsPerCandle)
    ).add(to: &scene)

    let expectedClamp = addPlot(cells: cells, to: &scene, layout)
    // Where nothing is drawn, nothing has to be explained.
    if cells.peakUSD > 0 {
      let lines =
        expectedClamp.map { [("held", cells.clampUSD), ("expected", $0)] }
        ?? [("", cells.clampUSD)]
      HeatmapLegend(lines: lines, fan: input.projection.map(HeatmapFan.init))
        .add(to: &scene, in: layout.legend)
    }
    return scene
  }

  /// The plot with its axes, without frame and key.
  func addPlot(to scene: inout Scene, _ layout: HeatmapLayout) {
    let cells = HeatmapCells(
      input, plotWidth: layout.past.width, plotHeight: layout.past.height)
    addPlot(cells: cells, to: &scene, layout)
  }

  /// - Returns: dollars at the end of the scale of what is expected, where anything is.
  @discardableResult
  private func addPlot(
    cells: HeatmapCells, to scene: inout Scene, _ layout: HeatmapLayout
  ) -> Double? {
    addCells(cells, to: &scene, layout)
    let expectedClamp = addExpected(clamp: cells.clampUSD, to: &scene, layout)
    addCandles(columnsEach: layout.columnsPerCandle, to: &scene, layout)
    if let projection = input.projection {
      HeatmapFan(projection: projection).add(to: &scene, layout)
    }
    // A card is too small for what it does not show.
    if scene.design.size != .card { addOffView(to: &scene, layout) }
    layout.addAxes(to: &scene)
    return expectedClamp
  }

  private func frame(unit: String, peak: Double, candle: String) -> ChartFrame {
    let each = "USD per \(unit) of price" + (peak > 0 ? ", peak \(NumberText.usd(peak))" : "")
    return ChartFrame(
      kicker: "\(input.marketName) · Liquidation heatmap"
        + (input.provisional ? " · provisional" : ""), titles: titles,
      subtitles: [
        "Estimated forced closes, \(each). Shorts above, longs below. Candles: \(candle), hollow = rise",
        "Estimated forced closes, \(each). Shorts above, longs below. Candles: \(candle)",
        "\(each). Shorts above, longs below. Candles: \(candle), hollow = rise",
        "\(each). Shorts above, longs below",
      ], sources: input.sources, cutoff: input.cutoff, simulated: input.simulated)
  }

  /// The height of a cell in words.
  private func unit(mergedRows: Int) -> String {
    guard input.rows > 0 else { return "bin" }
    let (low, high) = (input.priceEdges[0], input.priceEdges[input.rows])
    if input.logarithmicPrice {
      let step = log(high / low) / Double(input.rows) * Double(mergedRows)
      return NumberText.percent(step, decimals: step < 0.0095 ? 2 : 1)
    }
    return "$" + NumberText.compact((high - low) / Double(input.rows) * Double(mergedRows))
  }

  private func duration(columns: Int) -> String {
    let minutes = input.interval.milliseconds * Int64(columns) / 60_000
    if minutes % 1_440 == 0 { return "\(minutes / 1_440)\u{00A0}d" }
    return minutes % 60 == 0 ? "\(minutes / 60)\u{00A0}h" : "\(minutes)\u{00A0}min"
  }

  private func addCells(_ cells: HeatmapCells, to scene: inout Scene, _ layout: HeatmapLayout) {
    guard cells.peakUSD > 0, cells.columns > 0 else {
      scene.text(
        "No pools to show for this time", scene.design.label, .muted, x: layout.heat.midX,
        middle: layout.heat.top + layout.heat.height / 4, .middle)
      return
    }
    add(
      cells, columns: input.columns, name: "heat", to: &scene, layout, box: layout.past,
      partedFrom: Paint.ramp(.short, 0).index)
  }

  /// What is expected past the close, in the colours of what is held but on a scale of its own, a
  /// round part of that of the map: on the same one the little that is likely could not be seen.
  ///
  /// - Returns: dollars at the end of that scale.
  private func addExpected(
    clamp: Double, to scene: inout Scene, _ layout: HeatmapLayout
  ) -> Double? {
    guard let projection = input.projection, let box = layout.future, input.rows > 0 else {
      return nil
    }
    let peak = max(projection.longUSD.max() ?? 0, projection.shortUSD.max() ?? 0)
    let merged = layout.past.height / Double(input.rows)
    let strongest = Double(peak) * max(1, (HeatmapCells.smallestCell / merged).rounded(.up))
    let part = [100.0, 50, 20, 10, 5, 4, 2].first { strongest * $0 <= clamp * 0.9 } ?? 1
    let cells = HeatmapCells(
      long: projection.longUSD, short: projection.shortUSD, rows: input.rows,
      columns: projection.columns, plotWidth: box.width, plotHeight: box.height,
      clamp: clamp / part)
    add(cells, columns: projection.columns, name: "expected", to: &scene, layout, box: box)
    return clamp / part
  }

  private func add(
    _ cells: HeatmapCells, columns: Int, name: String, to scene: inout Scene,
    _ layout: HeatmapLayout, box: Box, partedFrom: UInt8? = nil
  ) {
    let columnEdges = (0...cells.columns).map { column in
      let place = Double(min(column * cells.mergedColumns, columns)) / Double(columns)
      return Int((box.left + place * box.width).rounded())
    }
    let rowEdges = (0...cells.rows).map { fromTop in
      let row = min((cells.rows - fromTop) * cells.mergedRows, input.rows)
      return Int(layout.price(input.priceEdges[row]).rounded())
    }
    scene.add(
      .group(
        name: name, clip: box,
        [
          .cells(
            CellGrid(
              columnEdges: columnEdges, rowEdges: rowEdges, indices: cells.indices,
              partedFrom: partedFrom))
        ]))
  }

  private func addCandles(columnsEach: Int, to scene: inout Scene, _ layout: HeatmapLayout) {
    guard !input.candles.isEmpty else { return }
    let width = layout.x(column: Double(columnsEach)) - layout.x(column: 0)
    var body = (width * 0.66).rounded(.down)
    if body > 3, Int(body) % 2 == 0 { body -= 1 }
    let candles = stride(from: 0, to: input.candles.count, by: columnsEach).map { start in
      let merged = input.candles[start..<min(start + columnsEach, input.candles.count)]
      return CandleRow.Candle(
        x: layout.x(column: Double(start) + Double(merged.count) / 2),
        open: layout.price(merged[merged.startIndex].open),
        high: layout.price(merged.reduce(0) { max($0, $1.high) }),
        low: layout.price(merged.reduce(.infinity) { min($0, $1.low) }),
        close: layout.price(merged[merged.endIndex - 1].close))
    }
    scene.add(
      .group(
        name: "price", clip: layout.past,
        [.candles(CandleRow(candles: candles, bodyWidth: min(body, 13)))]))
  }

  /// What is held at the cut-off beyond the prices shown, side by side.
  private func addOffView(to scene: inout Scene, _ layout: HeatmapLayout) {
    guard input.rows > 0, input.columns > 0 else { return }
    for side in Side.allCases {
      let cells = side == .long ? input.longUSD : input.shortUSD
      let total = side == .long ? input.longTotalUSD : input.shortTotalUSD
      let shown = (0..<input.rows).reduce(0.0) { sum, row in
        sum + Double(cells[row * input.columns + input.columns - 1])
      }
      let beyond = total - shown
      // Cells are rounded to a step of their scale, so a small rest means nothing.
      guard beyond > total * 0.02, beyond > 0 else { continue }
      let edge = side == .long ? input.priceEdges[0] : input.priceEdges[input.rows]
      let arrow = side == .long ? "\u{2193}" : "\u{2191}"
      let usd = "\(arrow) \(NumberText.usd(beyond))"
      let place =
        "\(side == .long ? "below" : "above") \(PriceText.price(roundedPrice(edge)))"
      let words = scene.typesetter.fitted(
        ["\(usd) of \(plural(side)) \(place)", "\(usd) \(place)", usd], scene.design.footer,
        width: layout.past.width - 40)
      scene.note(
        words.first ?? "", scene.design.footer, Paint.side(side), x: layout.heat.left + 16,
        middle: side == .long ? layout.heat.bottom - 26 : layout.heat.top + 26)
    }
  }
}

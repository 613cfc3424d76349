import Market

/// Open interest (left) with price (right) over time, and beneath where the day's figures stand.
struct OpenInterestLayout {
  let data: OpenInterestData
  let strip: StandingStrip
  let plot: Box
  let time: TimeAxis
  let interest: Scale
  let interestTicks: Ticks
  let price: Scale
  let priceTicks: Ticks
  private let room: Box

  init(_ data: OpenInterestData, strip: StandingStrip, room: Box, scene: Scene) {
    self.data = data
    self.strip = strip
    self.room = room
    let design = scene.design
    let (interestRange, priceRange) = (
      OpenInterestLayout.padded(data.interest), OpenInterestLayout.padded(data.price)
    )
    let most = strip.height > 0 ? 5 : 7
    let interestTicks = Ticks.linear(interestRange.0, interestRange.1, most: most)
    let priceTicks = Ticks.linear(priceRange.0, priceRange.1, most: most)
    let widest = { (labels: [String]) in
      labels.reduce(0) { max($0, scene.typesetter.width($1, design.label, tabular: true)) }
    }
    let left = widest(interestTicks.values.map(interestTicks.amountLabel))
    let right = widest(priceTicks.values.map(priceTicks.priceLabel))
    plot = Box(
      left: (room.left + left + 16).rounded(), top: (room.top + 38).rounded(),
      right: (room.right - right - 16).rounded(),
      bottom: (room.bottom - 44 - (strip.height > 0 ? strip.height + 22 : 0)).rounded())
    time = TimeAxis(first: data.first, last: data.last, left: plot.left, right: plot.right)
    self.interestTicks = interestTicks
    self.priceTicks = priceTicks
    interest = Scale(
      .linear, low: interestRange.0, high: interestRange.1, start: plot.bottom, end: plot.top)
    price = Scale(
      .linear, low: priceRange.0, high: priceRange.1, start: plot.bottom, end: plot.top)
  }

  /// The range of a series with some air; a series that never moves gets two percent.
  private static func padded(_ series: [Double]) -> (Double, Double) {
    guard let low = series.min(), let high = series.max() else { return (0, 1) }
    guard high > low else { return (low * 0.98, high > 0 ? high * 1.02 : 1) }
    let air = (high - low) * 0.08
    return (max(low - air, 0), high + air)
  }

  func add(to scene: inout Scene) {
    let design = scene.design
    strip.add(
      to: &scene,
      in: Box(
        left: room.left, top: room.bottom - strip.height, right: room.right, bottom: room.bottom))
    guard data.interest.count > 1 else {
      scene.text(
        "No history to show", design.label, .muted, x: plot.midX, middle: plot.midY, .middle)
      return
    }
    for tick in time.ticks(scene) {
      scene.rule(x: time.x(tick.time), from: plot.top, to: plot.bottom, .grid)
    }
    addNames(to: &scene)
    addLabels(to: &scene)
    let line = { (series: [Double], scale: Scale) in
      series.enumerated().map { Point(x: time.x(data.time($0)), y: scale($1)) }
    }
    scene.add(
      .group(
        name: "lines", clip: plot.inset(0, -4),
        [
          .line(line(data.interest, interest), Stroke(width: design.strongStroke + 1), .interest),
          .line(line(data.price, price), Stroke(width: design.stroke), .ink),
        ]))
    scene.rule(y: plot.bottom, from: plot.left, to: plot.right, .axis)
    time.add(to: &scene, y: plot.bottom)
  }

  private func addNames(to scene: inout Scene) {
    let design = scene.design
    let price = scene.text(
      "Price, USD", design.strong, .ink, x: plot.right, baseline: plot.top - 16, .end)
    let name = scene.typesetter.fitted(
      ["Open interest, \(data.coin)", "Open interest"], design.strong,
      width: price.left - 24 - plot.left)
    scene.text(name.first ?? "", design.strong, .interest, x: plot.left, baseline: plot.top - 16)
  }

  private func addLabels(to scene: inout Scene) {
    let design = scene.design
    for value in interestTicks.values {
      let y = interest(value)
      scene.rule(y: y, from: plot.left, to: plot.right, .grid)
      scene.text(
        interestTicks.amountLabel(value), design.label, .interest, x: plot.left - 14, middle: y,
        .end, tabular: true)
    }
    for value in priceTicks.values {
      let y = price(value)
      scene.rule(y: y, from: plot.right, to: plot.right + 8, .axis)
      scene.text(
        priceTicks.priceLabel(value), design.label, .ink, x: plot.right + 14, middle: y,
        tabular: true)
    }
  }
}

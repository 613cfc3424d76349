import Market

/// Two panels over one time axis: open interest (left) with price (right), funding for an interval
/// (left) and for a year (right).
struct OpenInterestLayout {
  let data: OpenInterestData
  let hours: String
  let upper: Box
  /// Without height where no funding is known.
  let lower: Box
  let time: TimeAxis
  let interest: Scale
  let interestTicks: Ticks
  let price: Scale
  let priceTicks: Ticks
  let funding: Scale
  let fundingTicks: Ticks

  init(_ data: OpenInterestData, room: Box, scene: Scene, hours: String) {
    self.data = data
    self.hours = hours
    let design = scene.design
    let typesetter = scene.typesetter
    let (interestRange, priceRange) = (
      OpenInterestLayout.padded(data.interest), OpenInterestLayout.padded(data.price)
    )
    let interestTicks = Ticks.linear(interestRange.0, interestRange.1, most: 6)
    let priceTicks = Ticks.linear(priceRange.0, priceRange.1, most: 6)
    let rates = data.funding.map(\.rate)
    // Room for a bar to be seen even where every rate is zero.
    let reach = max((rates.max() ?? 0) - min(rates.min() ?? 0, 0), 1e-6)
    let low = min(rates.min() ?? 0, 0) - reach * 0.12
    let high = max(rates.max() ?? 0, 0) + reach * 0.12
    let hasFunding = !data.funding.isEmpty
    let fundingTicks = hasFunding ? Ticks.linear(low, high, most: 4) : Ticks(values: [], step: 0)

    let widest = { (labels: [String]) in
      labels.reduce(0) { max($0, typesetter.width($1, design.label, tabular: true)) }
    }
    let left = max(
      widest(interestTicks.values.map(interestTicks.amountLabel)),
      widest(fundingTicks.values.map(fundingTicks.percentLabel)))
    let right = max(
      widest(priceTicks.values.map(priceTicks.priceLabel)),
      widest(fundingTicks.values.map { OpenInterestLayout.yearLabel(data.annualised($0)) }))
    let plotLeft = (room.left + left + 16).rounded()
    let plotRight = (room.right - right - 16).rounded()
    let top = (room.top + 38).rounded()
    let bottom = (room.bottom - 44).rounded()
    let split = hasFunding ? (top + (bottom - top) * 0.60).rounded() : bottom
    upper = Box(left: plotLeft, top: top, right: plotRight, bottom: split)
    lower = Box(
      left: plotLeft, top: hasFunding ? split + 58 : bottom, right: plotRight, bottom: bottom)
    time = TimeAxis(first: data.first, last: data.last, left: plotLeft, right: plotRight)
    self.interestTicks = interestTicks
    self.priceTicks = priceTicks
    self.fundingTicks = fundingTicks
    interest = Scale(
      .linear, low: interestRange.0, high: interestRange.1, start: upper.bottom, end: upper.top)
    price = Scale(
      .linear, low: priceRange.0, high: priceRange.1, start: upper.bottom, end: upper.top)
    funding = Scale(.linear, low: low, high: high, start: lower.bottom, end: lower.top)
  }

  /// The range of a series with some air; a series that never moves gets two percent.
  private static func padded(_ series: [Double]) -> (Double, Double) {
    guard let low = series.min(), let high = series.max() else { return (0, 1) }
    guard high > low else { return (low * 0.98, high > 0 ? high * 1.02 : 1) }
    let air = (high - low) * 0.08
    return (max(low - air, 0), high + air)
  }

  private static func yearLabel(_ rate: Double) -> String {
    NumberText.percent(rate, decimals: abs(rate) < 0.0995 && rate != 0 ? 1 : 0, signed: true)
  }

  func add(to scene: inout Scene) {
    let design = scene.design
    guard data.interest.count > 1 else {
      scene.text(
        "No history to show", design.label, .muted, x: upper.midX, middle: upper.midY, .middle)
      return
    }
    for tick in time.ticks(scene) {
      for panel in [upper, lower] where panel.height > 0 {
        scene.rule(x: time.x(tick.time), from: panel.top, to: panel.bottom, .grid)
      }
    }
    addUpper(to: &scene)
    if lower.height > 0 { addLower(to: &scene) }
    time.add(to: &scene, y: lower.height > 0 ? lower.bottom : upper.bottom)
  }

  private func addUpper(to scene: inout Scene) {
    let design = scene.design
    let price = scene.text(
      "Price, USD", design.strong, .ink, x: upper.right, baseline: upper.top - 16, .end)
    let name = scene.typesetter.fitted(
      ["Open interest, \(data.coin)", "Open interest"], design.strong,
      width: price.left - 24 - upper.left)
    scene.text(
      name.first ?? "", design.strong, .interest, x: upper.left, baseline: upper.top - 16)
    for value in interestTicks.values {
      let y = interest(value)
      scene.rule(y: y, from: upper.left, to: upper.right, .grid)
      scene.text(
        interestTicks.amountLabel(value), design.label, .interest, x: upper.left - 14, middle: y,
        .end, tabular: true)
    }
    for value in priceTicks.values {
      let y = self.price(value)
      scene.rule(y: y, from: upper.right, to: upper.right + 8, .axis)
      scene.text(
        priceTicks.priceLabel(value), design.label, .ink, x: upper.right + 14, middle: y,
        tabular: true)
    }
    let line = { (series: [Double], scale: Scale) in
      series.enumerated().map { Point(x: time.x(data.time($0)), y: scale($1)) }
    }
    scene.add(
      .group(
        name: "lines", clip: upper.inset(0, -4),
        [
          .line(line(data.interest, interest), Stroke(width: design.strongStroke + 1), .interest),
          .line(line(data.price, self.price), Stroke(width: design.stroke), .ink),
        ]))
    scene.rule(y: upper.bottom, from: upper.left, to: upper.right, .axis)
  }

  private func addLower(to scene: inout Scene) {
    let design = scene.design
    let typesetter = scene.typesetter
    let title = scene.text(
      "Funding per \(hours)", design.strong, .ink, x: lower.left, baseline: lower.top - 16)
    let year = "annualised"
    if lower.right - typesetter.width(year, design.label) > title.right + 24 {
      scene.text(year, design.label, .muted, x: lower.right, baseline: lower.top - 16, .end)
    }
    for value in fundingTicks.values {
      let y = funding(value)
      scene.rule(y: y, from: lower.left, to: lower.right, .grid)
      scene.text(
        fundingTicks.percentLabel(value), design.label, .muted, x: lower.left - 14, middle: y,
        .end, tabular: true)
      scene.text(
        OpenInterestLayout.yearLabel(data.annualised(value)), design.label, .muted,
        x: lower.right + 14, middle: y, tabular: true)
    }
    let spacing = time.x(data.first + .hours(1)) - time.x(data.first)
    let width = min(max((spacing * data.fundingHours * 0.62).rounded(), 2), 60)
    let zero = funding(0).rounded()
    let bars: [Mark] = data.funding.map { point in
      // A settlement pays for the interval that ends with it.
      let left = (time.x(point.time) - spacing * data.fundingHours / 2 - width / 2).rounded()
      let end = funding(point.rate).rounded()
      // A rate of nothing still shows that it was settled.
      let (top, bottom) =
        point.rate >= 0 ? (min(end, zero - 2), zero) : (zero, max(end, zero + 2))
      return .box(
        Box(left: left, top: top, right: left + width, bottom: bottom),
        .side(point.rate >= 0 ? .long : .short))
    }
    scene.add(
      .group(
        name: "funding",
        clip: Box(left: lower.left, top: lower.top, right: lower.right, bottom: lower.bottom), bars)
    )
    scene.rule(y: zero, from: lower.left, to: lower.right, .axis)
  }
}
